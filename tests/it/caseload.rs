//! Many clients at once get the very names that each would get alone.

use super::harness::Folder;
use refer::client::{Client, Key, Referrer, Tie};
use refer::place::Places;
use refer::ranking::{Notice, Ranking};
use refer::record::{Lookup, Profile, read_profile};
use refer::score::{Changed, Panel, Setting, Wanted, rank_all};
use refer::store::{self, Store};
use refer::vocab::Vocabulary;
use refer::weights::{NO_REASON, Weights};
use std::ops::ControlFlow;

const AS_OF: jiff::civil::Date = jiff::civil::Date::constant(2026, 11, 16);

/// A small generator of numbers (xorshift), so that no run differs from another.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    /// Some of the words, none of them more often than not where `rare`.
    fn some<'w>(&mut self, words: &[&'w str], most: usize, rare: bool) -> Vec<&'w str> {
        if rare && self.below(3) > 0 {
            return Vec::new();
        }
        let (count, start) = (self.below(most + 1), self.below(words.len()));
        (0..count).map(|i| words[(start + 3 * i) % words.len()]).collect()
    }
}

const CONCERNS: [&str; 14] = [
    "ptsd",
    "trauma",
    "anxiety",
    "panic",
    "ocd",
    "depression",
    "postpartum-depression",
    "bipolar",
    "grief",
    "couple-distress",
    "dissociation",
    "complex-ptsd",
    "social-anxiety",
    "insomnia",
];
const APPROACHES: [&str; 9] = ["cbt", "emdr", "act", "dbt", "ifs", "erp", "psychodynamic", "pe", "cpt"];
const LANGUAGES: [&str; 7] = ["en", "es", "pt", "cmn", "zh", "ase", "yue"];
const PAYERS: [&str; 7] = ["Aetna", "Aetna PPO", "Cigna", "Aetna Medicare", "self-pay", "BCBS", "Medicare"];
const NAMES: [&str; 4] = ["North Room", "Lincoln High", "St. Ann", "Bay Clinic"];

