"""Sources, their contents and the lines in them (spec.md, section 8)."""
import re

from errors import corrupt

ABSENT = 0xFFFFFFFF
IGNORED, ONLY_LF = 1, 2
SAMPLE = 32  # every so many lines of a content, where one begins is recorded
LINE_END = re.compile(b"\r\n|\n|\r|\xe2\x80\xa8|\xe2\x80\xa9")


class Strings:
    def __init__(self, root):
        self._strings = root.strings

    def bytes(self, text):
        """The bytes of a Text {offset, length}; None where it is absent."""
        offset, length = text
        if offset == ABSENT:
            return None
        if offset + length > len(self._strings):
            raise corrupt("a text is not inside strings", 19)
        start = self._strings.start + offset
        return bytes(self._strings._data[start:start + length])

    def text(self, text):
        found = self.bytes(text)
        return None if found is None else found.decode("utf-8", "replace")


class Source:
    """One entry of the map's sources."""

    def __init__(self, strings, line_starts, fields):
        self._line_starts = line_starts
        self.raw_name = strings.text(fields[0:2])
        self.name = strings.text(fields[2:4])
        self.content_bytes = strings.bytes(fields[4:6])
        self.first_sample, self.line_count, self.flags = fields[6:9]
        self.ignored = bool(self.flags & IGNORED)

    @property
    def content(self):
        return None if self.content_bytes is None else self.content_bytes.decode("utf-8", "replace")

    def sample(self, number):
        """Where line 32 * number begins in the content."""
        if number == 0:
            return 0
        index = self.first_sample + number - 1
        if index >= len(self._line_starts) or self._line_starts[index] > len(self.content_bytes):
            raise corrupt("a line sample is not there, or past the end of the content", 20)
        return self._line_starts[index]

    def line(self, number):
        """Line `number`, zero-based, without its terminator, as bytes; None where there is no such line."""
        if self.content_bytes is None or not 0 <= number < self.line_count:
            return None
        place = self.sample(number // SAMPLE)
        for _ in range(number % SAMPLE):
            end = LINE_END.search(self.content_bytes, place)
            if end is None:
                raise corrupt("a content has fewer lines than line_count", 20)
            place = end.end()
        end = LINE_END.search(self.content_bytes, place)
        return self.content_bytes[place:end.start() if end else None]

    def context(self, number, lines):
        """Lines before `number`, the line, lines after; None where there is no such line."""
        line = self.line(number)
        if line is None:
            return None
        before = [self.line(i) for i in range(max(0, number - lines), number)]
        after = [self.line(i) for i in range(number + 1, min(self.line_count, number + lines + 1))]
        return before, line, after

    def line_begins(self):
        """Where each line begins, found in the content itself."""
        return [0] + [end.end() for end in LINE_END.finditer(self.content_bytes)]
