//! The assignment held against brute force, and against a greedy pass.

use super::*;

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

fn urgency(severity: Option<Severity>, start_within: Option<u32>) -> Urgency {
    Urgency::of(&Client { severity, start_within, ..Client::default() }, false)
}

/// Seekers of one class from shares by colleague; 0 is somebody who does not qualify.
fn seekers(shares: &[&[u32]]) -> Vec<Seeker> {
    shares.iter().map(|shares| seeker(urgency(None, None), shares)).collect()
}

fn seeker(urgency: Urgency, shares: &[u32]) -> Seeker {
    let mut choices: Vec<Choice> =
        (0u32..).zip(shares).map(|(colleague, &share)| Choice { colleague, share }).collect();
    choices.retain(|choice| choice.share > 0);
    choices.sort_by_key(|choice| (Reverse(choice.share), choice.colleague));
    Seeker { urgency, choices }
}

fn colleagues(assignment: &Assignment, seekers: &[Seeker]) -> Vec<Option<u32>> {
    (0..seekers.len()).map(|client| assignment.colleague(seekers, client)).collect()
}

/// How good an assignment is: by class, how many have a place and the sum of their shares; then where in each
/// client's list the place stands.
type Worth = (Vec<(usize, u64)>, Reverse<Vec<usize>>);

fn worth(places: &[Option<usize>], seekers: &[Seeker]) -> Worth {
    let mut classes: Vec<Urgency> = seekers.iter().map(|seeker| seeker.urgency).collect();
    classes.sort();
    classes.dedup();
    let of_class = |class: &Urgency| {
        let here = places.iter().zip(seekers).filter(|(_, seeker)| seeker.urgency == *class);
        let shares: Vec<u64> =
            here.filter_map(|(place, seeker)| Some(u64::from(seeker.choices[(*place)?].share))).collect();
        (shares.len(), shares.iter().sum())
    };
    let order = places.iter().map(|place| place.unwrap_or(usize::MAX)).collect();
    (classes.iter().map(of_class).collect(), Reverse(order))
}

/// The best of all assignments there are.
fn by_brute_force(seekers: &[Seeker], openings: &[u32]) -> (Worth, Vec<Option<usize>>) {
    let mut best: Option<(Worth, Vec<Option<usize>>)> = None;
    let mut places = vec![None; seekers.len()];
    every(seekers, &mut openings.to_vec(), &mut places, 0, &mut |places| {
        let worth = worth(places, seekers);
        if best.as_ref().is_none_or(|(known, _)| worth > *known) {
            best = Some((worth, places.to_vec()));
        }
    });
    best.expect("nobody placed is an assignment, too")
}

fn every(
    seekers: &[Seeker],
    left: &mut Vec<u32>,
    places: &mut Vec<Option<usize>>,
    client: usize,
    visit: &mut dyn FnMut(&[Option<usize>]),
) {
    let Some(seeker) = seekers.get(client) else { return visit(places) };
    places[client] = None;
    every(seekers, left, places, client + 1, visit);
    for (place, choice) in seeker.choices.iter().enumerate() {
        if left[choice.colleague as usize] > 0 {
            left[choice.colleague as usize] -= 1;
            places[client] = Some(place);
            every(seekers, left, places, client + 1, visit);
            left[choice.colleague as usize] += 1;
        }
    }
    places[client] = None;
}

/// What one does by hand: down the list, each client to the best who is not full.
fn greedily(seekers: &[Seeker], openings: &[u32]) -> Assignment {
    let mut left = openings.to_vec();
    let place = |seeker: &Seeker| {
        let place = seeker.choices.iter().position(|choice| left[choice.colleague as usize] > 0)?;
        left[seeker.choices[place].colleague as usize] -= 1;
        Some(place)
    };
    Assignment { places: seekers.iter().map(place).collect(), one_more: Vec::new(), others: 0 }
}

