//! The answers of a batch in one of its forms, client by client.

use crate::cli::placing;
use jiff::civil::Date;
use refer::problem::Problem;
use refer::ranking::{Notice, Ranking, Suggestion};
use refer::record::Format;
use refer::render::{Screen, csv, json, markdown, table, words};
use refer::text::clean;
use std::path::PathBuf;

/// How the answers are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A row a suggestion.
    Csv,
    /// One document.
    Json,
    /// A result a line.
    Ndjson,
    /// For a terminal.
    Table,
    /// A note a client.
    Markdown,
}

impl Form {
    /// The words typed for them.
    pub const WORDS: [&str; 5] = ["csv", "json", "ndjson", "table", "markdown"];

    /// The form that was asked for, that the name of the file says, or that is usual.
    ///
    /// # Errors
    /// The name of the file says a form that there is not.
    pub fn of(
        word: Option<&str>,
        file: Option<&PathBuf>,
        config: Option<Format>,
        on_terminal: bool,
    ) -> Result<Form, Problem> {
        let configured = config.map(Format::word);
        let usual = if on_terminal && file.is_none() { Form::Table } else { Form::Csv };
        let Some(ending) = file.filter(|_| word.is_none()).and_then(|file| placing::ending(file)) else {
            return Ok([word, configured].into_iter().flatten().find_map(Form::read).unwrap_or(usual));
        };
        let hint = "end it in .csv, .json, .ndjson, .txt or .md, or say with --format what it is to be";
        Form::read(&ending).ok_or_else(|| placing::no_such_ending(file, &ending, hint))
    }

    /// The form of a word or of the end of a file's name.
    fn read(word: &str) -> Option<Form> {
        Some(match word {
            "csv" => Form::Csv,
            "json" => Form::Json,
            "ndjson" | "jsonl" => Form::Ndjson,
            "table" | "txt" => Form::Table,
            "markdown" | "md" => Form::Markdown,
            _ => return None,
        })
    }

    /// Whether those left out are listed, too, and on what the names hang.
    pub fn lists_everybody(self) -> bool {
        matches!(self, Form::Json | Form::Ndjson)
    }
}

/// Answers in one form.
pub struct Answers {
    form: Form,
    detail: table::Detail,
    screen: Screen,
    as_of: Date,
    document: json::Document,
    is_first: bool,
    /// Crisis lines said so far.
    crisis: String,
    /// Clients for whom nobody qualified.
    pub nobody: usize,
}

impl Answers {
    /// Starts without any.
    pub fn new(form: Form, detail: table::Detail, screen: Screen, as_of: Date) -> Answers {
        let document = json::Document::default();
        Answers { form, detail, screen, as_of, document, is_first: true, crisis: String::new(), nobody: 0 }
    }

    /// Whether a client without a code has no name in them.
    pub fn tells_by_code(&self) -> bool {
        self.form.lists_everybody()
    }

    /// Whether they have no place for what surrounds the names.
    pub fn are_rows(&self) -> bool {
        self.form == Form::Csv
    }

    /// What stands above all of them.
    pub fn head(&self) -> serde_json::Result<String> {
        match self.form {
            Form::Csv => Ok(csv::header()),
            Form::Json => self.document.head(&self.as_of.to_string()),
            Form::Ndjson | Form::Table | Form::Markdown => Ok(String::new()),
        }
    }

    /// The answer for the next client, and what is said beside it; `aside` is what the answer may have no place for.
    pub fn one(&mut self, called: &str, aside: &[String], mut ranking: Ranking) -> anyhow::Result<(String, String)> {
        self.nobody += usize::from(ranking.qualified == 0);
        if matches!(self.form, Form::Table | Form::Markdown) {
            // Whoever reads it knows the columns of the list; programs get what suggest would say.
            let said = |notice: &Notice| Notice::Read(words::caseload::notice(notice));
            ranking.notices = ranking.notices.iter().map(said).collect();
        }
        let gap = if std::mem::take(&mut self.is_first) { "" } else { "\n" };
        let mut beside = String::new();
        let text = match self.form {
            Form::Csv => {
                beside = self.beside_rows(called, aside, &ranking);
                csv::rows(&ranking, called)?
            }
            Form::Json => self.document.result(&ranking)?,
            Form::Ndjson => json::line(&ranking)?,
            Form::Table => {
                // The heading says who it is.
                ranking.client = None;
                let heading = table::title(called, &self.screen);
                format!("{gap}{heading}{}", table::answer(&ranking, &self.screen, self.detail))
            }
            Form::Markdown => {
                ranking.client = None;
                format!("{gap}{}{}", markdown::title(called), markdown::note(&ranking))
            }
        };
        Ok((text, beside))
    }

    /// What stands below all of them.
    pub fn foot(&self, problems: &[Problem]) -> serde_json::Result<String> {
        if self.form == Form::Json { self.document.foot(problems) } else { Ok(String::new()) }
    }

    /// What the rows have no place for and must not be missed: a danger, and a client who has no row.
    fn beside_rows(&mut self, called: &str, aside: &[String], ranking: &Ranking) -> String {
        let called = clean(called);
        let mut said = String::new();
        let crisis = csv::crisis(std::slice::from_ref(ranking));
        if !crisis.is_empty() {
            if crisis != self.crisis {
                said.push_str(&crisis);
                self.crisis = crisis;
            }
            said.push_str(&format!("{called}: a crisis, so first the lines above\n"));
        }
        let mut say = |what: &str| said.push_str(&format!("{called}: {}\n", clean(what)));
        aside.iter().for_each(|what| say(what));
        for Suggestion { colleague, disclose, warnings, .. } in &ranking.suggestions {
            let disclose = disclose.iter().map(|disclosure| format!("disclose: {}", words::disclosure(disclosure)));
            let beware = warnings.iter().map(|warning| format!("beware: {}", words::warning(warning)));
            disclose.chain(beware).for_each(|what| say(&format!("{}: {what}", colleague.name)));
        }
        if ranking.qualified == 0 {
            say(&words::caseload::nobody(ranking));
        }
        said
    }
}
