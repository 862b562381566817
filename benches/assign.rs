//! How long sharing out takes where many want the same few: `cargo bench --bench assign`.

use criterion::{Criterion, criterion_group, criterion_main};
use refer::assign::{Choice, Seeker, Urgency, assign};
use refer::client::Client;
use std::hint::black_box;

/// Clients who want nearly the same colleagues in nearly the same order, each of whom takes one or two.
fn alike(clients: u32) -> (Vec<Seeker>, Vec<u32>) {
    let mut state = 1_u64;
    let mut below = |sides: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % u64::from(sides)) as u32
    };
    let urgency = Urgency::of(&Client::default(), false);
    let step = 900_000 / clients;
    let seekers = (0..clients).map(|_| {
        let choice = |colleague| Choice { colleague, share: 950_000 - colleague * step + below(20_000) };
        let mut choices: Vec<Choice> = (0..clients).map(choice).collect();
        choices.sort_by_key(|choice| (std::cmp::Reverse(choice.share), choice.colleague));
        Seeker { urgency, choices }
    });
    (seekers.collect(), (0..clients).map(|colleague| 1 + colleague % 2).collect())
}

fn parts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("share out");
    group.sample_size(10);
    // As a test, once over a few is enough.
    let sizes = if std::env::args().any(|arg| arg == "--bench") { [200, 500] } else { [10, 20] };
    for clients in sizes {
        let (seekers, openings) = alike(clients);
        group.bench_function(format!("{clients} clients who want the same"), |bench| {
            bench.iter(|| black_box(assign(&seekers, &openings, 3)));
        });
    }
}

criterion_group!(benches, parts);
criterion_main!(benches);
