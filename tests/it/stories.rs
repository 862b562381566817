//! Fourteen clients, told as a colleague would tell them: whom the example directory names, and who is left out by what.
//! The whole screens, one for each reason, are in `screens.md` beside this file.

use super::harness::{Answer, suggest, texts};
use serde_json::Value;

struct Story {
    result: Value,
    screen: Answer,
}

/// Asks for a client, for a program and for the eye.
fn story(flags: &str) -> Story {
    Story { result: suggest(flags).result(), screen: suggest(flags).answer() }
}

impl Story {
    /// The ids suggested, best first, and nobody else.
    fn names(self, ids: &[&str]) -> Story {
        assert_eq!(texts(&self.result["suggestions"], "id"), ids, "refer {}", self.screen.asked);
        assert_eq!(self.screen.code, Some(if ids.is_empty() { 1 } else { 0 }));
        self
    }

    /// Who is left out, and by which gates, in order.
    fn leaves_out(self, expected: &[(&str, &str)]) -> Story {
        for (id, gates) in expected {
            let excluded = self.result["excluded"].as_array().unwrap().iter().find(|one| one["id"] == *id);
            let closed = excluded.map(|one| texts(&one["gates"], "gate").join(", "));
            assert_eq!(closed.as_deref(), Some(*gates), "{id}: refer {}", self.screen.asked);
        }
        self
    }

    fn says(self, sentence: &str) -> Story {
        self.screen.says(sentence);
        self
    }

    fn never_says(self, sentence: &str) -> Story {
        self.screen.never_says(sentence);
        self
    }
}

/// Specialization: a student, four hours of rituals a day; Dr. Lindqvist does not do exposure work.
#[test]
fn hand_washing_until_it_bleeds() {
    story(
        "--reason specialization --concern ocd --severity severe --near 02144 \
         --payer 'Blue Cross Blue Shield of Massachusetts'",
    )
    .names(&["priya-raghunathan", "alistair-montrose-pina", "gordon-pettibone"])
    .leaves_out(&[
        ("thomas-adeyemi-clarke", "payer"),
        ("dov-perelman", "format"),
        ("tessa-marigold-quint", "age"),
        ("petra-hollandsworth", "service"),
        ("evelyn-marchetti-wu", "service"),
        ("louisa-merriwether", "payer"),
    ])
    .says("ask can the client come to Rhode Island for sessions? the license holds only there")
    .says("29 treat nothing near it");
}

/// Severity: PTSD with losing time, Spanish at home; a year of CBT made it worse.
#[test]
fn more_than_an_outpatient_of_mine() {
    story(
        "--reason severity --concern ptsd --concern dissociation --severity complex --tried cbt --near 02139 \
         --within 10mi --language es --payer 'Aetna PPO'",
    )
    .names(&["marisol-etchegaray", "ruth-vandermeer-okoye", "eugene-lattimore"])
    .leaves_out(&[
        ("hannah-brodkowski", "severity"),
        ("noor-haddadin", "severity, language"),
        ("aaliyah-whitcombe", "severity"),
        ("yolanda-prescott-ruiz", "severity"),
        ("simone-achterberg", "language"),
        ("diego-arrieta", "severity, payer"),
        ("saltmarsh-iop", "service, payer"),
    ])
    .says("ask takes Aetna PPO: which plans?")
    .says("taking clients again? no on 2025-09-02");
}

/// Approach: twenty sessions of good CBT, no change. Whoever offers nothing else falls.
#[test]
fn cbt_did_not_help() {
    let known = "--concern ptsd --severity severe --near 02138 --payer Aetna";
    story(&format!("{known} --top 5"))
        .names(&[
            "hannah-brodkowski",
            "marisol-etchegaray",
            "noor-haddadin",
            "thomas-adeyemi-clarke",
            "jonah-feldstein-rao",
        ])
        .leaves_out(&[("emeka-thorsen", "payer"), ("dov-perelman", "format")])
        .says("! in training (");
    story(&format!("{known} --reason approach --tried cbt"))
        .names(&["marisol-etchegaray", "noor-haddadin", "thomas-adeyemi-clarke"])
        .leaves_out(&[("emeka-thorsen", "payer")])
        .says("is a form of what was tried");
}

/// Preferences: a Black queer woman, tired of educating her therapists.
#[test]
fn somebody_who_will_not_need_it_explained() {
    let known = "--concern depression --severity moderate --near 02122 --payer MassHealth";
    story(&format!("{known} --reason preferences --gender woman --identity black --affirming lgbtq"))
        .names(&["aaliyah-whitcombe", "delphine-jean-baptiste", "greta-sundberg-hall"])
        .leaves_out(&[("hannah-brodkowski", "payer"), ("freya-nordahl", "payer"), ("tessa-marigold-quint", "age")]);
    // Nobody's identity counts unless it was asked for.
    story(known)
        .names(&["delphine-jean-baptiste", "diego-arrieta", "aaliyah-whitcombe"])
        .leaves_out(&[("hannah-brodkowski", "payer")]);
}

