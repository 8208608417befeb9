//! Seeing: logs, traces and metrics out of the process