/// A cell for each column; words that nobody understands are among them.
type Column = (&'static str, &'static [&'static str], usize, bool);

const COLUMNS: [Column; 33] = [
    ("practice", &NAMES, 1, true),
    ("credentials", &["LICSW", "MD", "PhD", "PMHNP", "XYZ"], 2, false),
    ("specialties", &CONCERNS, 5, false),
    ("concerns", &CONCERNS, 7, false),
    ("declines", &CONCERNS, 2, true),
    ("approaches", &APPROACHES, 4, false),
    ("severity_max", &["mild", "moderate", "severe", "complex", "crisis", "worst"], 1, false),
    ("services", &["therapy", "medication", "assessment", "juggling"], 2, true),
    ("ages", &["18+", "4+", "13-17", "under 12", "old"], 2, false),
    ("sees", &["individual", "couple", "family", "more"], 2, false),
    ("licensed_in", &["US-MA", "MA", "NH", "US", "RI", "Atlantis"], 2, false),
    ("compacts", &["psypact", "counseling"], 1, true),
    ("languages", &LANGUAGES, 3, false),
    ("gender", &["woman", "man", "nonbinary"], 1, false),
    ("identities", &["black", "lgbtq", "veteran", "transgender"], 2, true),
    ("affirms", &["lgbtq", "transgender", "black"], 2, true),
    ("faith", &["Christian", "Jewish"], 1, true),
    ("style", &["directive", "client-led", "emotion", "past"], 2, true),
    ("postal_code", &["02139", "03101", "02903", "01002", "99999"], 1, false),
    ("offices", &["02116", "Manchester, NH", "42.37,-71.11"], 2, true),
    ("delivery", &["in-person", "video", "phone", "pigeon"], 2, false),
    ("access", &["step-free", "asl", "parking"], 2, true),
    ("hours", &["morning", "evening", "sat", "mon 09:00-20:00"], 2, true),
    ("payers", &PAYERS, 3, false),
    ("out_of_network", &["yes", "no", "perhaps"], 1, true),
    ("fee", &["120", "90-180", "250", "free"], 1, false),
    ("sliding_fee_from", &["60", "100"], 1, true),
    ("accepting", &["yes", "waitlist", "no"], 1, false),
    ("openings", &["0", "1", "3"], 1, true),
    ("wait_weeks", &["0", "2", "9", "30"], 1, true),
    ("away", &["2026-11-10..2026-12-20", "..2027-02-01", "2026-12-24..2027-01-02"], 1, true),
    ("checked", &["2026-11-02", "2026-03-01", "2025-01-01", "2027-01-01"], 1, false),
    ("relationship", &["worked-with", "consulted", "met", "heard-of"], 1, true),
];

fn directory(count: usize, numbers: &mut Numbers) -> String {
    let header: Vec<&str> = COLUMNS.iter().map(|column| column.0).collect();
    let mut text = format!("id,name,{},ties,tie_to_me\n", header.join(","));
    for i in 0..count {
        // Ids that come in another order than the rows.
        let id = (i * 7919) % 10_007;
        let mut row = vec![format!("c{id}"), format!("\"Colleague, No. {i}\"")];
        for (_, words, most, rare) in COLUMNS {
            row.push(numbers.some(words, most, rare).join(";"));
        }
        row.push(
            numbers.some(&NAMES, 2, true).iter().map(|name| format!("employer:{name}")).collect::<Vec<_>>().join(";"),
        );
        row.push(numbers.some(&["her sister"], 1, true).concat());
        let quoted: Vec<String> = row
            .into_iter()
            .map(|cell| if cell.contains(", ") { format!("\"{}\"", cell.trim_matches('"')) } else { cell })
            .collect();
        text.push_str(&quoted.join(","));
        text.push('\n');
    }
    text
}

fn profile(numbers: &mut Numbers) -> Profile {
    let wishes: [(Key, &[&str], usize); 24] = [
        (
            Key::Reason,
            &["severity", "specialization", "approach", "location", "availability", "ethics", "preferences"],
            2,
        ),
        (Key::Severity, &["mild", "moderate", "severe", "complex", "crisis"], 1),
        (Key::Age, &["9", "15", "34", "70"], 1),
        (Key::For, &["individual", "couple", "family"], 1),
        (Key::Approach, &["cbt", "emdr", "act"], 2),
        (Key::Tried, &["dbt", "ifs", "psychodynamic"], 2),
        (Key::Service, &["therapy", "medication"], 1),
        (Key::Language, &LANGUAGES, 2),
        (Key::Gender, &["woman", "man"], 1),
        (Key::Identity, &["black", "lgbtq"], 2),
        (Key::Affirming, &["lgbtq", "transgender"], 1),
        (Key::Faith, &["Christian"], 1),
        (Key::Style, &["directive", "emotion"], 2),
        (Key::When, &["evening", "sat"], 1),
        (Key::Near, &["02139", "03060", "42.36,-71.06"], 2),
        (Key::Delivery, &["in-person", "video"], 1),
        (Key::State, &["MA", "NH", "RI"], 1),
        (Key::StartWithin, &["2w", "1m"], 1),
        (Key::Access, &["step-free", "asl"], 2),
        (Key::Payer, &PAYERS, 2),
        (Key::MaxFee, &["80", "150"], 1),
        (Key::Avoid, &["c0", "North Room", "Colleague, No. 3"], 2),
        (Key::Tie, &["employer:Lincoln High", "St. Ann"], 1),
        (Key::Weight, &["location=40", "cost=0", "concern=5"], 1),
    ];
    let mut profile = Profile::default();
    numbers.some(&CONCERNS, 3, false).iter().for_each(|word| profile.add_flag(Key::Concern, word));
    let mut given = Vec::new();
    for (key, words, most) in wishes {
        let said = numbers.some(words, most, true);
        said.iter().for_each(|word| profile.add_flag(key, word));
        given.extend((!said.is_empty()).then_some(key));
    }
    if given.contains(&Key::Near) && numbers.below(2) == 0 {
        profile.add_flag(Key::Within, ["5", "20", "40"][numbers.below(3)]);
    }
    let hard = [Key::Gender, Key::Identity, Key::Style, Key::When, Key::Approach];
    let soft = [Key::Age, Key::For, Key::Service, Key::Language, Key::Payer, Key::Delivery, Key::Access];
    for (strength, keys) in [(Key::Must, &hard[..]), (Key::Prefer, &soft[..])] {
        for key in keys.iter().filter(|key| given.contains(key)) {
            if numbers.below(3) == 0 {
                let word = if *key == Key::For { "format" } else { key.word() };
                profile.add_flag(strength, word);
            }
        }
    }
    profile
}

struct Stage {
    store: Store,
    vocabulary: Vocabulary,
    places: Places,
    me: Referrer,
    clients: Vec<(Client, Weights)>,
}

fn stage(folder: &Folder, colleagues: usize, clients: usize, seed: u64) -> Stage {
    let mut numbers = Numbers(seed);
    let folder = folder.clone().file("them.csv", directory(colleagues, &mut numbers));
    let (vocabulary, places) = (Vocabulary::built_in(), Places::built_in());
    let tie = Tie { name: "bay clinic".to_owned(), written: "Bay Clinic".to_owned() };
    let me = Referrer { practice: "North Room".to_owned(), ties: vec![tie], ..Referrer::default() };
    let with =
        Lookup { vocabulary: &vocabulary, places: &places, payers: &[], me: &me, weights: NO_REASON, as_of: AS_OF };
    let mut read = Vec::new();
    while read.len() < clients {
        read.extend(read_profile(&profile(&mut numbers), &with));
    }
    let store = store::open(&folder.path("them.csv")).unwrap();
    Stage { store, vocabulary, places, me, clients: read }
}

fn together(stage: &Stage, wanted: &Wanted, threads: usize) -> Vec<Ranking> {
    let Stage { store, vocabulary, places, me, clients } = stage;
    // Small parts, so that there are several.
    let mut records = store.records(vocabulary, places, &[], AS_OF).recalled().in_parts(threads, 2_000);
    let panel = Panel::read(&mut records, clients, me, vocabulary, wanted);
    let (_, recalled) = records.into_found_and_recalled(&[]);
    let setting = Setting { me, vocabulary, recall: recalled.as_ref().unwrap(), threads };
    let mut rankings = Vec::new();
    let give = &mut |i: usize, ranking| {
        assert_eq!(i, rankings.len());
        rankings.push(ranking);
        ControlFlow::Continue(())
    };
    panel.rank_each(clients, setting, wanted, give).unwrap();
    rankings
}

#[test]
fn a_caseload_gets_the_names_that_each_client_gets_alone() {
    let folder = Folder::new();
    let (mut named, mut nobody, mut in_doubt) = (0, 0, 0);
    for seed in 1..=8_u64 {
        // A large directory, where most are behind others, and a small one, where some find nobody.
        let stage = stage(&folder, if seed % 2 == 0 { 150 } else { 12 }, 60, seed * 0x5851_f42d);
        let Stage { store, vocabulary, places, me, clients } = &stage;
        let alone = |client| {
            let mut records = store.records(vocabulary, places, &[], AS_OF);
            rank_all(&mut records, std::slice::from_ref(client), me, vocabulary, &Wanted::shortlist(3)).pop().unwrap()
        };
        let rankings = together(&stage, &Wanted::shortlist(3), 1);
        for (client, ranking) in clients.iter().zip(&rankings) {
            let alone = alone(client);
            assert_eq!(ranking.suggestions, alone.suggestions, "{client:?}");
            assert_eq!(ranking.qualified.min(4), alone.qualified.min(4), "{client:?}");
            assert_eq!(ranking.crisis, alone.crisis, "{client:?}");
            named += ranking.suggestions.len();
            if ranking.qualified == 0 {
                nobody += 1;
                assert_eq!(ranking.excluded_counts, alone.excluded_counts, "{client:?}");
                // Whoever may treat the main concern for all that is on record is named here, too.
                let others = |ranking: &Ranking| -> Vec<Notice> {
                    let is_of_tiers = |notice: &&Notice| matches!(notice, Notice::OtherTiers { .. });
                    ranking.notices.iter().filter(is_of_tiers).cloned().collect()
                };
                assert_eq!(others(ranking), others(&alone), "{client:?}");
                in_doubt += others(ranking).len();
            }
        }
        assert_eq!(rankings, together(&stage, &Wanted::shortlist(3), 3));
        let in_full = together(&stage, &Wanted::default(), 2);
        assert!(in_full.iter().zip(&rankings).all(|(full, few)| full.suggestions == few.suggestions));
    }
    // Neither case is so rare that it would not be seen.
    assert!(named > 200 && nobody > 10 && in_doubt > 3, "{named} {nobody} {in_doubt}");
}

#[test]
fn files_that_changed_meanwhile_give_no_answer_from_memory() {
    let folder = Folder::new();
    let stage = stage(&folder, 30, 4, 0x5851_f42d);
    let Stage { store, vocabulary, places, me, clients } = &stage;
    let wanted = Wanted::shortlist(3);
    let mut records = store.records(vocabulary, places, &[], AS_OF).recalled();
    let panel = Panel::read(&mut records, clients, me, vocabulary, &wanted);
    let (_, recalled) = records.into_found_and_recalled(&[]);
    // Another colleague stands where the first one stood.
    let text = folder.read("them.csv").replace("\nc", "\nd");
    let folder = folder.file("them.csv", text);
    let setting = Setting { me, vocabulary, recall: recalled.as_ref().unwrap(), threads: 2 };
    let mut given = 0;
    let give = &mut |_, _| {
        given += 1;
        ControlFlow::Continue(())
    };
    assert_eq!(panel.rank_each(clients, setting, &wanted, give), Err(Changed));
    assert!(folder.read("them.csv").contains("\nd0,"));
}
