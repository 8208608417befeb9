//! Closes a connection so that the last answer arrives.
//!
//! A server that answers before it has read the whole request, such as 413 to an upload that is too large, and then
//! closes, makes the system send a reset for the bytes it did not read; a reset may overtake the answer. So the
//! closing side first says that no more comes, then reads and forgets what still arrives, within bounds (RFC 9112
//! section 9.6).

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// How long to go on reading.
const LONGEST: Duration = Duration::from_secs(2);
/// How many bytes to read and forget.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// How many bytes to read at a time.
const PIECE: usize = 16 * 1024;

/// A stream that lingers when it is shut down.
pub(super) struct Lingering<S> {
    stream: S,
    closing: Option<Closing>,
    /// Whether the other side is known to send nothing more.
    is_drained: bool,
}

struct Closing {
    deadline: Pin<Box<Sleep>>,
    left: usize,
}

impl<S> Lingering<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream, closing: None, is_drained: false }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Lingering<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let read = ready!(Pin::new(&mut this.stream).poll_read(cx, buffer));
        this.is_drained |= read.is_err() || (buffer.filled().len() == before && buffer.remaining() > 0);
        Poll::Ready(read)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Lingering<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.closing.is_none() {
            ready!(Pin::new(&mut this.stream).poll_shutdown(cx))?;
            this.closing = Some(Closing { deadline: Box::pin(sleep(LONGEST)), left: MOST_BYTES });
        }
        let Some(closing) = &mut this.closing else { return Poll::Ready(Ok(())) };
        let mut piece = [0; PIECE];
        while !this.is_drained && closing.left > 0 && closing.deadline.as_mut().poll(cx).is_pending() {
            let mut buffer = ReadBuf::new(&mut piece);
            let read = ready!(Pin::new(&mut this.stream).poll_read(cx, &mut buffer));
            let bytes = buffer.filled().len();
            this.is_drained = read.is_err() || bytes == 0;
            closing.left = closing.left.saturating_sub(bytes);
        }
        Poll::Ready(Ok(()))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write_vectored(cx, buffers)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
