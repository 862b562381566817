//! Small rankings made by hand, for the tests of the exporters.

use crate::client::{Unit, Wish, Within};
use crate::colleague::{Colleague, Texts};
use crate::ranking::*;
use crate::reason::Reason;
use crate::vocab::{CrisisLine, Grade, Relationship, Severity};
use crate::weights::Criterion;

fn concern(concern: &str, cover: Cover) -> Why {
    Why::Concern { concern: concern.to_owned(), cover, through: None }
}

fn finding(criterion: Criterion, weight: u32, fit: Fit, why: Vec<Why>) -> Finding {
    Finding { criterion, weight, fit, known: fit.is_known(), why }
}

fn suggestion(rank: usize, colleague: Colleague, findings: Vec<Finding>) -> Suggestion {
    let total = |fit: fn(&Finding) -> u32| findings.iter().map(|f| u64::from(f.weight * fit(f))).sum::<u64>();
    let of = findings.iter().map(Finding::of).sum();
    let share = |points: u64| percent(points.into(), u128::from(of));
    Suggestion {
        rank,
        tier: 1,
        colleague,
        points: total(|f| f.fit.fit),
        of,
        score: share(total(|f| f.fit.fit)),
        low: share(total(|f| f.fit.low)),
        high: share(total(|f| f.fit.high)),
        confidence: 78,
        findings,
        ask: Vec::new(),
        disclose: Vec::new(),
        warnings: Vec::new(),
    }
}

fn opening(weeks: u32, checked_days: i64) -> Why {
    Why::Opening { weeks: Some(weeks), accepting: None, late_days: None, away: None, checked_days: Some(checked_days) }
}

fn marisol() -> Suggestion {
    let colleague = Colleague {
        id: "marisol-etchegaray".to_owned(),
        name: "Marisol Etchegaray".to_owned(),
        credentials: Texts::from_iter(["PhD", "LICSW"]),
        phone: "+1 617-555-0142".to_owned(),
        email: "m_etchegaray@example.com".to_owned(),
        street: "12 Elm Street".to_owned(),
        city: "Cambridge".to_owned(),
        private_address: Some(true),
        ..Colleague::default()
    };
    let guideline = Why::Guideline {
        approach: "Prolonged exposure".to_owned(),
        form_of: None,
        concern: "Post-traumatic stress disorder".to_owned(),
        grade: Some(Grade::Recommended),
        sources: vec![Cited { name: "VA/DoD PTSD 2023", year: 2023, grade: Grade::Recommended, is_current: true }],
    };
    let findings = vec![
        finding(
            Criterion::Concern,
            24,
            Fit::known(867),
            vec![
                concern("Post-traumatic stress disorder", Cover::Specialty),
                concern("Dissociative disorders", Cover::Listed),
            ],
        ),
        finding(
            Criterion::Severity,
            18,
            Fit::known(1000),
            vec![Why::Ceiling(Some(Severity::Crisis), Severity::Complex)],
        ),
        finding(Criterion::Availability, 12, Fit { low: 868, fit: 887, high: 906 }, vec![opening(2, 5)]),
        finding(Criterion::Approach, 9, Fit::known(1000), vec![guideline]),
        finding(Criterion::Location, 3, Fit::known(921), vec![Why::Distance(42, true), Why::Remote]),
        finding(Criterion::Cost, 5, Fit::UNKNOWN, vec![Why::FeeUnknown]),
    ];
    Suggestion {
        ask: vec![Ask::Plans("Aetna".to_owned()), Ask::Language(vec!["Spanish".to_owned()])],
        disclose: vec![Disclosure::SamePractice("Riverside".to_owned())],
        warnings: vec![Warning::OldFacts {
            checked: "2025-06-02".parse().expect("a date"),
            payers: true,
            license: true,
        }],
        ..suggestion(1, colleague, findings)
    }
}

fn eugene() -> Suggestion {
    let colleague = Colleague { id: "eugene".to_owned(), name: "Eugene Lattimore".to_owned(), ..Colleague::default() };
    let findings = vec![
        finding(
            Criterion::Concern,
            24,
            Fit::known(600),
            vec![concern("Post-traumatic stress disorder", Cover::Listed)],
        ),
        finding(Criterion::Severity, 36, Fit::UNKNOWN, vec![Why::Ceiling(None, Severity::Complex)]),
        finding(Criterion::Relationship, 4, Fit::known(400), vec![Why::Known(Some(Relationship::HeardOf))]),
    ];
    suggestion(2, colleague, findings)
}

fn excluded(id: &str, name: &str, gates: Vec<(Gate, GateWhy)>) -> Excluded {
    Excluded {
        id: id.to_owned(),
        name: name.to_owned(),
        gates: gates.into_iter().map(|(gate, why)| ClosedGate { gate, why }).collect(),
    }
}