/// A small caseload: few scores, so that there are ties, and few openings.
fn caseload(dice: &mut Dice) -> (Vec<Seeker>, Vec<u32>) {
    let (clients, colleagues) = (1 + dice.below(5), 1 + dice.below(5));
    let openings: Vec<u32> = (0..colleagues).map(|_| [0, 1, 1, 1, 2][dice.below(5) as usize]).collect();
    let classes = 1 + dice.below(3);
    let scores = [2, 4, 1000][dice.below(3) as usize];
    let seekers = (0..clients)
        .map(|_| {
            let class = urgency(None, Some(dice.below(classes) as u32));
            let shares: Vec<u32> =
                (0..colleagues)
                    .map(|_| {
                        if dice.below(4) == 0 { 0 } else { 1 + dice.below(scores) as u32 * (1_000_000 / scores as u32) }
                    })
                    .collect();
            seeker(class, &shares)
        })
        .collect();
    (seekers, openings)
}

#[test]
fn the_assignment_is_the_best_of_all_there_are() {
    let dice = &mut Dice(1);
    let mut greedy_fell_short = 0;
    for case in 0..4000 {
        let (seekers, openings) = caseload(dice);
        let (best, places) = by_brute_force(&seekers, &openings);
        let found = assign(&seekers, &openings, 9);
        assert_eq!(found.places, places, "case {case}: {seekers:?} {openings:?} {best:?}");
        let loads = found.loads(&seekers, openings.len());
        assert!(loads.iter().zip(&openings).all(|(load, openings)| load <= openings));
        greedy_fell_short += usize::from(worth(&greedily(&seekers, &openings).places, &seekers).0 < best.0);
    }
    assert!(greedy_fell_short > 500, "{greedy_fell_short}");
}

#[test]
fn one_more_opening_is_worth_most_where_brute_force_finds_it() {
    let dice = &mut Dice(2);
    let mut said = 0;
    for case in 0..1500 {
        let (seekers, openings) = caseload(dice);
        let (now, _) = by_brute_force(&seekers, &openings);
        let with_one_more = |colleague: usize| {
            let mut openings = openings.clone();
            openings[colleague] += 1;
            by_brute_force(&seekers, &openings).0.0
        };
        let mut gains: Vec<_> = (0..openings.len())
            .map(|colleague| (with_one_more(colleague), Reverse(colleague as u32)))
            .filter(|(worth, _)| *worth > now.0)
            .collect();
        gains.sort_by(|a, b| b.cmp(a));
        let found = assign(&seekers, &openings, usize::MAX);
        let named: Vec<u32> = found.one_more.iter().map(|one| one.colleague).collect();
        let two = assign(&seekers, &openings, 2);
        assert_eq!(
            (&two.one_more[..], two.others),
            (&found.one_more[..named.len().min(2)], named.len() - named.len().min(2))
        );
        let expected: Vec<u32> = gains.iter().map(|(_, colleague)| colleague.0).collect();
        assert_eq!(named, expected, "case {case}: {seekers:?} {openings:?}");
        for (one, (best, _)) in found.one_more.iter().zip(&gains) {
            let mut places = found.places.clone();
            for &(client, to) in &one.moves {
                places[client] = seekers[client].choices.iter().position(|choice| choice.colleague == to);
            }
            assert_eq!(worth(&places, &seekers).0, *best, "case {case}: {one:?}");
            let moved = Assignment { places, one_more: Vec::new(), others: 0 };
            assert_eq!(one.gained, moved.total(&seekers) as i64 - found.total(&seekers) as i64);
            let placed = (0..seekers.len()).find(|&i| found.places[i].is_none() && moved.places[i].is_some());
            assert_eq!(one.placed, placed);
            let mut more = openings.clone();
            more[one.colleague as usize] += 1;
            assert!(moved.loads(&seekers, more.len()).iter().zip(&more).all(|(load, openings)| load <= openings));
        }
        said += expected.len();
    }
    assert!(said > 1000, "{said}");
}

