//! The threads that everything runs on.

use std::thread::available_parallelism;

use tokio::runtime::{Builder, Runtime};

/// A runtime whose async threads are half as many as there are cores, one at least.
///
/// What takes long, such as hashing, judging and reading documents, has threads of its own. Of fewer that wait for
/// connections and files fewer are woken for nothing: on two cores, a fifth of the work of a sign-in beside its hash.
///
/// # Errors
/// When the system gives no threads.
pub fn runtime() -> std::io::Result<Runtime> {
    let cores = available_parallelism().map_or(1, usize::from);
    Builder::new_multi_thread().worker_threads(cores.div_ceil(2)).enable_all().build()
}
