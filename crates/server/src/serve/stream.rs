//! A connection that ends well: its last answer arrives, and who does not read is given up.
//!
//! A server that answers before it has read the whole request, such as 413 to an upload that is too large, and then
//! closes, makes the system send a reset for the bytes it did not read; a reset may overtake the answer. So the
//! closing side first says that no more comes, then reads and forgets what still arrives, within bounds (RFC 9112
//! section 9.6). And a client that asks and never reads would hold its place for ever, so a write that gets nowhere
//! for a while fails.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use super::refused::{self, Hand};
use crate::app::App;

/// How long to go on reading what is forgotten.
const LINGER: Duration = Duration::from_secs(2);
/// How many bytes to read and forget.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// How many bytes to read at a time.
const PIECE: usize = 16 * 1024;

/// The stream of a connection.
pub(super) struct Stream<S> {
    inner: S,
    app: App,
    hand: Hand,
    /// What is written in place of an answer that is not ours, and how much of it has been.
    instead: Option<(Vec<u8>, usize)>,
    /// How long a write may get nowhere.
    patience: Duration,
    /// Runs while a write gets nowhere.
    stalled: Option<Pin<Box<Sleep>>>,
    closing: Option<Closing>,
    /// Whether the other side is known to send nothing more.
    is_drained: bool,
}

struct Closing {
    deadline: Pin<Box<Sleep>>,
    left: usize,
}

impl<S> Stream<S> {
    pub(super) fn new(inner: S, app: App, hand: Hand) -> Self {
        let patience = app.config.write_pause;
        Self { inner, app, hand, instead: None, patience, stalled: None, closing: None, is_drained: false }
    }

    /// Passes on what came of writing, or fails when nothing has come of it for too long.
    fn watched<T>(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let patience = self.patience;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(patience)));
        ready!(stalled.as_mut().poll(cx));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client does not read")))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Stream<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let read = ready!(Pin::new(&mut this.inner).poll_read(cx, buffer));
        this.is_drained |= read.is_err() || (buffer.filled().len() == before && buffer.remaining() > 0);
        Poll::Ready(read)
    }
}

impl<S: AsyncWrite + Unpin> Stream<S> {
    /// Writes what stands in place of `bytes`, if something does.
    fn poll_instead(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<Option<usize>>> {
        if self.instead.is_none() && self.hand.is_free() {
            self.instead = refused::instead_of(&self.app, bytes).map(|ours| (ours, 0));
        }
        let Some((ours, done)) = &mut self.instead else { return Poll::Ready(Ok(None)) };
        while *done < ours.len() {
            match ready!(Pin::new(&mut self.inner).poll_write(cx, &ours[*done..]))? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                written => *done += written,
            }
        }
        Poll::Ready(Ok(Some(bytes.len())))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Stream<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let instead = this.poll_instead(cx, bytes);
        if let Some(written) = ready!(this.watched(cx, instead))? {
            return Poll::Ready(Ok(written));
        }
        let written = Pin::new(&mut this.inner).poll_write(cx, bytes);
        this.watched(cx, written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if this.hand.is_free() {
            // an answer that is not ours is one short piece
            let first = buffers.iter().find(|piece| !piece.is_empty()).map_or(&[][..], |piece| piece);
            return Pin::new(this).poll_write(cx, first);
        }
        let written = Pin::new(&mut this.inner).poll_write_vectored(cx, buffers);
        this.watched(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let flushed = Pin::new(&mut this.inner).poll_flush(cx);
        if flushed.is_ready() {
            this.hand.let_go();
        }
        this.watched(cx, flushed)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.closing.is_none() {
            ready!(Pin::new(&mut this.inner).poll_shutdown(cx))?;
            this.closing = Some(Closing { deadline: Box::pin(sleep(LINGER)), left: MOST_BYTES });
        }
        let Some(closing) = &mut this.closing else { return Poll::Ready(Ok(())) };
        let mut piece = [0; PIECE];
        while !this.is_drained && closing.left > 0 && closing.deadline.as_mut().poll(cx).is_pending() {
            let mut buffer = ReadBuf::new(&mut piece);
            let read = ready!(Pin::new(&mut this.inner).poll_read(cx, &mut buffer));
            let bytes = buffer.filled().len();
            this.is_drained = read.is_err() || bytes == 0;
            closing.left = closing.left.saturating_sub(bytes);
        }
        Poll::Ready(Ok(()))
    }
}
