//! A caseload shared out, on a terminal.

use super::Assigned;
use crate::assign::caseload::{Named, Placement};
use crate::ranking::Suggestion;
use crate::render::layout::{Page, Screen, Tone, bound, dotted};
use crate::render::table::{INDENT, contact, labelled};
use crate::render::words::{self, caseload as said};

/// Crisis lines, each client with the colleague assigned and two more names, who has no place, and what one more
/// opening would change.
pub fn answer(assigned: &Assigned, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    let shared = &assigned.shared;
    for (lines, clients) in assigned.crisis() {
        page.line(Tone::Alarm, words::IN_DANGER);
        for line in lines {
            page.flow((Tone::Plain, "  "), 4, &[(Tone::Alarm, &words::crisis_line(line))]);
        }
        page.flow((Tone::Plain, "  "), 4, &[(Tone::Alarm, &format!("for {}", clients.join(", ")))]);
        page.gap();
    }
    if let Some(unread) = said::unread(&assigned.rejected) {
        page.flow((Tone::Caution, "! "), 2, &[(Tone::Caution, &unread)]);
        page.gap();
    }
    let of_all = assigned.of_all();
    for ((placement, called), reason) in shared.placements.iter().zip(&assigned.called).zip(assigned.reasons()) {
        page.gap();
        client(placement, called, &mut page);
        match &placement.place {
            Ok(named) => card(named, &mut page),
            Err(why) => {
                let reason = reason.unwrap_or_default();
                let spans = [(Tone::Strong, "No place: "), (Tone::Plain, &reason)];
                page.flow((Tone::Plain, "    "), INDENT, &spans);
                for (i, remedy) in said::remedies(why).iter().enumerate() {
                    labelled(&mut page, (Tone::Quiet, if i == 0 { "or" } else { "" }), &[(Tone::Plain, remedy)]);
                }
            }
        }
        let before = |named| said::before_calling(named).into_iter().map(|said| (Tone::Caution, format!("- {said}")));
        let others = placement
            .alternates
            .iter()
            .flat_map(|named| std::iter::once((Tone::Plain, alternate(named))).chain(before(named)));
        let nobody_else = said::is_short(placement).then(|| (Tone::Plain, said::NOBODY_ELSE.to_owned()));
        for (i, (tone, other)) in others.chain(nobody_else).enumerate() {
            labelled(&mut page, (Tone::Quiet, if i == 0 { "else" } else { "" }), &[(tone, &other)]);
        }
        for notice in Assigned::of_one(placement, &of_all) {
            labelled(&mut page, (Tone::Quiet, "note"), &[(Tone::Plain, &notice)]);
        }
    }
    for (i, change) in said::changes(shared, &assigned.called).iter().enumerate() {
        if i == 0 {
            page.gap();
            page.line(Tone::Strong, said::ONE_MORE);
        }
        page.flow((Tone::Plain, "  "), 4, &[(Tone::Plain, change)]);
    }
    for (i, note) in of_all.iter().chain(&said::assumptions(shared)).enumerate() {
        if i == 0 {
            page.gap();
        }
        page.flow((Tone::Quiet, "note  "), 6, &[(Tone::Plain, note)]);
    }
    page.gap();
    page.line(Tone::Quiet, &assigned.placed());
    page.finish()
}

/// Who the client is, and how pressing it is.
fn client(placement: &Placement, called: &str, page: &mut Page) {
    let urgent = said::urgency(placement.urgency).map(|urgency| format!(" · {urgency}")).unwrap_or_default();
    page.flow((Tone::Plain, ""), 2, &[(Tone::Strong, called), (Tone::Caution, &urgent)]);
}

/// The colleague assigned: who, how well it fits, why, what to ask, how to reach her.
fn card(named: &Named, page: &mut Page) {
    let Named { suggestion, .. } = named;
    let name = words::name(&suggestion.colleague);
    let (first, letters) = name.split_at(suggestion.colleague.name.len());
    let spans = [(Tone::Strong, first), (Tone::Plain, letters)];
    page.two_ends((Tone::Plain, "  → "), &spans, (Tone::Strong, &words::score(suggestion)));
    labelled(page, (Tone::Quiet, "why"), &[(Tone::Plain, &dotted(&words::strongest(suggestion)))]);
    labelled(page, (Tone::Quiet, "but"), &[(Tone::Plain, &dotted(&words::shortfalls(suggestion)))]);
    let asks = suggestion.ask.iter().map(words::ask).chain(said::place_of(named));
    for (i, ask) in asks.enumerate() {
        labelled(page, (Tone::Quiet, if i == 0 { "ask" } else { "" }), &[(Tone::Plain, &ask)]);
    }
    labelled(page, (Tone::Quiet, "contact"), &[(Tone::Plain, &contact(suggestion))]);
    for disclosure in &suggestion.disclose {
        labelled(page, (Tone::Caution, "disclose"), &[(Tone::Caution, &words::disclosure(disclosure))]);
    }
    for warning in &suggestion.warnings {
        labelled(page, (Tone::Caution, "!"), &[(Tone::Caution, &words::warning(warning))]);
    }
}

/// "Ben Okafor, PhD 81 (70–85) · has an opening left · 617-555-0142".
fn alternate(named: &Named) -> String {
    let Named { suggestion, .. } = named;
    let Suggestion { colleague, .. } = suggestion;
    let reach = if colleague.phone.is_empty() { &colleague.email } else { &colleague.phone };
    let name = format!("{} {}", words::name(colleague), bound(&words::score(suggestion)));
    dotted(&[name, said::room_of(named), bound(reach)])
}
