//! How long the parts of `suggest` take, in one process: `cargo bench --bench suggest`.

mod people;

use criterion::{Criterion, criterion_group, criterion_main};
use people::Stream;
use refer::client::{Client, Key, Referrer};
use refer::colleague::{Colleague, FieldSet};
use refer::directory::{Candidate, Directory, Source};
use refer::place::Places;
use refer::record::{Decoder, Lookup, Profile, each_toml_record, read_profile};
use refer::score::{Wanted, rank_all};
use refer::vocab::Vocabulary;
use refer::weights::{NO_REASON, Weights};
use std::hint::black_box;

const AS_OF: jiff::civil::Date = jiff::civil::Date::constant(2026, 11, 16);

fn client(vocabulary: &Vocabulary, places: &Places, me: &Referrer) -> (Client, Weights) {
    let mut raw = Profile::default();
    for (key, text) in
        [(Key::Concern, "ptsd,anxiety"), (Key::Severity, "severe"), (Key::Near, "02139"), (Key::Payer, "Aetna")]
    {
        raw.add_flag(key, text);
    }
    let with = Lookup { vocabulary, places, payers: &[], me, weights: NO_REASON, as_of: AS_OF };
    read_profile(&raw, &with).expect("the profile is sound")
}

fn parts(criterion: &mut Criterion) {
    let (vocabulary, places, me) = (Vocabulary::built_in(), Places::built_in(), Referrer::default());
    let client = [client(&vocabulary, &places, &me)];
    let wanted = Wanted { excluded: false, sensitivity: false, ..Wanted::default() };
    // As a test, once over a few is enough.
    let many = if std::env::args().any(|arg| arg == "--bench") { 10_000 } else { 200 };
    let (csv, toml) = (people::csv(many), people::toml(200));

    criterion.bench_function(&format!("read {many} rows with the csv crate alone"), |bench| {
        bench.iter(|| {
            let mut reader = csv::Reader::from_reader(csv.as_bytes());
            let (mut row, mut cells) = (csv::ByteRecord::new(), 0);
            while reader.read_byte_record(&mut row).is_ok_and(|more| more) {
                cells += row.len();
            }
            black_box(cells)
        });
    });
    criterion.bench_function(&format!("rank {many} colleagues as they come from CSV"), |bench| {
        bench.iter(|| {
            let mut stream = Stream(&csv, Decoder::new(&vocabulary, &places, &[], AS_OF));
            black_box(rank_all(&mut stream, &client, &me, &vocabulary, &wanted))
        });
    });
    let mut directory = Directory::default();
    (&mut Stream(&csv, Decoder::new(&vocabulary, &places, &[], AS_OF))).each(&mut |candidate: &mut dyn Candidate| {
        directory.colleagues.push(candidate.read(FieldSet::EVERY).clone());
    });
    criterion.bench_function(&format!("rank {many} colleagues in memory"), |bench| {
        bench.iter(|| black_box(rank_all(&directory, &client, &me, &vocabulary, &wanted)));
    });
    criterion.bench_function("read 200 colleagues in TOML in full", |bench| {
        bench.iter(|| {
            let mut decoder = Decoder::new(&vocabulary, &places, &[], AS_OF);
            let (mut problems, mut count) = (Vec::new(), 0);
            let mut colleague = Colleague::default();
            each_toml_record("bench", toml.as_bytes(), &mut decoder, &mut colleague, &mut problems, |candidate, _| {
                count += candidate.read(FieldSet::EVERY).approaches.len();
            });
            black_box((count, problems.len()))
        });
    });
    criterion.bench_function("work out what one client asks, over nobody", |bench| {
        bench.iter(|| black_box(rank_all(&Directory::default(), &client, &me, &vocabulary, &wanted)));
    });
}

criterion_group!(benches, parts);
criterion_main!(benches);
