//! Clients read from rows.
