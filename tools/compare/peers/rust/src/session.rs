//! The drivers' line protocol (see the README two folders up): commands on standard input, a JSON
//! object for each on standard output.

use crate::clock::{minor_faults, timed};
use crate::peer::{Answer, Peer, Result};
use serde_json::{json, Value};
use std::io::{BufRead, BufWriter, Write};

type Position = (u32, u32);

fn read_positions(path: &str, count: usize) -> Result<Vec<Position>> {
    let word = |bytes: &[u8]| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    let bytes = std::fs::read(path)?;
    Ok(bytes.chunks_exact(8).take(count).map(|pair| (word(&pair[..4]), word(&pair[4..]))).collect())
}

/// Uses every part of an answer, the first byte of each string included, so that none of the work is optimised away.
#[inline]
fn weigh(answer: &Answer) -> u64 {
    let text = |s: Option<&str>| s.map_or(0, |s| s.len() as u64 + u64::from(s.as_bytes().first().copied().unwrap_or(0)));
    u64::from(answer.line) + u64::from(answer.column) + text(answer.source) + text(answer.name)
}

fn lookup_all<P: Peer>(peer: &P, positions: &[Position]) -> u64 {
    positions
        .iter()
        .filter_map(|&(line, column)| peer.lookup(line, column))
        .fold(0, |sum, answer| sum.wrapping_add(weigh(&answer)))
}

fn answer_json(answer: Option<Answer>) -> Value {
    answer.map_or(Value::Null, |a| json!([a.source, a.line, a.column, a.name]))
}

fn write_answers<P: Peer>(peer: &P, positions: &[Position], out: &mut dyn Write) -> Result<()> {
    for &(line, column) in positions {
        writeln!(out, "{}", answer_json(peer.lookup(line, column)))?;
    }
    out.flush()?;
    Ok(())
}

fn command<P: Peer>(opened: &mut Option<P>, words: &[&str]) -> Result<Value> {
    match words {
        ["convert", map, out] | ["convert", map, out, _] => {
            let done = P::convert(map, words.get(3).copied(), out)?;
            Ok(json!({"read_ns": done.read_ns, "convert_ns": done.convert_ns,
                      "write_ns": done.write_ns, "bytes": done.bytes}))
        }
        ["open", path] => {
            let before = minor_faults();
            let (peer, ns) = timed(|| P::open(path));
            *opened = Some(peer?);
            Ok(json!({"ns": ns, "faults": minor_faults() - before}))
        }
        ["lookup", positions, count] => {
            let peer = opened.as_ref().ok_or("lookup before open")?;
            let positions = read_positions(positions, count.parse()?)?;
            let before = minor_faults();
            let (sum, ns) = timed(|| lookup_all(peer, &positions));
            let faults = minor_faults() - before;
            Ok(json!({"ns": ns, "count": positions.len(), "faults": faults, "sum": sum}))
        }
        ["answers", positions, count, out] => {
            let peer = opened.as_ref().ok_or("answers before open")?;
            let positions = read_positions(positions, count.parse()?)?;
            write_answers(peer, &positions, &mut BufWriter::new(std::fs::File::create(out)?))?;
            Ok(json!({"count": positions.len()}))
        }
        _ => Err(format!("unknown command: {}", words.join(" ")).into()),
    }
}

/// Serves commands until standard input ends. The first failure ends the session.
pub fn serve<P: Peer>() -> Result<()> {
    let mut opened: Option<P> = None;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        println!("{}", command(&mut opened, &line.split('\t').collect::<Vec<_>>())?);
    }
    Ok(())
}

/// One stack trace: opens, looks every position up, prints the answers.
pub fn trace<P: Peer>(path: &str, positions: &str) -> Result<()> {
    let positions = read_positions(positions, usize::MAX)?;
    write_answers(&P::open(path)?, &positions, &mut BufWriter::new(std::io::stdout().lock()))
}
