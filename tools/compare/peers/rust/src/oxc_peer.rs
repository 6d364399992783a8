//! oxc_sourcemap: parses a map, then makes a table of its lines; both are needed before the first lookup.

use crate::clock::timed;
use crate::peer::{Answer, Converted, Peer, Result};
use oxc_sourcemap::{SourceMap, Token};

pub struct Oxc {
    map: &'static SourceMap<'static>,
    lines: Vec<&'static [Token]>,
}

impl Peer for Oxc {
    fn convert(map: &str, _generated: Option<&str>, _out: &str) -> Result<Converted> {
        let (json, read_ns) = timed(|| std::fs::read_to_string(map));
        let json = json?;
        let (parsed, parse_ns) = timed(|| SourceMap::from_json_string(&json));
        let parsed = parsed?;
        let (lines, lines_ns) = timed(|| parsed.generate_lookup_table());
        std::hint::black_box(lines);
        Ok(Converted { read_ns, convert_ns: parse_ns + lines_ns, write_ns: 0, bytes: 0 })
    }

    fn open(path: &str) -> Result<Self> {
        // The parsed map borrows from the text, the table from the map; a driver keeps all until it exits.
        let json: &'static str = Box::leak(std::fs::read_to_string(path)?.into_boxed_str());
        let map: &'static SourceMap<'static> = Box::leak(Box::new(SourceMap::from_json_string(json)?));
        Ok(Self { map, lines: map.generate_lookup_table() })
    }

    #[inline]
    fn lookup(&self, line: u32, column: u32) -> Option<Answer<'_>> {
        let token = self.map.lookup_source_view_token(&self.lines, line, column)?;
        token.get_source_id()?;
        Some(Answer {
            source: token.get_source(),
            line: token.get_src_line(),
            column: token.get_src_col(),
            name: token.get_name(),
        })
    }
}
