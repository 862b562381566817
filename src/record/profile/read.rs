//! From texts to a client and weights, with every problem at once.

use super::code::code;
use super::raw::{Profile, RawValue};
use crate::client::{Client, Key, Near, Payer, Referrer, Shape, Soft, Unit, Wish, Within};
use crate::colleague::{Money, read_hours};
use crate::place::Places;
use crate::problem::{Problem, did_you_mean};
use crate::reason::Reason;
use crate::record::trouble::{Outcome, Trouble, no_language, no_word, not_read, unknown};
use crate::record::words::{add_once, group_word, insert, misspelt_group, own_payer_name, tie, word};
use crate::text::fold;
use crate::vocab::{ApproachId, ConcernId, Found, Language, Region, Vocabulary, group, known};
use crate::weights::{Criterion, MOST, Weights};
use jiff::civil::Date;

/// What a profile is read with.
pub struct Lookup<'a> {
    /// Words of concerns and approaches.
    pub vocabulary: &'a Vocabulary,
    /// Where places are.
    pub places: &'a Places,
    /// The user's own payer aliases, folded.
    pub payers: &'a [(String, String)],
    /// The therapist herself.
    pub me: &'a Referrer,
    /// The weights where no reason is given.
    pub weights: Weights,
    /// The day taken as today.
    pub as_of: Date,
}

/// Reads a client from the texts of a profile.
///
/// # Errors
/// Everything that could not be read or does not go together; never only the first.
pub fn read_profile(raw: &Profile, with: &Lookup) -> Result<(Client, Weights), Vec<Problem>> {
    let mut reader = Reader { with, client: Client::new(with.as_of), weights: Vec::new(), problems: Vec::new() };
    for value in &raw.values {
        reader.value(value);
    }
    for &key in Key::ALL.iter().filter(|key| key.shape() == Shape::One) {
        if let Some(second) = raw.of(key).nth(1) {
            let problem = second.error(format!("{} takes one value", key.word()));
            reader.problems.push(problem.hint("leave the others out"));
        }
    }
    for value in raw.of(Key::Within) {
        reader.within(value);
    }
    for value in raw.values.iter().filter(|value| matches!(value.key, Key::Must | Key::Prefer)) {
        reader.strength(value, raw);
    }
    reader.together(raw);
    let points = reader.client.near.iter().filter_map(|near| near.place.point);
    // A tenth of a mile more: distances are told in tenths, and a rounded one may just be within.
    let miles = reader.client.office_radius().miles() + 0.1;
    reader.client.office_regions = with.places.states_within(points, miles);
    // The keys of a file come by alphabet; flags have no place and stay as they were typed.
    reader.problems.sort_by_key(|problem| (problem.line, problem.column));
    let mut weights = Weights::for_reasons(&reader.client.reasons, with.weights);
    for (criterion, weight) in reader.weights {
        weights.set(criterion, weight);
    }
    if reader.problems.is_empty() { Ok((reader.client, weights)) } else { Err(reader.problems) }
}

