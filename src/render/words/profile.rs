//! What was said of a client, in plain words, as it was given.

use super::caseload::time;
use super::{access, delivery, label, service, wished};
use crate::client::{Client, Key, Wish};
use crate::place::Point;
use crate::vocab::{ConcernId, Delivery, Set, Vocabulary, Word};

/// Everything that was said of a client, each with what it is about; the code is no part of it.
pub fn said_of(client: &Client, vocabulary: &Vocabulary) -> Vec<(&'static str, String)> {
    let said = |&key: &Key| said(key, client, vocabulary).map(|said| (about(key), said));
    Key::ALL.iter().filter_map(said).collect()
}

/// What a key is about, before what was said.
fn about(key: Key) -> &'static str {
    match key {
        Key::Client => "code",
        Key::Reason => "referred because",
        Key::Age => "age",
        Key::For => "format",
        Key::Concern => "comes with",
        Key::Severity => "how severe",
        Key::Approach => "treatment wanted",
        Key::Tried => "tried without response",
        Key::Service => "help needed",
        Key::Language => "language",
        Key::Access => "needs access",
        Key::Gender => "would like, gender",
        Key::Identity => "would like, identity",
        Key::Affirming => "would like, affirming of",
        Key::Faith => "would like, faith",
        Key::Style => "would like, style",
        Key::When => "can come",
        Key::Near => "comes from",
        Key::Within => "travels at most",
        Key::Delivery => "meets",
        Key::State => "sits in",
        Key::StartWithin => "needs to start within",
        Key::Payer => "who pays",
        Key::MaxFee => "can pay per session",
        Key::Avoid => "must not be",
        Key::Tie => "must have no tie to",
        Key::Must => "a must",
        Key::Prefer => "only preferred",
        Key::Weight => "weighed",
    }
}

fn said(key: Key, client: &Client, vocabulary: &Vocabulary) -> Option<String> {
    let concern = |&id: &ConcernId| label(vocabulary.concern_label(id));
    match key {
        // The code stands in the heading; weights are about the answer, not about the client.
        Key::Client | Key::Weight => None,
        Key::Reason => joined(client.reasons.iter().map(|reason| reason.situation().to_owned()), "; "),
        Key::Age => client.age.map(|age| age.to_string()),
        Key::For => client.format.map(|format| format.word().to_owned()),
        Key::Concern => joined(client.concerns.iter().map(concern), ", "),
        Key::Severity => client.severity.map(|severity| severity.word().to_owned()),
        Key::Approach => joined(client.approaches.iter().map(|&id| label(vocabulary.approach_label(id))), ", "),
        Key::Tried => joined(client.tried.iter().map(|&id| label(vocabulary.approach_label(id))), ", "),
        Key::Service => joined(client.services.iter().map(|asked| service(asked).to_owned()), ", "),
        Key::Language => any(client.languages.iter().map(|language| language.name())),
        Key::Access => joined(client.access.iter().map(|need| access(need.word()).to_owned()), ", "),
        Key::Gender => any(client.genders.iter().map(|gender| gender.word().to_owned())),
        Key::Identity => joined(client.identities.iter().map(|group| wished(Wish::Identity, group)), ", "),
        Key::Affirming => joined(client.affirming.iter().map(|group| wished(Wish::Affirming, group)), ", "),
        Key::Faith => any(client.faiths.iter().cloned()),
        Key::Style => joined(client.styles.iter().map(|style| style.word().to_owned()), ", "),
        Key::When => any(client.when.iter().map(ToString::to_string)),
        Key::Near => any(client.near.iter().map(|near| about_there(&near.text))),
        Key::Within => client.within.map(|within| within.to_string()),
        Key::Delivery => meets(client.delivery),
        Key::State => any(client.states.iter().map(|region| region.name().to_owned())),
        Key::StartWithin => client.start_within.map(time),
        Key::Payer => any(client.payers.iter().map(|payer| payer.written.clone())),
        Key::MaxFee => client.max_fee.map(|most| most.to_string()),
        Key::Avoid => joined(client.avoid.iter().map(|(_, typed)| typed.clone()), "; "),
        Key::Tie => joined(client.ties.iter().map(|tie| tie.written.clone()), "; "),
        Key::Must => joined(client.must.iter().map(|wish| wish.word().to_owned()), ", "),
        Key::Prefer => joined(client.prefer.iter().map(|soft| soft.word().to_owned()), ", "),
    }
}

/// A place as it was typed; of a point, so much as tells the neighborhood and not the house.
fn about_there(typed: &str) -> String {
    let is_number = |text: &str| {
        text.contains(|c: char| c.is_ascii_digit()) && !text.contains(|c: char| !"0123456789.-+".contains(c))
    };
    let coarse = |text: &str| match text.split_once('.') {
        Some((whole, part)) => format!("{whole}.{}", part.chars().take(2).collect::<String>()),
        None => text.to_owned(),
    };
    match typed.split_once(',').map(|(lat, lon)| (lat.trim(), lon.trim())) {
        Some((lat, lon)) if is_number(lat) && is_number(lon) => format!("about {},{}", coarse(lat), coarse(lon)),
        Some((lat, lon)) if Point::read(lat, lon).is_some() => "a point on the map".to_owned(),
        _ => typed.to_owned(),
    }
}

fn meets(accepted: Set<Delivery>) -> Option<String> {
    any(accepted.iter().map(|word| delivery(word.word()).to_owned()))
}

fn joined(items: impl Iterator<Item = String>, separator: &str) -> Option<String> {
    let items: Vec<String> = items.collect();
    (!items.is_empty()).then(|| items.join(separator))
}

/// Values of which any serves.
fn any(items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<String> = items.collect();
    let (last, rest) = items.split_last()?;
    Some(if rest.is_empty() { last.clone() } else { format!("{} or {last}", rest.join(", ")) })
}
