//! What one more opening with somebody would change.

use super::OneMore;
use super::network::Network;
use std::collections::VecDeque;

/// The first `most` of the colleagues with whom one more opening would help most, and who would move; and how many more
/// such colleagues there are.
///
/// The prices know how much is gained; who moves is found by going on from every client without a place, and from every
/// place that may be left, among places that cost no class anything. Any such way to the new opening gains all there is.
pub(super) fn one_more(network: &Network, most: usize) -> (Vec<OneMore>, usize) {
    let mut scarce = network.scarce();
    let others = scarce.len().saturating_sub(most);
    scarce.truncate(most);
    if scarce.is_empty() {
        return (Vec::new(), others);
    }
    let reached = reach(network);
    (scarce.into_iter().map(|colleague| change(network, &reached, colleague)).collect(), others)
}

/// By colleague: whether she can be reached, and the client who would move to her; nobody where the way begins.
type Reached = Vec<Option<Option<u32>>>;

fn reach(network: &Network) -> Reached {
    let mut reached: Reached = vec![None; network.openings.len()];
    let mut queue = VecDeque::new();
    let mut step = |colleague: u32, by: Option<u32>, queue: &mut VecDeque<u32>| {
        let known = &mut reached[colleague as usize];
        if known.is_none() {
            *known = Some(by);
            queue.push_back(colleague);
        }
    };
    for client in 0..network.seekers.len() as u32 {
        match network.at[client as usize] {
            Some(colleague) if network.is_full_for_good[colleague as usize] => {}
            Some(colleague) => step(colleague, None, &mut queue),
            None => {
                for &next in &network.options[client as usize].colleagues {
                    step(next, Some(client), &mut queue);
                }
            }
        }
    }
    while let Some(colleague) = queue.pop_front() {
        for &other in &network.with[colleague as usize] {
            for &next in &network.options[other as usize].colleagues {
                step(next, Some(other), &mut queue);
            }
        }
    }
    reached
}

fn change(network: &Network, reached: &Reached, colleague: u32) -> OneMore {
    let share = |client: u32, colleague: u32| {
        let choices = &network.seekers[client as usize].choices;
        choices.iter().find(|choice| choice.colleague == colleague).map_or(0, |choice| i64::from(choice.share))
    };
    let mut change = OneMore { colleague, moves: Vec::new(), placed: None, gained: 0 };
    let mut here = colleague;
    while let Some(Some(client)) = reached[here as usize] {
        change.moves.push((client as usize, here));
        change.gained += share(client, here);
        let Some(old) = network.at[client as usize] else {
            change.placed = Some(client as usize);
            break;
        };
        change.gained -= share(client, old);
        here = old;
    }
    change
}
