//! Rows understood ahead on a second thread, while those before them are decided in their order.

use super::identity::Keys;
use super::outcome::{Ask, Each, RowRead};
use super::sides::row_key;
use super::walk::Import;
use super::{Sheet, SourceRow};
use std::io;
use std::sync::mpsc::sync_channel;
use std::thread;

/// A row as it was understood, and what it is found by.
pub(super) struct Understood {
    pub read: RowRead,
    /// What tells the row from others.
    pub key: u64,
    /// Absent where they are made only when they are needed.
    pub keys: Option<Keys>,
}

impl Understood {
    pub fn of(read: RowRead, with_keys: bool) -> Understood {
        let key = row_key(&read.written);
        let keys = with_keys.then(|| Keys::of(&read.written));
        Understood { read, key, keys }
    }
}

/// Rows that are handed over together: one by one would cost more than it saves.
const TOGETHER: usize = 128;
/// How many of these are under way at once.
const UNDER_WAY: usize = 3;

#[derive(Default)]
struct Batch {
    first: usize,
    count: usize,
    rows: Vec<SourceRow>,
    understood: Vec<Understood>,
    /// Why the row behind these cannot be read.
    failed: Option<io::Error>,
}

impl Batch {
    /// Reads the rows at these positions, as far as they can be read.
    fn fill(&mut self, sheet: &mut dyn Sheet, first: usize, positions: &[u64]) {
        self.rows.resize_with(TOGETHER.max(self.rows.len()), SourceRow::default);
        (self.first, self.count) = (first, 0);
        for (&position, row) in positions.iter().zip(&mut self.rows) {
            if let Err(error) = sheet.read_at(position, row) {
                self.failed = Some(error);
                return;
            }
            self.count += 1;
        }
    }
}

impl Import<'_> {
    /// Does the same as [`Import::walk`], where `ahead` reads rows as the import itself would, on another thread.
    ///
    /// # Errors
    /// As [`Import::walk`].
    pub fn walk_ahead(
        &mut self,
        ahead: &mut (dyn FnMut(&SourceRow) -> RowRead + Send),
        ask: &mut Ask,
        each: &mut Each,
    ) -> io::Result<()> {
        // Where earlier lists are known, most rows need no keys at all.
        let with_keys = !self.knows_rows();
        let (hand_over, handed_over) = sync_channel::<Batch>(UNDER_WAY);
        let (hand_back, handed_back) = sync_channel::<Batch>(UNDER_WAY);
        thread::scope(|scope| {
            scope.spawn(move || {
                for mut batch in handed_over {
                    let rows = batch.rows[..batch.count].iter();
                    batch.understood.extend(rows.map(|row| Understood::of(ahead(row), with_keys)));
                    if hand_back.send(batch).is_err() {
                        return;
                    }
                }
            });
            // They end with this, however it ends, and so does the other thread.
            let (hand_over, handed_back) = (hand_over, handed_back);
            let (mut next, mut under_way) = (0, 0);
            let mut spare: Vec<Batch> = (0..UNDER_WAY).map(|_| Batch::default()).collect();
            let mut failed = None;
            loop {
                while next < self.rows() && failed.is_none() {
                    let Some(mut batch) = spare.pop() else { break };
                    let last = self.rows().min(next + TOGETHER);
                    self.read_batch(|sheet, positions| batch.fill(sheet, next, &positions[next..last]));
                    failed = batch.failed.take();
                    next = last;
                    if hand_over.send(batch).is_err() {
                        return Err(io::Error::other("rows cannot be read ahead any more"));
                    }
                    under_way += 1;
                }
                if under_way == 0 {
                    return failed.map_or(Ok(()), Err);
                }
                let Ok(mut batch) = handed_back.recv() else {
                    return Err(io::Error::other("rows cannot be read ahead any more"));
                };
                under_way -= 1;
                for (i, understood) in batch.understood.drain(..).enumerate() {
                    self.decide((batch.first + i) as u32, &batch.rows[i], understood, ask, each)?;
                }
                spare.push(batch);
            }
        })
    }
}