fn alistair() -> Excluded {
    let licensed =
        GateWhy::Licensed { held: vec!["Rhode Island".to_owned()], needed: vec!["Massachusetts".to_owned()] };
    excluded(
        "alistair",
        "Alistair Montrose",
        vec![
            (Gate::License, licensed),
            (Gate::Payer, GateWhy::Payers { taken: vec!["Aetna".to_owned()], wanted: vec!["Tufts".to_owned()] }),
        ],
    )
}

fn bo() -> Excluded {
    excluded("bo-lind", "Bo Lind", vec![(Gate::Reach, GateWhy::TooFar(120))])
}

/// Two suggestions, two dozen left out.
pub fn ranking() -> Ranking {
    Ranking {
        client: Some("C-014".to_owned()),
        reasons: vec![Reason::Severity],
        considered: 26,
        crisis: Vec::new(),
        suggestions: vec![marisol(), eugene()],
        excluded: vec![alistair(), bo()],
        excluded_counts: vec![(Gate::License, 1), (Gate::Reach, 23)],
        near_misses: vec![NearMiss {
            relax: Relax::Within(Within { thousandths: 15_000, unit: Unit::Miles }),
            adds: vec![("bo-lind".to_owned(), "Bo Lind".to_owned())],
        }],
        sensitivity: vec![Sensitivity {
            criterion: Criterion::Cost,
            doubled: true,
            top: [("cy-young", "Cy Young"), ("eugene", "Eugene Lattimore")]
                .map(|(id, name)| (id.to_owned(), name.to_owned()))
                .to_vec(),
        }],
        notices: vec![Notice::Fewer(2, 3), Notice::Prescribers(vec!["Pia Wood".to_owned()])],
        why_not: Vec::new(),
        qualified: 2,
    }
}

/// Nobody qualifies.
pub fn nobody() -> Ranking {
    let miss = |relax, adds: &[(&str, &str)]| NearMiss {
        relax,
        adds: adds.iter().map(|&(id, name)| (id.to_owned(), name.to_owned())).collect(),
    };
    let cy = excluded(
        "cy-young",
        "Cy Young",
        vec![(Gate::Payer, GateWhy::Payers { taken: vec!["Cigna".to_owned()], wanted: vec!["Tufts".to_owned()] })],
    );
    let within = Relax::Within(Within { thousandths: 15_000, unit: Unit::Miles });
    Ranking {
        client: None,
        reasons: Vec::new(),
        considered: 2,
        suggestions: Vec::new(),
        excluded: vec![bo(), cy],
        excluded_counts: vec![(Gate::License, 1), (Gate::Reach, 1)],
        near_misses: vec![
            miss(within, &[("bo-lind", "Bo Lind")]),
            miss(Relax::Payer, &[("cy-young", "Cy Young"), ("dee-fox", "Dee Fox")]),
        ],
        sensitivity: Vec::new(),
        notices: vec![Notice::Fewer(0, 3)],
        qualified: 0,
        ..ranking()
    }
}

/// The lines of the United States on top.
pub fn crisis() -> Ranking {
    let line = |name, voice, text, as_of| CrisisLine { name, voice, text, as_of };
    Ranking {
        crisis: vec![
            line("Emergency services", "911", "", "2026-01"),
            line("988 Suicide & Crisis Lifeline", "988", "988", "2025-06"),
            line("Crisis Text Line", "", "HOME to 741741", "2025-04"),
        ],
        ..ranking()
    }
}

/// What a hostile or careless file may bring.
pub fn hostile() -> Ranking {
    let mut ranking = ranking();
    let colleague = &mut ranking.suggestions[0].colleague;
    colleague.name = format!("=cmd|' /C calc'!A0 \u{202e}gniht\x1b]0;x\x07 {}", "田".repeat(60));
    colleague.phone = "+47 22\t33".to_owned();
    colleague.email = "a|b`<i>*@example.com\r\nX: y".to_owned();
    colleague.city = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} e\u{301}".to_owned();
    ranking.suggestions[0].disclose = vec![Disclosure::Tie("\x1b[31mred\u{202e}".to_owned())];
    ranking.notices.push(Notice::Read("# \u{7f}\u{9b}31m".to_owned()));
    ranking.excluded[0].name = "\x1bc\u{2028}Al".to_owned();
    ranking
}

/// Somebody left out, somebody ranked, somebody unknown.
pub fn asked_about() -> Ranking {
    Ranking { why_not: fates(), ..nobody() }
}

