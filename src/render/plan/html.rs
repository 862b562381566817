//! A plan as one HTML page: no script, nothing from elsewhere, fit to be printed.

use super::{Block, TICK};
use crate::text::clean;
use std::fmt::Write;

const HEAD: &str = "\
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"robots\" content=\"noindex\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<style>
body { font: 1rem/1.45 Georgia, serif; color: #111; background: #fff; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.3rem; margin-top: 2rem; } h3 { font-size: 1.05rem; margin-bottom: .3rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { border: 1px solid #777; padding: .25rem .4rem; text-align: left; vertical-align: top; }
dl { display: grid; grid-template-columns: 11rem 1fr; gap: .15rem .8rem; margin: .4rem 0; }
dt { color: #444; } dd { margin: 0; overflow-wrap: anywhere; }
.client { border-top: 2px solid #111; margin-top: 2rem; }
.alarm { border: 2px solid #a00; padding: .5rem .8rem; margin: .6rem 0; font-weight: bold; }
.ticks { list-style: none; padding: 0; }
.ticks span { display: inline-block; border-bottom: 1px solid #111; width: 12rem; }
@media (max-width: 34rem) { dl { display: block; } dt { font-weight: bold; } }
@media print {
  @page { margin: 18mm; }
  body { font-size: 10.5pt; max-width: none; margin: 0; padding: 0; }
  h1, h2, h3 { break-after: avoid; }
  .client, .name, .alarm, tr, li { break-inside: avoid; }
  thead { display: table-header-group; }
}
</style>
";

/// The page. Every text is escaped.
pub(super) fn written(blocks: &[Block], title: &str) -> String {
    let mut page = Page { text: String::new(), clients: 0, in_name: false };
    let _ = write!(
        page.text,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>{}</title>\n{HEAD}</head>\n",
        escape(title)
    );
    page.text.push_str("<body>\n<main>\n");
    for block in blocks {
        // Writing into a string does not fail.
        let _ = page.block(block);
    }
    page.text.push_str("</main>\n</body>\n</html>\n");
    page.text
}

struct Page {
    text: String,
    clients: usize,
    /// Whether somebody's part is open.
    in_name: bool,
}

impl Page {
    fn block(&mut self, block: &Block) -> std::fmt::Result {
        match block {
            Block::Name(name) => {
                self.close_name();
                self.in_name = true;
                write!(self.text, "<div class=\"name\">\n<h3>{}</h3>\n", escape(name))
            }
            Block::Client(title) => {
                self.clients += 1;
                let number = self.clients;
                let title = escape(title);
                write!(
                    self.text,
                    "<section class=\"client\" aria-labelledby=\"client-{number}\">\n<h2 id=\"client-{number}\">{title}</h2>\n"
                )
            }
            Block::ClientEnds => {
                self.close_name();
                self.text.write_str("</section>\n")
            }
            Block::Text(text) => {
                self.close_name();
                writeln!(self.text, "<p>{}</p>", escape(text))
            }
            Block::Title(title) => writeln!(self.text, "<h1>{}</h1>", escape(title)),
            Block::Heading(title) => writeln!(self.text, "<h2>{}</h2>", escape(title)),
            Block::Steps(steps) => self.list("<ol>", steps, "</ol>"),
            Block::Items(items) => self.list("<ul>", items, "</ul>"),
            Block::Facts(facts) => {
                self.text.push_str("<dl>\n");
                for (label, text) in facts {
                    writeln!(self.text, "<dt>{}</dt><dd>{}</dd>", escape(label), escape(text))?;
                }
                self.text.write_str("</dl>\n")
            }
            Block::Alarm(title, lines) => {
                writeln!(self.text, "<div class=\"alarm\">\n<p>{}</p>", escape(title))?;
                self.list("<ul>", lines, "</ul>\n</div>")
            }
            Block::Ticks(ticks) => {
                self.text.push_str("<ul class=\"ticks\">\n");
                for tick in *ticks {
                    writeln!(self.text, "<li>{TICK} {}: <span>&nbsp;</span></li>", escape(tick))?;
                }
                self.text.write_str("</ul>\n")
            }
            Block::Table(columns, rows) => self.table(columns, rows),
        }
    }

    fn close_name(&mut self) {
        if std::mem::take(&mut self.in_name) {
            self.text.push_str("</div>\n");
        }
    }

    fn list(&mut self, open: &str, items: &[String], close: &str) -> std::fmt::Result {
        writeln!(self.text, "{open}")?;
        for item in items {
            writeln!(self.text, "<li>{}</li>", escape(item))?;
        }
        writeln!(self.text, "{close}")
    }

    fn table(&mut self, columns: &[&str], rows: &[Vec<String>]) -> std::fmt::Result {
        self.text.push_str("<table>\n<thead>\n<tr>");
        for column in columns {
            write!(self.text, "<th scope=\"col\">{}</th>", escape(column))?;
        }
        self.text.push_str("</tr>\n</thead>\n<tbody>\n");
        for row in rows {
            self.text.push_str("<tr>");
            for cell in row {
                write!(self.text, "<td>{}</td>", escape(cell))?;
            }
            self.text.push_str("</tr>\n");
        }
        self.text.write_str("</tbody>\n</table>\n")
    }
}

/// Cleaned, and with nothing left that HTML could take for its own.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in clean(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
