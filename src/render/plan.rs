//! The plan of a caseload: a document that whoever takes over can follow, one client after the other.

mod html;
mod markdown;
mod person;

use super::assigned::Assigned;
use super::words::{self, caseload as said, profile};
use crate::assign::caseload::{Placement, Unplaced};
use crate::client::{Client, Referrer};
use crate::vocab::Vocabulary;
use crate::weights::Weights;
use jiff::civil::Date;

/// What a plan is made of.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// Who goes to whom.
    pub assigned: &'a Assigned,
    /// The clients, in the order of the file.
    pub clients: &'a [(Client, Weights)],
    /// Whose clients they are.
    pub me: &'a Referrer,
    /// Words of concerns and approaches.
    pub vocabulary: &'a Vocabulary,
    /// The day on which it holds.
    pub as_of: Date,
}

impl Plan<'_> {
    /// The plan as Markdown.
    pub fn markdown(&self) -> String {
        markdown::written(&self.blocks())
    }

    /// The plan as one HTML page that needs nothing else: no script, no network.
    pub fn html(&self) -> String {
        html::written(&self.blocks(), &self.title())
    }
}

/// A piece of the document. Texts are as they came, neither cleaned nor escaped.
enum Block {
    /// The title of the whole.
    Title(String),
    /// A part of the whole.
    Heading(String),
    /// A client's part begins.
    Client(String),
    /// A client's part ends.
    ClientEnds,
    /// Somebody to turn to.
    Name(String),
    Text(String),
    /// To be done one after the other.
    Steps(Vec<String>),
    Items(Vec<String>),
    /// What is known, each with what it is about.
    Facts(Vec<(&'static str, String)>),
    /// What comes before everything else.
    Alarm(String, Vec<String>),
    /// To be ticked by hand.
    Ticks(&'static [&'static str]),
    /// The names of the columns, and the rows.
    Table(&'static [&'static str], Vec<Vec<String>>),
}

const HOW_TO: [&str; 7] = [
    "Go through the clients in the order of this plan. It begins with those for whom it is most pressing.",
    "Clients are called by codes, and no name is written here: the list of codes and names is kept apart. What is said \
     here may still tell who somebody is, so keep this plan as you keep records.",
    "Where crisis lines stand in a client’s part, they come first. If anybody is in danger now, call them before \
     anything else.",
    "Speak with the client before you speak with any colleague: say what has happened, offer the names, and ask what a \
     colleague may be told. The choice is the client’s, and may be somebody else.",
    "Call whoever is named first, ask what stands there to be asked, and say only what the client agreed to. If the \
     answer is no, or does not come in time, go on to the second, then to the third.",
    "Tell the client what is to be disclosed. What stands under “beware” speaks against a name all the same: look at it \
     before you call.",
    "Tick what is done. A client is handed over when the first appointment has taken place, not before.",
];

const ORDER: &str = "Most pressing first: in crisis, complex, severe, then whoever needs to start sooner; where no day was named, \
     today is taken for it in a crisis, and four weeks else. Among equals, the order of the list they came from.";

const FIRST_BY_HAND: &str = "Clients who could not be read stand at the top: how pressing it is for them is not known. Look the line up in the \
     list they came from, and place them by hand.";

const NO_CLIENTS: &str = "There are no clients in the list that this plan was made from.";

const RESPECTS: &str = "No colleague is named first for more clients than there are openings with that colleague. The openings of those \
     named second and third are kept for nobody: ask before you count on one.";

const NAME_TICKS: [&str; 3] = ["contacted on", "answered on, yes or no", "first appointment on"];
const CLIENT_TICKS: [&str; 4] = ["client told on", "client agreed to be named", "records sent on", "handed over on"];

const COLUMNS: [&str; 6] = ["done", "client", "pressing", "to ask first", "contact", "then"];

