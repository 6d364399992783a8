//! The `sourcemap` crate: parses a map and keeps its tokens on the heap.

use crate::clock::timed;
use crate::peer::{Answer, Converted, Peer, Result};
use sourcemap::DecodedMap;

pub struct Sourcemap {
    map: DecodedMap,
}

impl Peer for Sourcemap {
    fn convert(map: &str, _generated: Option<&str>, _out: &str) -> Result<Converted> {
        let (json, read_ns) = timed(|| std::fs::read(map));
        let json = json?;
        let (parsed, convert_ns) = timed(|| sourcemap::decode_slice(&json));
        std::hint::black_box(parsed?);
        Ok(Converted { read_ns, convert_ns, write_ns: 0, bytes: 0 })
    }

    fn open(path: &str) -> Result<Self> {
        Ok(Self { map: sourcemap::decode_slice(&std::fs::read(path)?)? })
    }

    #[inline]
    fn lookup(&self, line: u32, column: u32) -> Option<Answer<'_>> {
        let token = self.map.lookup_token(line, column)?;
        if !token.has_source() {
            return None;
        }
        Some(Answer {
            source: token.get_source(),
            line: token.get_src_line(),
            column: token.get_src_col(),
            name: token.get_name(),
        })
    }
}