/// Location: panic on the train, so a room to go to, near home; then near work too.
#[test]
fn near_home_or_near_work() {
    let home = "--reason location --concern panic --severity moderate --delivery in-person --within 5mi --near 01702";
    story(home)
        .names(&["winston-abara-keene", "greta-sundberg-hall"])
        .leaves_out(&[
            ("hannah-brodkowski", "reach"),
            ("mei-ling-tsao", "reach"),
            ("thomas-adeyemi-clarke", "reach"),
            ("beatrice-nakagawa", "delivery"),
        ])
        .says("within 15mi instead: Caitlín O'Mahony-Reis (caitlin-omahony-reis)");
    story(&format!("{home} --near 02116"))
        .names(&["hannah-brodkowski", "winston-abara-keene", "mei-ling-tsao"])
        .leaves_out(&[
            ("noor-haddadin", "reach"),
            ("thomas-adeyemi-clarke", "reach"),
            ("beatrice-nakagawa", "delivery"),
            ("vivian-castaldo", "delivery"),
            ("eugene-lattimore", "reach"),
        ])
        .says("Quincy, another office under 2 mi");
}

/// Availability: EMDR is going well and must not be interrupted by a leave.
#[test]
fn i_stop_in_two_weeks() {
    story("--reason availability --concern ptsd --severity moderate --approach emdr --near 02140 --start-within 2w")
        .names(&["noor-haddadin", "marisol-etchegaray", "hannah-brodkowski"])
        .leaves_out(&[
            ("vivian-castaldo", "closed"),
            ("beatrice-nakagawa", "closed"),
            ("greta-sundberg-hall", "closed"),
            ("priya-raghunathan", "closed"),
            ("ruth-vandermeer-okoye", "closed"),
            ("saltmarsh-iop", "service"),
        ]);
}

/// Availability: the only burnout specialist with the method is away until December 13.
#[test]
fn a_worn_out_nurse_and_a_colleague_on_vacation() {
    let nurse = "--reason availability --concern burnout --severity moderate --approach psychodynamic --near 02138";
    story(&format!("{nurse} --start-within 3w"))
        .names(&["freya-nordahl", "aaliyah-whitcombe", "hannah-brodkowski"])
        .leaves_out(&[("vivian-castaldo", "closed"), ("kwabena-llewellyn", "closed"), ("mei-ling-tsao", "closed")])
        .says("disclose same practice as you");
    story(&format!("{nurse} --start-within 5w"))
        .names(&["vivian-castaldo", "freya-nordahl", "aaliyah-whitcombe"])
        .leaves_out(&[("kwabena-llewellyn", "closed"), ("ruth-vandermeer-okoye", "closed")]);
}

/// Ethics: a widow works at the school where two of my clients go. Nothing buys back a tie.
#[test]
fn she_teaches_with_my_clients_parents() {
    let known = "--concern prolonged-grief --severity moderate --near 02138 --payer BCBS";
    story(&format!("{known} --top 5"))
        .names(&["margaret-thistlewood", "colm-devereaux", "rosalind-achebe-moore", "jonas-bergqvist", "freya-nordahl"])
        .leaves_out(&[("thomas-adeyemi-clarke", "payer"), ("dov-perelman", "format")])
        .says("disclose tie to you:");
    story(&format!("{known} --reason ethics --tie 'employer:Bayview Regional High School'"))
        .names(&["rosalind-achebe-moore", "aaliyah-whitcombe", "marisol-etchegaray"])
        .leaves_out(&[
            ("margaret-thistlewood", "conflict"),
            ("jonas-bergqvist", "conflict"),
            ("freya-nordahl", "conflict"),
            ("colm-devereaux", "conflict"),
            ("diego-arrieta", "conflict"),
            ("emeka-thorsen", "conflict"),
        ])
        .says("one's own values are not a ground for referral");
}

/// A plan, and pills at home: the crisis lines come before any name.
#[test]
fn tonight() {
    let known = "--reason severity --concern suicidality --concern bpd --near 02139 --payer 'Blue Cross'";
    let told = story(&format!("{known} --severity crisis")).names(&["brendan-faulkes-amaro"]).leaves_out(&[
        ("fenmoor-inpatient", "service"),
        ("saltmarsh-iop", "service, severity"),
        ("marisol-etchegaray", "severity"),
        ("oluwaseun-bankole", "severity"),
        ("gordon-pettibone", "severity"),
    ]);
    assert!(told.screen.out.starts_with("First, if anybody is in danger:\n  Emergency services: call 911"));
    story(&format!("{known} --severity crisis --service inpatient"))
        .names(&["fenmoor-inpatient"])
        .leaves_out(&[("brendan-faulkes-amaro", "service"), ("birch-hollow", "service, severity, payer")]);
    story(&format!("{known} --severity moderate")).never_says("in danger");
}