impl Plan<'_> {
    fn title(&self) -> String {
        format!("Caseload plan, {}", self.as_of)
    }

    fn blocks(&self) -> Vec<Block> {
        let shared = &self.assigned.shared;
        let order = shared.by_urgency();
        let mut blocks = vec![Block::Title(self.title())];
        let by: Vec<&str> = [&self.me.name, &self.me.credentials, &self.me.practice, &self.me.phone]
            .into_iter()
            .map(String::as_str)
            .filter(|text| !text.is_empty())
            .collect();
        let whose = if by.is_empty() { String::new() } else { format!(" The clients of {}.", by.join(", ")) };
        if shared.placements.is_empty() && self.assigned.rejected.is_empty() {
            blocks.push(Block::Text(format!("{NO_CLIENTS}{whose}")));
            return blocks;
        }
        blocks.push(Block::Text(format!("{}, as of {}.{whose}", self.assigned.placed(), self.as_of)));
        for (lines, clients) in self.assigned.crisis() {
            let lines = lines.iter().map(words::crisis_line);
            let whom = format!("for {}", clients.join(", "));
            blocks.push(Block::Alarm(words::IN_DANGER.to_owned(), lines.chain([whom]).collect()));
        }
        blocks.push(Block::Heading("How to use this plan".to_owned()));
        blocks.push(Block::Steps(HOW_TO.map(str::to_owned).to_vec()));
        blocks.push(Block::Heading("What it rests on".to_owned()));
        let mut rests = vec![RESPECTS.to_owned(), format!("What is on record on {}; it may have changed.", self.as_of)];
        rests.extend(
            said::counted(shared).map(|names| format!("Where openings are not on record, one was counted: {names}.")),
        );
        rests.extend(
            said::refused(shared).map(|names| format!("Where somebody said no long ago, one was counted: {names}.")),
        );
        let of_all = self.assigned.of_all();
        rests.extend(of_all.iter().map(|notice| format!("Of every client here: {notice}.")));
        rests.push("“You” is the therapist whose clients these are.".to_owned());
        blocks.push(Block::Items(rests));
        blocks.push(Block::Heading("The clients in order".to_owned()));
        blocks.push(Block::Text(ORDER.to_owned()));
        if !self.assigned.rejected.is_empty() {
            blocks.push(Block::Text(FIRST_BY_HAND.to_owned()));
        }
        let unread = self.assigned.rejected.iter().map(|line| {
            let called = format!("client in line {line}");
            [TICK, &called, "not known", said::UNREAD, "", ""].map(str::to_owned).to_vec()
        });
        blocks.push(Block::Table(&COLUMNS, unread.chain(order.iter().map(|&client| self.row(client))).collect()));
        for (place, &client) in order.iter().enumerate() {
            self.client(place + 1, client, &of_all, &mut blocks);
        }
        self.without_place(&order, &mut blocks);
        blocks
    }

    fn row(&self, client: usize) -> Vec<String> {
        let placement = &self.assigned.shared.placements[client];
        let (first, phone) = match &placement.place {
            Ok(named) => {
                let colleague = &named.suggestion.colleague;
                (colleague.name.clone(), [&colleague.phone, &colleague.email].into_iter().find(|text| !text.is_empty()))
            }
            Err(_) => ("no place".to_owned(), None),
        };
        let others = placement.alternates.iter().map(|named| named.suggestion.colleague.name.as_str());
        vec![
            TICK.to_owned(),
            self.assigned.called[client].clone(),
            said::urgency(placement.urgency).unwrap_or_default(),
            first,
            phone.cloned().unwrap_or_default(),
            others.collect::<Vec<_>>().join("; "),
        ]
    }

    fn client(&self, place: usize, client: usize, of_all: &[String], blocks: &mut Vec<Block>) {
        let placement = &self.assigned.shared.placements[client];
        let pressing = said::urgency(placement.urgency);
        let after = pressing.as_ref().map(|pressing| format!(", {pressing}")).unwrap_or_default();
        blocks.push(Block::Client(format!("{place}. {}{after}", self.assigned.called[client])));
        if !placement.crisis.is_empty() {
            let lines = placement.crisis.iter().map(words::crisis_line).collect();
            blocks.push(Block::Alarm(words::IN_DANGER.to_owned(), lines));
        }
        let mut facts = profile::said_of(&self.clients[client].0, self.vocabulary);
        let why = pressing.unwrap_or_else(|| "nothing that makes it pressing is stated".to_owned());
        facts.insert(0, ("place in the order", format!("{place}, because: {why}")));
        facts.extend(Assigned::of_one(placement, of_all).map(|notice| ("to know", notice)));
        blocks.push(Block::Facts(facts));
        blocks.push(Block::Ticks(&CLIENT_TICKS));
        if let Ok(named) = &placement.place {
            blocks.push(Block::Name(format!("To ask first: {}", words::name(&named.suggestion.colleague))));
            blocks.push(Block::Facts(person::facts(named, true)));
            blocks.push(Block::Ticks(&NAME_TICKS));
        }
        if let Err(why) = &placement.place {
            blocks.push(Block::Text(format!("No place: {}.", said::unplaced(why, &self.assigned.called))));
            blocks.push(Block::Items(to_do(why, placement)));
        }
        let ordinals = if placement.place.is_ok() { ["To ask second", "To ask third", ""] } else { ["Ask anyway"; 3] };
        for (named, ordinal) in placement.alternates.iter().zip(ordinals) {
            blocks.push(Block::Name(format!("{ordinal}: {}", words::name(&named.suggestion.colleague))));
            blocks.push(Block::Facts(person::facts(named, false)));
            blocks.push(Block::Ticks(&NAME_TICKS));
        }
        for (relax, colleague) in &placement.near {
            blocks.push(Block::Name(format!("Only if something changes: {}", words::name(colleague))));
            let mut facts = vec![
                ("only", words::relaxed(*relax)),
                ("ask", "everything that matters for this client: nothing was weighed".to_owned()),
            ];
            facts.extend(person::reach(colleague));
            blocks.push(Block::Facts(facts));
            blocks.push(Block::Ticks(&NAME_TICKS));
        }
        if said::is_short(placement) {
            blocks.push(Block::Text(
                "Nobody else qualifies: if nobody here takes the client, ask a colleague for a name.".to_owned(),
            ));
        }
        blocks.push(Block::ClientEnds);
    }

    fn without_place(&self, order: &[usize], blocks: &mut Vec<Block>) {
        let shared = &self.assigned.shared;
        let left: Vec<String> = self
            .assigned
            .without_place(order)
            .into_iter()
            .map(|(clients, reason)| format!("{}: {reason}", clients.join(", ")))
            .collect();
        if !left.is_empty() {
            blocks.push(Block::Heading("Without a place".to_owned()));
            blocks.push(Block::Items(left));
        }
        if !shared.one_more.is_empty() {
            blocks.push(Block::Heading("What one more opening would change".to_owned()));
            blocks.push(Block::Text("Ask these colleagues first whether they have room for one more.".to_owned()));
            blocks.push(Block::Items(said::changes(shared, &self.assigned.called)));
        }
    }
}

/// What to do for a client without a place.
fn to_do(why: &Unplaced, placement: &Placement) -> Vec<String> {
    let mut steps: Vec<String> =
        said::remedies(why).into_iter().map(|remedy| format!("Talk over with the client: {remedy}")).collect();
    if !placement.alternates.is_empty() {
        steps.push("Ask the colleagues below all the same whether they can make room.".to_owned());
    }
    steps.push("Ask the colleagues of this plan for a name.".to_owned());
    steps.push("Stay in touch with the client until somebody takes over, and say so.".to_owned());
    steps
}

/// An empty box.
const TICK: &str = "☐";
