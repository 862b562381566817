//! How long the parts of `batch` take, in one process: `cargo bench --bench caseload`.

mod people;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use people::Stream;
use refer::client::{Client, Key, Referrer};
use refer::colleague::FieldSet;
use refer::directory::{Directory, Source};
use refer::place::Places;
use refer::record::{Decoder, Lookup, Profile, read_profile};
use refer::score::{Panel, Setting, Wanted};
use refer::vocab::Vocabulary;
use refer::weights::{NO_REASON, Weights};
use std::hint::black_box;
use std::ops::ControlFlow;

const AS_OF: jiff::civil::Date = jiff::civil::Date::constant(2026, 11, 16);

/// Clients who want different things of colleagues in different states.
fn clients(count: usize, vocabulary: &Vocabulary, places: &Places, me: &Referrer) -> Vec<(Client, Weights)> {
    const CONCERNS: [&str; 5] = ["ptsd,anxiety", "depression", "ocd,panic,insomnia", "grief", "adhd,anxiety"];
    const STATES: [&str; 4] = ["MA", "CA", "NY", "TX"];
    let client = |i: usize| {
        let mut raw = Profile::default();
        raw.add_flag(Key::Concern, CONCERNS[i % CONCERNS.len()]);
        raw.add_flag(Key::State, STATES[i % STATES.len()]);
        raw.add_flag(Key::StartWithin, ["2w", "6w"][i % 2]);
        match i % 3 {
            0 => raw.add_flag(Key::Payer, "Aetna"),
            1 => raw.add_flag(Key::MaxFee, "150"),
            _ => raw.add_flag(Key::Language, "es"),
        }
        let with = Lookup { vocabulary, places, payers: &[], me, weights: NO_REASON, as_of: AS_OF };
        read_profile(&raw, &with).expect("the profile is sound")
    };
    (0..count).map(client).collect()
}

fn parts(criterion: &mut Criterion) {
    // As a test, once over a few is enough.
    let (many, some) = if std::env::args().any(|arg| arg == "--bench") { (10_000, 100) } else { (200, 5) };
    let (vocabulary, places, me) = (Vocabulary::built_in(), Places::built_in(), Referrer::default());
    let (csv, clients) = (people::csv(many), clients(some, &vocabulary, &places, &me));
    let stream = || Stream(&csv, Decoder::new(&vocabulary, &places, &[], AS_OF));
    let wanted = Wanted::shortlist(3);
    let hold = |stream: &mut Stream| Panel::read(stream, &clients, &me, &vocabulary, &wanted);

    let mut group = criterion.benchmark_group("caseload");
    group.throughput(Throughput::Elements(many as u64));
    group.bench_function(format!("hold {many} colleagues ready for {some} clients"), |bench| {
        bench.iter(|| black_box(hold(&mut stream()).len()));
    });
    let mut recall = Directory::default();
    (&mut stream()).each(&mut |candidate| recall.colleagues.push(candidate.read(FieldSet::EVERY).clone()));
    let panel = hold(&mut stream());
    group.throughput(Throughput::Elements((many * some) as u64));
    for threads in [1, 2] {
        let setting = Setting { me: &me, vocabulary: &vocabulary, recall: &recall, threads };
        group.bench_function(format!("rank {many} for {some} clients, threads: {threads}"), |bench| {
            bench.iter(|| {
                let mut names = 0;
                let give = &mut |_, ranking: refer::ranking::Ranking| {
                    names += ranking.suggestions.len();
                    ControlFlow::Continue(())
                };
                panel.rank_each(&clients, setting, &wanted, give).expect("memory does not change");
                assert!(names > 0);
                black_box(names)
            });
        });
        group.bench_function(format!("score every pair that passes, threads: {threads}"), |bench| {
            bench.iter(|| {
                let mut passed = 0;
                let give = &mut |_, standings: refer::score::Standings| {
                    passed += standings.best.len();
                    ControlFlow::Continue(())
                };
                panel.standings_each(&clients, setting, many, give).expect("memory does not change");
                assert!(passed > 0);
                black_box(passed)
            });
        });
    }
}

criterion_group!(benches, parts);
criterion_main!(benches);