#[test]
fn a_greedy_pass_leaves_somebody_without_a_place() {
    // The first client could go to either, the second only to Ana.
    let (ana, ben) = (0, 1);
    let seekers = seekers(&[&[900_000, 850_000], &[800_000, 0]]);
    let openings = [1, 1];
    let greedy = greedily(&seekers, &openings);
    assert_eq!(colleagues(&greedy, &seekers), [Some(ana), None]);
    assert_eq!(greedy.total(&seekers), 900_000);
    let best = assign(&seekers, &openings, 9);
    assert_eq!(colleagues(&best, &seekers), [Some(ben), Some(ana)]);
    assert_eq!(best.total(&seekers), 1_650_000);
}

#[test]
fn a_greedy_pass_costs_the_caseload_more_than_it_gives_the_first() {
    let seekers = seekers(&[&[900_000, 890_000], &[890_000, 300_000]]);
    let greedy = greedily(&seekers, &[1, 1]);
    assert_eq!((colleagues(&greedy, &seekers), greedy.total(&seekers)), (vec![Some(0), Some(1)], 1_200_000));
    let best = assign(&seekers, &[1, 1], 9);
    assert_eq!((colleagues(&best, &seekers), best.total(&seekers)), (vec![Some(1), Some(0)], 1_780_000));
}

#[test]
fn urgent_clients_come_first_where_they_compete_and_only_there() {
    let calm = urgency(None, None);
    let order = [
        urgency(Some(Severity::Crisis), None),
        urgency(Some(Severity::Crisis), Some(7)),
        urgency(Some(Severity::Complex), Some(7)),
        urgency(Some(Severity::Complex), None),
        urgency(Some(Severity::Complex), Some(29)),
        urgency(Some(Severity::Severe), Some(30)),
        urgency(Some(Severity::Mild), Some(7)),
        urgency(None, Some(14)),
        calm,
    ];
    assert!(order.is_sorted());
    assert_eq!(urgency(Some(Severity::Moderate), None), calm);
    assert_eq!(Urgency::of(&Client::default(), true), urgency(Some(Severity::Crisis), None));
    for urgent in &order[..8] {
        // Both want the first colleague; the calm client would get more out of her.
        let both = [seeker(calm, &[900_000, 100_000]), seeker(*urgent, &[500_000, 400_000])];
        assert_eq!(colleagues(&assign(&both, &[1, 1], 9), &both), [Some(1), Some(0)]);
        assert_eq!(colleagues(&assign(&both, &[2, 1], 9), &both), [Some(0), Some(0)]);
        assert_eq!(colleagues(&assign(&both, &[1, 0], 9), &both), [None, Some(0)]);
    }
}

#[test]
fn whoever_named_no_day_comes_after_near_days_and_before_far_ones() {
    for severity in [None, Some(Severity::Mild), Some(Severity::Severe), Some(Severity::Complex)] {
        let undated = urgency(severity, None);
        assert_eq!(undated, urgency(severity, Some(28)));
        assert!(urgency(severity, Some(27)) < undated && undated < urgency(severity, Some(29)));
        // Both want the only opening.
        let both = |day| [seeker(urgency(severity, Some(day)), &[500_000]), seeker(undated, &[500_000])];
        assert_eq!(colleagues(&assign(&both(364), &[1], 9), &both(364)), [None, Some(0)]);
        assert_eq!(colleagues(&assign(&both(14), &[1], 9), &both(14)), [Some(0), None]);
    }
    let undated = urgency(Some(Severity::Crisis), None);
    assert_eq!(undated, urgency(Some(Severity::Crisis), Some(0)));
    assert!(undated < urgency(Some(Severity::Crisis), Some(1)));
    assert_eq!(undated.start_within(), None);
}

#[test]
fn an_urgent_client_makes_room_where_that_costs_nothing() {
    let urgent = urgency(Some(Severity::Crisis), None);
    let both = [seeker(urgent, &[700_000, 700_000]), seeker(urgency(None, None), &[600_000, 0])];
    assert_eq!(colleagues(&assign(&both, &[1, 1], 9), &both), [Some(1), Some(0)]);
}

