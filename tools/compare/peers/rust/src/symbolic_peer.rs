//! symbolic-sourcemapcache: without scope extraction unless a generated file is named, its source taken as empty.

use crate::clock::timed;
use crate::peer::{Answer, Converted, Peer, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use symbolic_sourcemapcache::{SourceMapCache, SourceMapCacheWriter, SourcePosition};

pub struct Symbolic {
    cache: SourceMapCache<'static>,
}

impl Peer for Symbolic {
    fn convert(map: &str, generated: Option<&str>, out: &str) -> Result<Converted> {
        let (read, read_ns) = timed(|| -> Result<_> {
            Ok((std::fs::read_to_string(map)?, generated.map_or(Ok(String::new()), std::fs::read_to_string)?))
        });
        let (json, source) = read?;
        let (writer, convert_ns) = timed(|| SourceMapCacheWriter::new(&source, &json));
        let writer = writer?;
        // A new file: to empty an old one first costs the file system time of its own.
        let _ = std::fs::remove_file(out);
        let (written, write_ns) = timed(|| -> Result<()> {
            let mut file = BufWriter::new(File::create(out)?);
            writer.serialize(&mut file)?;
            file.flush()?;
            Ok(())
        });
        written?;
        Ok(Converted { read_ns, convert_ns, write_ns, bytes: std::fs::metadata(out)?.len() })
    }

    fn open(path: &str) -> Result<Self> {
        // SAFETY: the orchestrator does not touch a cache file while a driver has it mapped.
        let mapped = unsafe { memmap2::Mmap::map(&File::open(path)?)? };
        // The cache borrows from the mapping, and a driver keeps both until it exits.
        let bytes: &'static [u8] = Box::leak(Box::new(mapped));
        Ok(Self { cache: SourceMapCache::parse(bytes)? })
    }

    #[inline]
    fn lookup(&self, line: u32, column: u32) -> Option<Answer<'_>> {
        let at = self.cache.lookup(SourcePosition::new(line, column))?;
        Some(Answer { source: at.file_name(), line: at.line(), column: at.column(), name: at.name() })
    }
}
