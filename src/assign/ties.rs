//! Of all optima the one that the first clients in the file would choose.

use super::network::Network;

/// Moves clients among places that are equally good for the caseload, until the first client has the first in the
/// list that any optimum allows, then the second client among what is left, and so on.
pub(super) fn settle(network: &mut Network) {
    let mut walk = Walk { reached: vec![(0, By::Free); network.openings.len()], ..Walk::default() };
    for client in 0..network.seekers.len() as u32 {
        walk.begin(client, network);
        for wish in 0..network.options[client as usize].colleagues.len() {
            let wished = network.options[client as usize].colleagues[wish];
            if network.at[client as usize] == Some(wished) || walk.swap(wished, network) {
                break;
            }
        }
    }
}

/// How a colleague got one client more.
#[derive(Clone, Copy, Debug)]
enum By {
    /// This one moves to her.
    Client(u32),
    /// Somebody took a free opening or gave a place up, so she may do with one less; whoever goes is still to be found.
    Free,
}

/// The search for a way in which everybody else makes room for one client.
///
/// The client takes the place wished for; somebody there moves on, and so forth, until the client's old place is filled
/// again or may stay empty. Clients before this one stay where they are. A colleague from whom that cannot be reached is not tried again for the same client.
#[derive(Default)]
struct Walk {
    client: u32,
    old: Option<u32>,
    round: u32,
    /// By colleague: the round in which she was last reached, and how.
    reached: Vec<(u32, By)>,
    /// Where a place became free in this round: by a free opening, or by a client who can wait.
    freed: Option<(u32, Option<u32>)>,
    queue: Vec<u32>,
}

impl Walk {
    fn begin(&mut self, client: u32, network: &Network) {
        self.round += 1;
        (self.client, self.old, self.freed) = (client, network.at[client as usize], None);
    }

    fn has_reached(&self, colleague: u32) -> bool {
        self.reached[colleague as usize].0 == self.round
    }

    fn reach(&mut self, colleague: u32, by: By) {
        if !self.has_reached(colleague) {
            self.reached[colleague as usize] = (self.round, by);
            self.queue.push(colleague);
        }
    }

    fn is_there(&self) -> bool {
        self.old.map_or(self.freed.is_some(), |old| self.has_reached(old))
    }

    /// Gives the client the place wished for, where that costs nobody's class anything.
    fn swap(&mut self, wished: u32, network: &mut Network) -> bool {
        self.queue.clear();
        self.reach(wished, By::Client(self.client));
        let mut next = 0;
        while next < self.queue.len() && !self.is_there() {
            self.look_from(self.queue[next], network);
            next += 1;
        }
        if self.is_there() {
            self.turn(network);
            return true;
        }
        false
    }

    fn look_from(&mut self, colleague: u32, network: &Network) {
        let with = &network.with[colleague as usize];
        let own = self.client;
        let others = || with.iter().copied().filter(move |&other| other > own);
        if self.freed.is_none() {
            let has_room = with.len() < network.openings[colleague as usize] as usize;
            let waits = others().find(|&other| network.options[other as usize].may_wait);
            if has_room {
                self.freed = Some((colleague, None));
            } else if waits.is_some() {
                self.freed = Some((colleague, waits));
            }
            if self.freed.is_some() {
                self.look_from_freed(network);
            }
        }
        for other in others() {
            for &next in &network.options[other as usize].colleagues {
                self.reach(next, By::Client(other));
            }
        }
    }

    /// Once a place is free, anybody may be left who need not stay full, and whoever waits may take a place.
    fn look_from_freed(&mut self, network: &Network) {
        for client in 0..network.seekers.len() as u32 {
            match network.at[client as usize] {
                Some(colleague) if network.is_full_for_good[colleague as usize] => {}
                Some(colleague) => self.reach(colleague, By::Free),
                None if client <= self.client => {}
                None => {
                    for &next in &network.options[client as usize].colleagues {
                        self.reach(next, By::Client(client));
                    }
                }
            }
        }
    }

    /// Moves everybody on the way that was found.
    fn turn(&self, network: &mut Network) {
        let mut moves: Vec<(u32, Option<u32>)> = Vec::new();
        let mut here = self.old;
        loop {
            let by = match (here, self.freed) {
                (Some(colleague), _) => self.reached[colleague as usize].1,
                (None, Some((colleague, waits))) => {
                    moves.extend(waits.map(|client| (client, None)));
                    here = Some(colleague);
                    continue;
                }
                (None, None) => return,
            };
            match by {
                By::Free => here = None,
                By::Client(client) => {
                    moves.push((client, here));
                    if client == self.client {
                        break;
                    }
                    here = network.at[client as usize];
                }
            }
        }
        for &(client, _) in &moves {
            network.leave(client);
        }
        for (client, colleague) in moves {
            if let Some(colleague) = colleague {
                network.enter(client, colleague);
            }
        }
    }
}
