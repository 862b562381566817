//! Ctrl-C: the first one ends the work after the current client, a second one at once.

use anyhow::Context;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag::{register, register_conditional_shutdown};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How a program ends that was interrupted.
pub const INTERRUPTED: u8 = 130;

/// Whether somebody asked to stop.
pub struct Interrupt {
    asked: Arc<AtomicBool>,
}

impl Interrupt {
    /// Watches for Ctrl-C and for a request to end; until [`Interrupt::is_asked`] is heeded, they end the program at
    /// once.
    pub fn watch() -> anyhow::Result<Interrupt> {
        // Set from the start: while nothing is written yet, there is nothing to bring to an end.
        let asked = Arc::new(AtomicBool::new(true));
        for signal in [SIGINT, SIGTERM] {
            let watched = register_conditional_shutdown(signal, i32::from(INTERRUPTED), Arc::clone(&asked))
                .and_then(|_| register(signal, Arc::clone(&asked)));
            watched.context("Ctrl-C cannot be watched for")?;
        }
        Ok(Interrupt { asked })
    }

    /// From here on, the first request is heeded by whoever asks for it.
    pub fn heed(&self) {
        self.asked.store(false, Ordering::SeqCst);
    }

    /// Whether somebody asked to stop.
    pub fn is_asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst)
    }
}
