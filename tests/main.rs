//! What a therapist would see: the built program, run in folders made for the test.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test may panic, and needs no manual")]

mod it {
    mod answers;
    mod assign;
    mod bad_input;
    mod batch;
    mod boundary;
    mod caseload;
    mod commands;
    mod directory;
    mod export;
    mod harness;
    mod honesty;
    mod import;
    mod long_lists;
    mod maintain;
    mod pages;
    mod parts;
    mod plan;
    mod profile;
    mod reading;
    mod stories;
    mod writing;
}