#[test]
fn equals_go_by_the_order_of_clients_and_then_of_colleagues() {
    let seekers = seekers(&[&[500_000; 3], &[500_000; 3], &[500_000; 3], &[500_000; 3]]);
    let found = assign(&seekers, &[1, 1, 1], 9);
    assert_eq!(colleagues(&found, &seekers), [Some(0), Some(1), Some(2), None]);
    let all_alike = |colleague| OneMore { colleague, moves: vec![(3, colleague)], placed: Some(3), gained: 500_000 };
    assert_eq!(found.one_more, [0, 1, 2].map(all_alike));
}

#[test]
fn other_numbers_for_the_same_colleagues_change_nothing() {
    let dice = &mut Dice(3);
    for _ in 0..200 {
        let (clients, colleagues_count) = (2 + dice.below(20) as usize, 2 + dice.below(20) as usize);
        // No two shares are alike, so that the numbers decide nothing.
        let shares: Vec<Vec<u32>> = (0..clients)
            .map(|_| (0..colleagues_count).map(|_| (dice.below(3) * (1 + dice.below(1 << 19))) as u32).collect())
            .collect();
        let openings: Vec<u32> = (0..colleagues_count).map(|_| 1 + dice.below(2) as u32).collect();
        let turned: Vec<Vec<u32>> = shares.iter().map(|row| row.iter().rev().copied().collect()).collect();
        let turned_openings: Vec<u32> = openings.iter().rev().copied().collect();
        let plain: Vec<Seeker> = shares.iter().map(|row| seeker(urgency(None, None), row)).collect();
        let turned: Vec<Seeker> = turned.iter().map(|row| seeker(urgency(None, None), row)).collect();
        let (one, other) = (assign(&plain, &openings, 9), assign(&turned, &turned_openings, 9));
        let back = |at: Option<u32>| at.map(|colleague| (colleagues_count - 1) as u32 - colleague);
        let other: Vec<Option<u32>> = colleagues(&other, &turned).into_iter().map(back).collect();
        assert_eq!(colleagues(&one, &plain), other);
    }
}

#[test]
fn nobody_and_nowhere_are_no_trouble() {
    assert_eq!(assign(&[], &[], 9), Assignment { places: Vec::new(), one_more: Vec::new(), others: 0 });
    let alone = seekers(&[&[]]);
    assert_eq!(assign(&alone, &[], 9).places, [None]);
    let without_points = [Seeker { urgency: urgency(None, None), choices: vec![Choice { colleague: 0, share: 0 }] }];
    assert_eq!(assign(&without_points, &[u32::MAX], 9).places, [Some(0)]);
}

#[test]
fn alternates_are_the_best_ranked_with_an_opening_left_then_those_who_are_full() {
    let seekers = seekers(&[&[900_000, 800_000, 700_000, 600_000, 500_000], &[0, 900_000, 0, 0, 0]]);
    let openings = [1, 1, 0, 2, 1];
    let found = assign(&seekers, &openings, 9);
    let loads = found.loads(&seekers, openings.len());
    let named = |most| {
        let named = alternates(&seekers, &openings, &loads, &found, 0, most);
        named.into_iter().map(|one| (one.colleague, one.has_opening)).collect::<Vec<_>>()
    };
    assert_eq!(colleagues(&found, &seekers), [Some(0), Some(1)]);
    assert_eq!(named(2), [(3, true), (4, true)]);
    assert_eq!(named(9), [(3, true), (4, true), (1, false), (2, false)]);
}

#[test]
fn a_share_is_rounded_half_up() {
    assert_eq!(
        [share(1, 2), share(1, 3), share(2, 3), share(5, 5), share(9, 5)],
        [500_000, 333_333, 666_667, 1_000_000, 1_000_000]
    );
    assert_eq!([share(0, 0), share(1, 2_000_000), share(1, 2_000_001)], [0, 1, 0]);
}