struct Reader<'a> {
    with: &'a Lookup<'a>,
    client: Client,
    weights: Vec<(Criterion, u32)>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn value(&mut self, value: &RawValue) {
        if let Err(trouble) = self.read(value) {
            self.problems.push(value.problem(trouble));
        }
    }

    fn read(&mut self, value: &RawValue) -> Outcome {
        let text = value.text.as_str();
        if text.is_empty() {
            return Err(Trouble::new(format!("{} is empty", value.key.word()), "leave it out, or say something"));
        }
        let client = &mut self.client;
        match value.key {
            Key::Client => client.code = Some(code(text)?),
            Key::Reason => {
                let reason =
                    Reason::read(text).ok_or_else(|| no_word(text, "reason", &Reason::ALL.map(Reason::word)))?;
                add_once(&mut client.reasons, reason);
            }
            Key::Age => {
                let age = text.parse().ok().filter(|&age: &u8| age <= 120);
                client.age = Some(age.ok_or_else(|| not_read(text, "an age", "write completed years, such as 34"))?);
            }
            Key::For => client.format = Some(word(text, "format")?),
            Key::Concern => {
                let concern = self.concern(text)?;
                add_once(&mut self.client.concerns, concern);
            }
            Key::Severity => client.severity = Some(word(text, "level")?),
            Key::Approach => {
                let approach = self.approach(text)?;
                if self.with.vocabulary.approach_is_under(approach, known::CONVERSION_THERAPY) {
                    let message = "change efforts for orientation or gender cannot be asked for";
                    let hint = "no guideline supports them; the American Psychological Association opposes them (2021)";
                    return Err(Trouble::new(message, hint));
                }
                add_once(&mut self.client.approaches, approach);
            }
            Key::Tried => {
                let approach = self.approach(text)?;
                add_once(&mut self.client.tried, approach);
            }
            Key::Service => insert(&mut client.services, text, "service")?,
            Key::Language => {
                let language = Language::read(text).ok_or_else(|| no_language(text))?;
                add_once(&mut client.languages, language);
            }
            Key::Access => insert(&mut client.access, text, "access need")?,
            Key::Gender => insert(&mut client.genders, text, "gender")?,
            Key::Identity => {
                let word = self.group(text)?;
                add_once(&mut self.client.identities, word);
            }
            Key::Affirming => {
                let word = self.group(text)?;
                add_once(&mut self.client.affirming, word);
            }
            Key::Faith => add_once(&mut client.faiths, fold(text).into_owned()),
            Key::Style => insert(&mut client.styles, text, "style")?,
            Key::When => {
                let items = read_hours(text).ok_or_else(|| {
                    not_read(text, "a time", "write morning, afternoon, evening, weekend, mon, or \"mon 09:00-20:00\"")
                })?;
                client.when.extend(items);
            }
            Key::Near => self.near(text)?,
            Key::Delivery => insert(&mut client.delivery, text, "delivery")?,
            Key::State => {
                let region =
                    Region::read(text).ok_or_else(|| not_read(text, "a state or region", "write MA, US-MA or GB"))?;
                add_once(&mut client.states, region);
            }
            Key::StartWithin => client.start_within = Some(days(text)?),
            Key::Payer => {
                let name = own_payer_name(text, self.with.payers);
                let written = text.to_owned();
                add_once(&mut client.payers, Payer { name, written });
            }
            Key::MaxFee => {
                let amount = Money::read(text).ok_or_else(|| not_read(text, "an amount", "write 120"))?;
                client.max_fee = Some(amount);
            }
            Key::Avoid => client.avoid.push((fold(text).into_owned(), text.to_owned())),
            Key::Tie => {
                let tie = tie(text);
                if tie.name.is_empty() {
                    return Err(not_read(text, "a tie", "write kind:name, such as \"employer:Lincoln High\""));
                }
                add_once(&mut client.ties, tie);
            }
            Key::Weight => self.weights.push(weight(text)?),
            // Read when everything else is known.
            Key::Within | Key::Must | Key::Prefer => {}
        }
        Ok(())
    }

    fn concern(&mut self, text: &str) -> Outcome<ConcernId> {
        let found = self.with.vocabulary.concern(text);
        self.found("concern", text, found)
    }

    fn approach(&mut self, text: &str) -> Outcome<ApproachId> {
        let found = self.with.vocabulary.approach(text);
        self.found("approach", text, found)
    }

    fn found<T>(&mut self, what: &str, text: &str, found: Found<T>) -> Outcome<T> {
        match found {
            Found::Sure(id) => Ok(id),
            Found::Resolved(id, notice) => {
                add_once(&mut self.client.notices, notice);
                Ok(id)
            }
            found => Err(unknown(what, text, found)),
        }
    }

    /// A group of the vocabulary, or the words as they stand where nothing comes near them.
    fn group(&mut self, text: &str) -> Outcome<String> {
        misspelt_group(text)?;
        if group(text).is_none() {
            let notice = format!("“{text}” is no group known here; it is compared as it is written");
            add_once(&mut self.client.notices, notice);
        }
        Ok(group_word(text))
    }

    fn near(&mut self, text: &str) -> Outcome {
        match self.with.places.find(text) {
            Some(place) if place.point.is_some() => {
                self.client.near.push(Near { text: text.to_owned(), place });
                Ok(())
            }
            Some(_) => Err(Trouble::new(
                format!("“{text}” is a postal code without a place on the map"),
                "write the city, such as \"Cambridge, MA\", or lat,lon",
            )),
            None => {
                // A spreadsheet takes a code for a number, and a number does not begin with a zero.
                let whole = format!("{text:0>5}");
                if matches!(text.len(), 3 | 4)
                    && text.bytes().all(|b| b.is_ascii_digit())
                    && self.with.places.find(&whole).is_some()
                {
                    let hint = format!("did you mean “{whole}”? a spreadsheet drops the zero in front");
                    return Err(Trouble::new(format!("“{text}” is no place known"), hint));
                }
                let hint = did_you_mean(&self.with.places.suggest(text)).unwrap_or_else(|| {
                    "write a US ZIP code, \"City, ST\" or lat,lon; other codes come from places.csv in the directory"
                        .to_owned()
                });
                Err(Trouble::new(format!("“{text}” is no place known"), hint))
            }
        }
    }

    /// A bare number is in the unit of the country, so it is read when the places are known.
    fn within(&mut self, value: &RawValue) {
        let country = self.client.regions().first().map(|region| region.country().to_owned());
        let country = country.or_else(|| self.with.me.country.clone());
        let unit = match country.as_deref() {
            None | Some("US" | "GB") => Unit::Miles,
            Some(_) => Unit::Kilometers,
        };
        match Within::read(&value.text, unit) {
            Some(within) => self.client.within = Some(within),
            None => {
                let problem = value.error(format!("“{}” is no distance more than zero", value.text));
                self.problems.push(problem.hint("write 10mi or 16km"));
            }
        }
    }

    /// Makes a wish hard or a need soft, where the client said anything of it.
    fn strength(&mut self, value: &RawValue, raw: &Profile) {
        let name = fold(&value.text).replace(' ', "-");
        let wish = Wish::ALL.into_iter().find(|wish| wish.word() == name);
        let soft = Soft::ALL.into_iter().find(|soft| soft.word() == name || soft.flag() == name);
        let hard = ["conflict", "tie", "license", "declines", "closed", "avoid", "severity"].contains(&name.as_str());
        let trouble = match (value.key, wish, soft) {
            (Key::Must, Some(wish), _) if self.client.wishes_for(wish) => {
                return add_once(&mut self.client.must, wish);
            }
            (Key::Prefer, _, Some(soft)) if self.client.speaks_of(soft) => {
                return add_once(&mut self.client.prefer, soft);
            }
            // It was said, but could not be read: that is named already.
            (Key::Must, Some(wish), _) if raw.speaks_of(wish.word()) => return,
            (Key::Prefer, _, Some(soft)) if raw.speaks_of(soft.flag()) => return,
            (Key::Must, Some(wish), _) => {
                let hint = format!("add --{} to say what is a must", wish.word());
                Trouble::new(format!("nothing was said of {}", wish.word()), hint)
            }
            (Key::Prefer, _, Some(soft)) => Trouble::new(
                format!("nothing was said of {}", soft.word()),
                format!("add --{} to say what is preferred", soft.flag()),
            ),
            (Key::Prefer, _, _) if hard => {
                Trouble::new(format!("{name} cannot be bought back"), "leave it out of --prefer")
            }
            (Key::Prefer, Some(wish), _) => {
                Trouble::new(format!("{} is a wish already", wish.word()), "leave it out of --prefer")
            }
            (Key::Must, _, Some(_)) => Trouble::new(format!("{name} is a must already"), "leave it out of --must"),
            (Key::Must, ..) if hard => Trouble::new(format!("{name} is a must already"), "leave it out of --must"),
            (Key::Must, ..) => no_word(&value.text, "wish", &Wish::ALL.map(Wish::word)),
            _ => no_word(&value.text, "need", &Soft::ALL.map(Soft::word)),
        };
        self.problems.push(value.problem(trouble));
    }

    /// What does not go together.
    fn together(&mut self, raw: &Profile) {
        if self.client.near.is_empty() && raw.of(Key::Near).next().is_none() {
            for value in raw.of(Key::Within) {
                let problem = value.error("a distance needs a place to count from");
                self.problems.push(problem.hint("add --near, such as --near 02139"));
            }
        }
        for value in raw.of(Key::Tried) {
            if let Some(tried) = self.with.vocabulary.approach_id(&value.text)
                && self.client.approaches.contains(&tried)
            {
                let problem = value.error(format!("“{}” is both wanted and tried", value.text));
                self.problems.push(problem.hint("leave it out of --approach or of --tried"));
            }
        }
    }
}

