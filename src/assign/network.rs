//! The optimum, class after class, by shortest augmenting paths over prices.
//!
//! Every opening has a price, at first nothing, which rises where more clients want it than it holds. A client's net
//! gain from a colleague is what the place is worth less its price. At the end of a class, whoever has a place has one
//! of the best net gains there are, and only full colleagues have a price: that proves the optimum. What a later class
//! may still move is what keeps both: clients move among places of equal net gain, and a colleague with a price stays
//! full of the clients who want her most.

use super::search::{NOBODY, Search};
use super::{Seeker, Urgency};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Clients and colleagues with who is where.
pub(super) struct Network<'a> {
    pub(super) seekers: &'a [Seeker],
    pub(super) openings: &'a [u32],
    /// Who is with each colleague.
    pub(super) with: Vec<Vec<u32>>,
    /// With whom each client is.
    pub(super) at: Vec<Option<u32>>,
    /// Where each client can be without a loss to any class that is done.
    pub(super) options: Vec<Options>,
    /// Colleagues who stay full in every optimum of the classes that are done.
    pub(super) is_full_for_good: Vec<bool>,
    /// What each client's present place is worth in this class.
    worth: Vec<i64>,
    /// What an opening costs in this class.
    price: Vec<i64>,
    /// Colleagues whose price rose in this class.
    priced: Vec<u32>,
    /// By colleague: the classes that would gain from one more opening, and what; the most urgent class first.
    gains: BTreeMap<u32, Gains>,
    classes_done: usize,
    search: Search,
}

/// Which classes gain, the most urgent first, and what; more gain compares greater.
type Gains = Vec<(Reverse<usize>, i64)>;

/// Where a client can be.
#[derive(Clone, Default)]
pub(super) struct Options {
    /// Colleagues, in the order of the client's list; nothing until the client's class is done.
    pub(super) colleagues: Vec<u32>,
    /// Whether the client can be without a place.
    pub(super) may_wait: bool,
    /// Whether the client's class is done, so that nothing but the colleagues named here will do.
    pub(super) is_settled: bool,
}

/// Where a path ends.
#[derive(Clone, Copy)]
enum End {
    /// At a free opening.
    With(u32),
    /// A client loses the place.
    Waits(u32),
}

