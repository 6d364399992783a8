#include "converter/source_lines.hpp"

#include <optional>

#include "converter/sixteen_bytes.hpp"
#include "schema/bits.hpp"
#include "schema/format.hpp"
#include "schema/line_scan.hpp"

namespace smcache::detail {
namespace {

// Does a line terminator other than LF begin before `until`? The text goes on to `end`.
bool ends_otherwise(const char* at, const char* until, const char* end) noexcept {
  for (; at != until; ++at) {
    if (*at == '\r') return true;
    if (*at == '\xE2' && end - at > 2 && at[1] == '\x80' && (at[2] == '\xA8' || at[2] == '\xA9')) return true;
  }
  return false;
}

constexpr std::ptrdiff_t kPiece = 128;

struct PieceEnds {
  std::uint32_t line_feeds = 0;
  bool perhaps_others = false;  // a byte stands there with which other terminators begin
};

// Counted without a look at where in it they stand.
PieceEnds count_ends(const char* piece) noexcept {
#ifdef __SSE2__
  __m128i line_feeds = _mm_setzero_si128();  // 16 counts
  __m128i others = _mm_setzero_si128();
  for (std::ptrdiff_t i = 0; i < kPiece; i += 16) {
    const __m128i bytes = load_sixteen(piece + i);
    line_feeds = _mm_sub_epi8(line_feeds, equal(bytes, '\n'));
    others = _mm_or_si128(others, one_of<'\r', '\xE2'>(bytes));
  }
  const __m128i sums = _mm_sad_epu8(line_feeds, _mm_setzero_si128());
  return {static_cast<std::uint32_t>(_mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4)),
          _mm_movemask_epi8(others) != 0};
#else
  PieceEnds ends;
  for (std::ptrdiff_t i = 0; i < kPiece; ++i) {
    ends.line_feeds += piece[i] == '\n' ? 1 : 0;
    ends.perhaps_others = ends.perhaps_others || piece[i] == '\r' || piece[i] == '\xE2';
  }
  return ends;
#endif
}

// Where the line begins that line feed `number` of a piece, counted from one, puts an end to the line before.
const char* behind_line_feed(const char* piece, std::uint32_t number) noexcept {
  for (;; piece += kChunk) {
    const std::uint64_t line_feeds = find_in_chunk<Beyond::nothing, '\n'>(piece);
    const unsigned count = bit_count(line_feeds);
    if (number <= count) return piece + select_bit(line_feeds, number - 1) + 1;
    number -= count;
  }
}

// For a text in which only line feeds end lines. Returns the number of lines; nullopt where others do.
std::optional<std::uint32_t> sample_line_feeds(std::string_view text, std::vector<std::uint32_t>& samples) {
  const char* at = text.data();
  const char* const end = at + text.size();
  std::uint32_t line = 0;  // the one that `at` is on
  const auto sample = [&](const char* begin) { samples.push_back(static_cast<std::uint32_t>(begin - text.data())); };
  for (; end - at >= kPiece; at += kPiece) {
    const PieceEnds ends = count_ends(at);
    if (ends.perhaps_others && ends_otherwise(at, at + kPiece, end)) return std::nullopt;
    const std::uint32_t next = line + ends.line_feeds;
    for (std::uint32_t sampled = (line / kLinesPerSample + 1) * kLinesPerSample; sampled <= next;
         sampled += kLinesPerSample) {
      sample(behind_line_feed(at, sampled - line));
    }
    line = next;
  }
  if (ends_otherwise(at, end, end)) return std::nullopt;
  for (; at != end; ++at) {
    if (*at == '\n' && ++line % kLinesPerSample == 0) sample(at + 1);
  }
  return line + 1;
}

std::uint32_t sample_line_ends(std::string_view text, std::vector<std::uint32_t>& samples) {
  std::uint32_t count = 0;
  std::size_t start = 0;
  while (start != std::string_view::npos) {
    if (count != 0 && count % kLinesPerSample == 0) samples.push_back(static_cast<std::uint32_t>(start));
    ++count;
    const std::size_t next = find_line_end(text.substr(start), false).next;
    start = next == std::string_view::npos ? next : start + next;
  }
  return count;
}

}  // namespace

SourceLinesRecord sample_lines(std::string_view text, std::vector<std::uint32_t>& samples) {
  SourceLinesRecord record;
  record.first_sample = static_cast<std::uint32_t>(samples.size());
  const auto line_feeds = sample_line_feeds(text, samples);
  record.line_feeds_only = line_feeds.has_value();
  if (!line_feeds) samples.resize(record.first_sample);
  record.line_count = line_feeds ? *line_feeds : sample_line_ends(text, samples);
  return record;
}

}  // namespace smcache::detail