fn weight(text: &str) -> Outcome<(Criterion, u32)> {
    let (name, number) = text
        .split_once('=')
        .ok_or_else(|| not_read(text, "a weight", "write a criterion and a number, such as location=20"))?;
    let criterion = Criterion::read(name.trim())
        .ok_or_else(|| no_word(name.trim(), "criterion", &Criterion::ALL.map(Criterion::word)))?;
    let weight = number.trim().parse().ok().filter(|&weight| weight <= MOST);
    let weight = weight.ok_or_else(|| not_read(number.trim(), "a weight", "write a whole number from 0 to 100"))?;
    Ok((criterion, weight))
}

/// `10d`, `2w`, `1m` (30 days), or a bare number of weeks.
fn days(text: &str) -> Outcome<u32> {
    let lower = text.trim().to_ascii_lowercase();
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    let unit = match lower[digits.len()..].trim() {
        "d" | "day" | "days" => Some(1),
        "" | "w" | "week" | "weeks" => Some(7),
        "m" | "month" | "months" => Some(30),
        _ => None,
    };
    let number = digits.parse::<u32>().ok().filter(|&number| number <= 1000);
    match (number, unit) {
        (Some(number), Some(unit)) => Ok(number * unit),
        _ => Err(not_read(text, "a time to start", "write 10d, 2w or 1m")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(flags: &[(Key, &str)]) -> Result<(Client, Weights), Vec<String>> {
        let mut raw = Profile::default();
        flags.iter().for_each(|(key, text)| raw.add_flag(*key, text));
        let (vocabulary, places, me) = (Vocabulary::built_in(), Places::built_in(), Referrer::default());
        let as_of = Date::constant(2026, 11, 16);
        let weights = crate::weights::NO_REASON;
        let with = Lookup { vocabulary: &vocabulary, places: &places, payers: &[], me: &me, weights, as_of };
        read_profile(&raw, &with).map_err(|problems| problems.iter().map(|p| p.message.clone()).collect())
    }

    #[test]
    fn every_problem_is_named_at_once() {
        let problems = read(&[(Key::Concern, "ed"), (Key::Age, "old"), (Key::Near, "Atlantis, ZZ")]);
        assert_eq!(problems.map_err(|p| p.len()).map(|_| ()), Err(3));
    }

    #[test]
    fn what_cannot_be_bought_back_is_refused() {
        let problems = read(&[(Key::Prefer, "license"), (Key::Prefer, "language"), (Key::Must, "gender")]);
        let said = ["license cannot be bought back", "nothing was said of language", "nothing was said of gender"];
        assert_eq!(problems.map(|_| ()), Err(said.map(str::to_owned).to_vec()));
    }

    #[test]
    fn times_to_start_are_days() {
        assert_eq!(["10d", "2w", "1m", "3"].map(|t| days(t).ok()), [Some(10), Some(14), Some(30), Some(21)]);
        assert!(days("soon").is_err() && days("-1w").is_err());
    }
}