impl<'a> Network<'a> {
    pub(super) fn new(seekers: &'a [Seeker], openings: &'a [u32]) -> Network<'a> {
        let colleagues = openings.len();
        Network {
            seekers,
            openings,
            with: vec![Vec::new(); colleagues],
            at: vec![None; seekers.len()],
            options: vec![Options::default(); seekers.len()],
            is_full_for_good: vec![false; colleagues],
            worth: vec![0; seekers.len()],
            price: vec![0; colleagues],
            priced: Vec::new(),
            gains: BTreeMap::new(),
            classes_done: 0,
            search: Search::new(colleagues),
        }
    }

    /// Gives places to the clients of a class; the classes before it keep what they have.
    pub(super) fn place_class(&mut self, class: Urgency) {
        let members: Vec<u32> =
            (0..self.seekers.len()).filter(|&i| self.seekers[i].urgency == class).map(|i| i as u32).collect();
        for &client in &members {
            self.options[client as usize].may_wait = true;
        }
        for &client in &members {
            self.place(client);
        }
        self.lower_prices();
        self.settle_class(&members);
    }

    /// What a place with a share is worth: to have one at all is worth more than any sum of shares.
    fn worth_of(&self, share: u32) -> i64 {
        (self.seekers.len() as i64 + 1) * 1_000_000 + i64::from(share)
    }

    /// What a client has of the present place.
    fn net(&self, client: u32) -> i64 {
        self.at[client as usize].map_or(0, |colleague| self.worth[client as usize] - self.price[colleague as usize])
    }

    fn has_room(&self, colleague: u32) -> bool {
        self.with[colleague as usize].len() < self.openings[colleague as usize] as usize
    }

    /// Calls `take` with each colleague where the client could be and what that would be worth, worth most first,
    /// until nothing better than `least` can follow.
    fn each_option(&self, client: u32, mut take: impl FnMut(u32, i64) -> i64) {
        let options = &self.options[client as usize];
        if options.is_settled {
            for &colleague in &options.colleagues {
                take(colleague, 0);
            }
            return;
        }
        for choice in &self.seekers[client as usize].choices {
            let worth = self.worth_of(choice.share);
            // What is worth no more than this cannot shorten the way: a price only takes from it.
            if !self.is_full_for_good[choice.colleague as usize] && take(choice.colleague, worth) >= worth {
                return;
            }
        }
    }

    /// Finds the place for one more client that costs the others the least, and moves them.
    fn place(&mut self, client: u32) {
        let mut best = 0;
        self.each_option(client, |colleague, worth| {
            best = best.max(worth - self.price[colleague as usize]);
            best
        });
        let mut search = std::mem::take(&mut self.search);
        let mut end = (best, End::Waits(client));
        self.look_from(client, 0, best, &mut search, &mut end);
        while let Some((loss, colleague)) = search.next().filter(|&(loss, _)| loss < end.0) {
            for &other in &self.with[colleague as usize] {
                self.look_from(other, loss, self.net(other), &mut search, &mut end);
            }
        }
        for &colleague in search.touched() {
            let loss = search.loss(colleague);
            if loss < end.0 {
                if self.price[colleague as usize] == 0 {
                    self.priced.push(colleague);
                }
                self.price[colleague as usize] += end.0 - loss;
            }
        }
        self.move_along(client, end.1, &search);
        search.clear();
        self.search = search;
    }

    /// Follows every way on from a client whom it costs `loss` to set free, and who has `net` of the present place.
    fn look_from(&self, client: u32, loss: i64, net: i64, search: &mut Search, end: &mut (i64, End)) {
        let options = &self.options[client as usize];
        if options.may_wait && loss + net < end.0 {
            *end = (loss + net, End::Waits(client));
        }
        if options.is_settled {
            for &colleague in &options.colleagues {
                let there = loss + net + self.price[colleague as usize];
                if there < end.0 && there < search.loss(colleague) {
                    self.lead_to(colleague, there, client, search, end);
                }
            }
            return;
        }
        // Most of the time goes by here: one way after the other that leads nowhere better.
        let before = loss + net - self.worth_of(0);
        for choice in &self.seekers[client as usize].choices {
            let free_of_charge = before - i64::from(choice.share);
            if free_of_charge >= end.0 {
                return;
            }
            let there = free_of_charge + self.price[choice.colleague as usize];
            if there < end.0
                && there < search.loss(choice.colleague)
                && !self.is_full_for_good[choice.colleague as usize]
            {
                self.lead_to(choice.colleague, there, client, search, end);
            }
        }
    }

    /// Notes a better way to a colleague, which ends there if she has room.
    fn lead_to(&self, colleague: u32, loss: i64, client: u32, search: &mut Search, end: &mut (i64, End)) {
        if self.has_room(colleague) {
            search.note(colleague, loss, client);
            *end = (loss, End::With(colleague));
        } else {
            search.note_for_later(colleague, loss, client);
        }
    }

    /// Moves everybody on the path by one place, from its end back to the client who is new.
    fn move_along(&mut self, client: u32, end: End, search: &Search) {
        let mut free = match end {
            End::With(colleague) => Some(colleague),
            End::Waits(other) => self.leave(other),
        };
        while let Some(colleague) = free {
            let mover = search.by(colleague);
            free = self.leave(mover);
            self.enter(mover, colleague);
            if mover == client {
                return;
            }
        }
    }

    /// Takes a client out of the present place.
    pub(super) fn leave(&mut self, client: u32) -> Option<u32> {
        let colleague = self.at[client as usize].take()?;
        self.with[colleague as usize].retain(|&other| other != client);
        self.worth[client as usize] = 0;
        Some(colleague)
    }

    /// Gives a client who is nowhere a place.
    pub(super) fn enter(&mut self, client: u32, colleague: u32) {
        self.at[client as usize] = Some(colleague);
        self.with[colleague as usize].push(client);
        if !self.options[client as usize].is_settled {
            let choice = self.seekers[client as usize].choices.iter().find(|choice| choice.colleague == colleague);
            self.worth[client as usize] = choice.map_or(0, |choice| self.worth_of(choice.share));
        }
    }

    /// Lowers each price to what one more opening there would gain, the least that still proves the optimum.
    fn lower_prices(&mut self) {
        let mut search = std::mem::take(&mut self.search);
        for &colleague in &self.priced {
            search.note_for_later(colleague, self.price[colleague as usize], NOBODY);
        }
        for client in 0..self.seekers.len() as u32 {
            let is_here = self.options[client as usize].is_settled || self.options[client as usize].may_wait;
            let is_free = self.at[client as usize].is_none_or(|colleague| self.price[colleague as usize] == 0);
            if is_here && is_free {
                self.look_for_prices(client, 0, &mut search);
            }
        }
        while let Some((loss, colleague)) = search.next() {
            for &other in &self.with[colleague as usize] {
                self.look_for_prices(other, loss, &mut search);
            }
        }
        for &colleague in &self.priced {
            self.price[colleague as usize] -= search.loss(colleague);
        }
        search.clear();
        self.search = search;
    }

    fn look_for_prices(&self, client: u32, loss: i64, search: &mut Search) {
        let net = self.net(client);
        self.each_option(client, |colleague, worth| {
            let price = self.price[colleague as usize];
            let there = loss + net - worth + price;
            // Whoever has a price is known to the search from the start.
            if price > 0 && there < search.loss(colleague) {
                search.note_for_later(colleague, there, client);
            }
            loss + net
        });
    }

    /// Keeps of everybody's options those that lose nothing, notes what one more opening would gain, and begins anew
    /// with prices of nothing.
    fn settle_class(&mut self, members: &[u32]) {
        for client in 0..self.seekers.len() as u32 {
            if !self.options[client as usize].is_settled && !self.options[client as usize].may_wait {
                continue;
            }
            let net = self.net(client);
            let mut colleagues = Vec::new();
            self.each_option(client, |colleague, worth| {
                if worth - self.price[colleague as usize] == net {
                    colleagues.push(colleague);
                }
                // The last worth as much as this is wanted, too.
                net - 1
            });
            let options = &mut self.options[client as usize];
            options.colleagues = colleagues;
            options.may_wait &= net == 0;
        }
        for &client in members {
            self.options[client as usize].is_settled = true;
        }
        for colleague in std::mem::take(&mut self.priced) {
            let price = std::mem::take(&mut self.price[colleague as usize]);
            if price > 0 {
                self.is_full_for_good[colleague as usize] = true;
                self.gains.entry(colleague).or_default().push((Reverse(self.classes_done), price));
            }
        }
        self.worth.fill(0);
        self.classes_done += 1;
    }

    /// Where in each client's list the place stands.
    pub(super) fn places(&self) -> Vec<Option<usize>> {
        let place = |(seeker, at): (&Seeker, &Option<u32>)| {
            let colleague = (*at)?;
            seeker.choices.iter().position(|choice| choice.colleague == colleague)
        };
        self.seekers.iter().zip(&self.at).map(place).collect()
    }

    /// The colleagues with whom one more opening would gain something, most first, then by number.
    pub(super) fn scarce(&self) -> Vec<u32> {
        let mut scarce: Vec<(&Gains, u32)> = self.gains.iter().map(|(&colleague, gains)| (gains, colleague)).collect();
        scarce.sort_by(|a, b| b.0.cmp(a.0).then(a.1.cmp(&b.1)));
        scarce.into_iter().map(|(_, colleague)| colleague).collect()
    }
}
