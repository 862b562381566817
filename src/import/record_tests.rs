//! Rows read, each made up for the trouble it stands for.
