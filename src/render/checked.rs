//! What a check found, for a person.

use crate::problem::Problem;
use crate::text::clean;

/// Every problem with its place and what to do, and how much was read.
pub fn checked(problems: &[Problem], records: usize, files: usize) -> String {
    let mut text = String::new();
    for problem in problems {
        let kind = if problem.is_error() { "error: " } else { "" };
        let said = problem.to_string();
        for (i, line) in said.lines().enumerate() {
            text.push_str(&format!("{}{}\n", if i == 0 { kind } else { "" }, clean(line)));
        }
    }
    let plural = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let read = format!("{} in {}", plural(records, "colleague", "colleagues"), plural(files, "file", "files"),);
    if problems.is_empty() {
        text.push_str(&format!("{read}: no problems\n"));
    } else {
        text.push_str(&format!("\n{read}: {}\n", plural(problems.len(), "problem", "problems")));
    }
    text
}
