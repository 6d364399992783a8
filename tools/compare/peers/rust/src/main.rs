//! `rust-driver PEER` serves the drivers' protocol; `rust-driver PEER trace FILE POSITIONS` explains
//! one stack trace and exits.

mod clock;
mod oxc_peer;
mod peer;
mod session;
mod sourcemap_peer;
mod symbolic_peer;

use peer::{Peer, Result};

fn run<P: Peer>(rest: &[String]) -> Result<()> {
    match rest {
        [] => session::serve::<P>(),
        [mode, file, positions] if mode == "trace" => session::trace::<P>(file, positions),
        _ => Err("usage: rust-driver PEER [trace FILE POSITIONS]".into()),
    }
}

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.first().map(String::as_str) {
        Some("symbolic-sourcemapcache") => run::<symbolic_peer::Symbolic>(&words[1..]),
        Some("sourcemap") => run::<sourcemap_peer::Sourcemap>(&words[1..]),
        Some("oxc_sourcemap") => run::<oxc_peer::Oxc>(&words[1..]),
        other => Err(format!("no such peer: {}", other.unwrap_or("(none)")).into()),
    }
}
