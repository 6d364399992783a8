//! What a peer has to offer so that the session can time it. Static dispatch: nothing of the driver
//! stands in a timed loop but the peer's own call.

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// An original position with its strings, lines and columns zero-based.
pub struct Answer<'a> {
    pub source: Option<&'a str>,
    pub line: u32,
    pub column: u32,
    pub name: Option<&'a str>,
}

pub struct Converted {
    pub read_ns: u64,
    pub convert_ns: u64,
    pub write_ns: u64,
    /// Size of the file written; 0 for a peer that only parses.
    pub bytes: u64,
}

pub trait Peer: Sized {
    /// From a map on disk to a state that answers lookups, written to `out` where the peer has a file format.
    /// With a generated file: also to the functions in it, where the peer knows of such.
    fn convert(map: &str, generated: Option<&str>, out: &str) -> Result<Converted>;
    /// Opens what lookups work on: the peer's own file, or else the map.
    fn open(path: &str) -> Result<Self>;
    fn lookup(&self, line: u32, column: u32) -> Option<Answer<'_>>;
}
