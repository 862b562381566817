//! Many clients on several threads: the answers come in the order of the clients, however the work was shared.

use super::{Changed, Setting};
use crate::directory::Again;
use std::ops::{ControlFlow, Range};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// Clients that a thread takes at once.
const CHUNK: usize = 16;
/// Chunks that a thread may be ahead: answers are held until their turn comes.
const AHEAD: usize = 4;

/// Does the work for each of so many clients, and gives the outcomes over in their order until `give` breaks off.
pub fn each<T: Send>(
    count: usize,
    setting: Setting,
    work: &(impl Fn(usize, &mut dyn Again) -> Result<T, Changed> + Sync),
    give: &mut dyn FnMut(usize, T) -> ControlFlow<()>,
) -> Result<(), Changed> {
    let chunks = count.div_ceil(CHUNK);
    let chunk = move |i: usize| -> Range<usize> { i * CHUNK..((i + 1) * CHUNK).min(count) };
    let threads = setting.threads.min(chunks);
    if threads < 2 {
        let mut again = setting.recall.open();
        for i in 0..count {
            if give(i, work(i, again.as_mut())?).is_break() {
                break;
            }
        }
        return Ok(());
    }
    thread::scope(|scope| {
        let mut outcomes: Vec<Receiver<Result<Vec<T>, Changed>>> = Vec::new();
        for first in 0..threads {
            let (send, receive) = sync_channel(AHEAD);
            outcomes.push(receive);
            scope.spawn(move || {
                let mut again = setting.recall.open();
                for i in (first..chunks).step_by(threads) {
                    let done: Result<Vec<T>, Changed> = chunk(i).map(|client| work(client, again.as_mut())).collect();
                    let is_over = done.is_err();
                    // Nobody waits for it any more where the giving broke off.
                    if send.send(done).is_err() || is_over {
                        return;
                    }
                }
            });
        }
        for i in 0..chunks {
            // A thread that is gone has told why, or could not.
            let done = outcomes[i % threads].recv().map_err(|_| Changed)??;
            for (client, outcome) in chunk(i).zip(done) {
                if give(client, outcome).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    })
}