/// A couple asks for couple therapy; on the phone she says, quietly, that he pushed her last month.
#[test]
fn please_fix_our_fighting() {
    let couple = "--reason specialization --for couple --near 02143";
    story(&format!("{couple} --concern couple-distress --concern domestic-violence"))
        .names(&["yolanda-prescott-ruiz", "dov-perelman", "philippa-drummond-cole"])
        .leaves_out(&[
            ("walter-szymanski", "service"),
            ("rosalind-achebe-moore", "format"),
            ("brendan-faulkes-amaro", "format"),
        ])
        .says("couple therapy is not suitable where there is current violence")
        .says("! declines domestic or intimate partner violence");
    // Named first, the violence closes the door of whoever declines it.
    story(&format!("{couple} --concern domestic-violence --concern couple-distress --top 1"))
        .names(&["yolanda-prescott-ruiz"])
        .leaves_out(&[("dov-perelman", "declines"), ("walter-szymanski", "service, declines")])
        .says("not recommended for");
}

/// The pediatrician called, and the parents are ready to do the work.
#[test]
fn fifteen_and_hardly_eating() {
    let teen = "--concern anorexia --age 15 --approach fbt --near 02459 --payer 'Harvard Pilgrim'";
    story(&format!("{teen} --reason specialization --severity severe"))
        .names(&["caitlin-omahony-reis", "gordon-pettibone"])
        .leaves_out(&[
            ("simone-achterberg", "age, payer"),
            ("tidewater", "service"),
            ("marisol-etchegaray", "age, payer, declines"),
            ("tessa-marigold-quint", "age, payer"),
        ])
        .says("offers family-based treatment for eating disorders");
    story(&format!("{teen} --reason severity --severity complex --service day-program"))
        .names(&["tidewater"])
        .leaves_out(&[("caitlin-omahony-reis", "service, severity"), ("saltmarsh-iop", "age, service, payer")]);
}

/// A retired mill worker, gambling, speaks Khmer, has Medicare.
#[test]
fn nobody() {
    story("--concern gambling --language km --near 01851 --within 10mi --payer Medicare")
        .names(&[])
        .leaves_out(&[
            ("nathaniel-brewster-quill", "payer"),
            ("mei-ling-tsao", "language, payer"),
            ("vivian-castaldo", "language"),
            ("harold-nwosu-bright", "reach"),
        ])
        .says("Nobody qualifies.")
        .says("with another payer: Nathaniel Brewster-Quill (nathaniel-brewster-quill)")
        .says("ask Bev Strickland, Teodoro Aguirre");
}

/// Sessions by video from a dorm in Hanover: the license that counts is that of the place where the client sits.
#[test]
fn off_to_college_in_new_hampshire() {
    story("--reason location --concern ocd --age 19 --severity moderate --state NH --near 03755 --delivery video")
        .names(&["alistair-montrose-pina", "louisa-merriwether", "oluwaseun-bankole"])
        .leaves_out(&[
            ("priya-raghunathan", "license"),
            ("gordon-pettibone", "license"),
            ("hannah-brodkowski", "license"),
            ("vivian-castaldo", "license, age"),
            ("thomas-adeyemi-clarke", "delivery"),
        ]);
}

/// Bipolar, two hospitalizations, and the old psychiatrist has retired.
#[test]
fn lithium_and_who_watches_it() {
    let known = "--concern bipolar --severity severe --near 02446 --payer Medicare";
    story(&format!("{known} --reason severity --service medication"))
        .names(&["oluwaseun-bankole", "eugene-lattimore"])
        .leaves_out(&[
            ("katarzyna-wolny", "service"),
            ("petra-hollandsworth", "payer"),
            ("jerome-castellanos", "payer, closed"),
            ("gordon-pettibone", "service, payer"),
            ("tessa-marigold-quint", "age, service, severity, payer"),
        ])
        .says("prescribes? that depends on the credentials");
    story(&format!("{known} --top 2"))
        .names(&["oluwaseun-bankole", "katarzyna-wolny"])
        .leaves_out(&[("petra-hollandsworth", "service, payer"), ("jerome-castellanos", "service, payer, closed")]);
}

/// Six weeks after the birth; Portuguese, a hundred dollars, and only when her partner is home.
#[test]
fn language_money_and_evenings() {
    story(
        "--reason preferences --concern 'postpartum depression' --severity moderate --language pt --when evening \
         --near 02141 --max-fee 100",
    )
    .names(&["luisa-moniz-carvalho", "beatrice-nakagawa"])
    .leaves_out(&[
        ("delphine-jean-baptiste", "language"),
        ("tessa-marigold-quint", "age"),
        ("walter-szymanski", "format, service"),
    ]);
}