/// What became of three.
pub fn fates() -> Vec<Fate> {
    let mut far = alistair();
    far.gates
        .push(ClosedGate { gate: Gate::Must(Wish::Gender), why: GateWhy::Wish(Wish::Gender, vec!["man".to_owned()]) });
    vec![Fate::Excluded(far), Fate::Ranked(Box::new(eugene())), Fate::NotFound("nobody\x1b".to_owned())]
}

/// [`ranking`] at 80 columns.
pub const AT_EIGHTY: &str = "\
client C-014 · reason severity

 1  Marisol Etchegaray, PhD, LICSW                                    90 (86–94)
    why       specialty: post-traumatic stress disorder; lists dissociative
              disorders · takes complex cases · opening in 2 weeks, checked 5
              days ago
    ask       takes Aetna: which plans?
              works in Spanish?
    contact   +1 617-555-0142 · m_etchegaray@example.com · Cambridge,
              about 4.2 mi
    disclose  same practice as you
    !         payers and license last checked 2025-06-02: ask again

 2  Eugene Lattimore                                                  53 (25–81)
    why       lists post-traumatic stress disorder
    contact   no phone or email on record

What would add a name
  within 15mi instead: Bo Lind (bo-lind)

note  only 2 qualify; 3 were asked for
note  offering medication: Pia Wood

26 considered · 24 excluded (license 1, too far 23) · --explain tells why
";

/// [`ranking`] at 40 columns.
pub const AT_FORTY: &str = "\
client C-014 · reason severity

 1  Marisol Etchegaray, PhD, LICSW
    90 (86–94)
    why: specialty: post-traumatic
      stress disorder; lists
      dissociative disorders · takes
      complex cases · opening in 2
      weeks, checked 5 days ago
    ask: takes Aetna: which plans?
      works in Spanish?
    contact: +1 617-555-0142 ·
      m_etchegaray@example.com ·
      Cambridge, about 4.2 mi
    disclose: same practice as you
    ! payers and license last checked
      2025-06-02: ask again

 2  Eugene Lattimore          53 (25–81)
    why: lists post-traumatic stress
      disorder
    contact: no phone or email on record

What would add a name
  within 15mi instead: Bo Lind (bo-lind)

note  only 2 qualify; 3 were asked for
note  offering medication: Pia Wood

26 considered · 24 excluded (license 1,
  too far 23) · --explain tells why
";

/// The findings of the first of [`ranking`].
pub const FINDINGS: &str = "    concern       █████████░  20.808/24    post-traumatic stress disorder: a
                                           specialty; dissociative disorders:
                                           listed
    severity      ██████████      18/18    takes complex cases
    availability  █████████▒  10.644/12  ? opening in 2 weeks, checked 5 days
                                           ago
    approach      ██████████        9/9    prolonged exposure: recommended for
                                           post-traumatic stress disorder in
                                           VA/DoD PTSD 2023
    location      █████████░    2.763/3    about 4.2 mi; remote sessions
                                           possible
    cost          ▒▒▒▒▒▒▒▒▒▒      2.5/5  ? fee: not on record
    total                     63.715/71    90 percent; 86 to 94 once all is
                                           known
";

/// [`fates`] at 80 columns.
pub const FATES: &str = "\
Alistair Montrose (alistair) is left out.
    license   licensed in Rhode Island, not in Massachusetts
    payer     takes Aetna, not Tufts
    gender    on record: man; not what the client needs

Eugene Lattimore (eugene) qualifies: rank 2, score 53 (25–81).
    lost      ? severity 18/36: how severe a case is taken: not on record
              concern 14.4/24: post-traumatic stress disorder: listed
              relationship 1.6/4: known to you by name only

Nobody in the directory is “nobody”.
";

/// [`ranking`] as Markdown.
pub const NOTE: &str = "\
### Referral options for C-014 (reason: severity)

| rank | name | score | contact |
|---:|---|---|---|
| 1 | Marisol Etchegaray, PhD, LICSW | 90 (86–94) | \\+1 617-555-0142, m\\_etchegaray@example.com, Cambridge |
| 2 | Eugene Lattimore | 53 (25–81) | not on record |

**1. Marisol Etchegaray, PhD, LICSW**

- why: specialty: post-traumatic stress disorder; lists dissociative disorders
- why: takes complex cases
- why: opening in 2 weeks, checked 5 days ago
- ask: takes Aetna: which plans?
- ask: works in Spanish?
- disclose: same practice as you
- beware: payers and license last checked 2025-06-02: ask again

**2. Eugene Lattimore**

- why: lists post-traumatic stress disorder

**What would add a name**

- within 15mi instead: Bo Lind (bo-lind)

**To know**

- only 2 qualify; 3 were asked for
- offering medication: Pia Wood

26 considered, 24 excluded (license 1, too far 23)
";
