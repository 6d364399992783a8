#include "converter/string_pool.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "converter/input_buffer.hpp"
#include "tests/support/seed.hpp"

using smcache::detail::ByteBuffer;
using smcache::detail::JsonText;
using smcache::detail::kInputFront;
using smcache::detail::StringPool;
using smcache::detail::TextRef;

TEST_CASE("a string that comes again is stored once") {
  StringPool pool;
  const TextRef first = pool.add("text");
  const TextRef other = pool.add("other");
  const TextRef again = pool.add("text");
  CHECK(again.offset == first.offset);
  CHECK(other.offset != first.offset);
  CHECK(pool.size() == 9);
  CHECK(pool.view(again) == "text");
}

TEST_CASE("an absent string is not an empty one") {
  StringPool pool;
  CHECK_FALSE(TextRef().present());
  CHECK(pool.view(TextRef()).empty());
  const TextRef empty = pool.add("");
  CHECK(empty.present());
  CHECK(empty.length == 0);
}

TEST_CASE("what is written in place and found again takes no room") {
  StringPool pool;
  const auto write = [&pool](std::string_view text) {
    std::memcpy(pool.open(100), text.data(), text.size());
    return pool.close(text.size());
  };
  const TextRef first = write("abc");
  CHECK(write("abc").offset == first.offset);
  CHECK(write("ab").offset != first.offset);
  CHECK(pool.size() == 5);
}

TEST_CASE("thousands of strings keep their texts through every growth") {
  smcache::test::Random random(smcache::test::seed());
  StringPool pool;
  std::map<std::string, TextRef> known;
  for (std::uint64_t i = 0; i < smcache::test::rounds(20000); ++i) {
    const std::string text(random.below(4), static_cast<char>('a' + random.below(26)));
    const std::string unlike = text + std::to_string(random.below(5000));
    const TextRef ref = pool.add(unlike);
    const auto [at, added] = known.emplace(unlike, ref);
    if (!added && at->second.offset != ref.offset) FAIL(unlike << " is stored twice");
  }
  bool same = true;
  for (const auto& [text, ref] : known) same = same && pool.view(ref) == text;
  CHECK(same);
}

TEST_CASE("long strings that differ in the middle alone are kept apart") {
  StringPool pool;
  std::vector<std::string> texts;
  for (const char middle : {'a', 'b', 'c'}) {
    texts.push_back(std::string(300, 'x') + middle + std::string(300, 'x'));
  }
  std::vector<TextRef> refs;
  refs.reserve(texts.size());
  for (const std::string& text : texts) refs.push_back(pool.add(text));
  for (std::size_t i = 0; i < 100; ++i) pool.add(std::to_string(i));  // the table grows
  const std::size_t size = pool.size();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CHECK(pool.view(refs[i]) == texts[i]);
    CHECK(pool.add(texts[i]).offset == refs[i].offset);
  }
  CHECK(pool.size() == size);
}

namespace {

// A pool that follows `json`, and where that stands.
std::string_view follow(StringPool& pool, std::string_view json) {
  ByteBuffer memory;
  const std::string front(kInputFront + 5, '?');
  memory.append(front.data(), front.size());
  memory.append(json.data(), json.size());
  const auto* const begin = reinterpret_cast<const char*>(memory.data()) + front.size();
  pool.follow_json(std::move(memory), front.size());
  return {begin, json.size()};
}

bool is_in(std::string_view part, std::string_view whole) {
  return std::less_equal<>()(whole.data() - kInputFront - StringPool::kBufferAlignment, part.data()) &&
         std::less<>()(part.data(), whole.data() + whole.size());
}

}  // namespace

TEST_CASE("strings that follow the JSON take its place, and run over nothing that is still to be read") {
  using smcache::test::Random;
  for (std::uint64_t round = 0; round < smcache::test::rounds(300); ++round) {
    INFO("again with SMCACHE_SEED=" << smcache::test::seed() + round);
    Random random(smcache::test::seed() + round);
    // Pieces with quotes between: strings that are pooled, or kept as mappings are, or passed over.
    std::string json;
    std::vector<std::string> pieces;
    const std::size_t longest = random.chance(0.5) ? 30 : 3000;
    for (auto count = random.below(60); count > 0; --count) {
      pieces.emplace_back(random.below(longest), static_cast<char>('a' + random.below(26)));
      pieces.back() += std::to_string(count);
      json += '"' + pieces.back() + '"';
    }
    const double kept_share = random.chance(0.5) ? 0.02 : 0.3;
    const double added_share = random.chance(0.7) ? 0 : 0.3;
    StringPool pool;
    const std::string_view text = follow(pool, json);
    std::vector<std::pair<TextRef, std::string>> pooled;
    std::vector<std::pair<JsonText, std::string>> kept;
    const char* at = text.data();
    bool read = true;
    for (const std::string& piece : pieces) {
      const std::string_view here(at + 1, piece.size());
      read = read && here == piece;
      at += piece.size() + 2;
      if (random.chance(added_share)) {
        const std::string other = "+" + piece;  // from elsewhere
        pooled.emplace_back(pool.add(other), other);
      }
      if (random.chance(0.1)) continue;
      if (random.chance(kept_share)) {
        kept.emplace_back(JsonText(here), piece);
        pool.keep(kept.back().first);
      } else {
        pool.json_was_read_to(at - 1);
        pooled.emplace_back(pool.add(here), piece);
      }
    }
    CHECK(read);
    const auto all_there = [&] {
      bool there = true;
      for (const auto& [ref, expected] : pooled) there = there && pool.view(ref) == expected;
      return there;
    };
    CHECK(all_there());
    bool all_kept = true;
    for (const auto& [left, expected] : kept) all_kept = all_kept && left.view() == expected;
    CHECK(all_kept);

    pool.json_is_done();
    for (int i = 0; i < 50; ++i) {
      const std::string other = "later " + std::to_string(random.below(1000));
      pooled.emplace_back(pool.add(other), other);
    }
    CHECK(all_there());
    const std::size_t size = pool.size();
    const std::size_t front = random.below(2) * random.below(5000);
    std::string expected(pool.view({0, static_cast<std::uint32_t>(size)}));
    const StringPool::Placed placed = pool.place(front);
    const std::size_t padded = (size + 3) / 4 * 4;
    expected.resize(padded, '\0');
    CHECK(placed.end % StringPool::kBufferAlignment == 0);
    REQUIRE(placed.end >= front + padded);
    CHECK(std::string_view(reinterpret_cast<const char*>(placed.storage.get()) + placed.end - padded, padded) ==
          expected);
  }
}

TEST_CASE("a long text in the way changes places with few strings, and leaves many") {
  const std::string mappings(1000, 'm');
  const std::string content(500, 'c');
  StringPool pool;
  const std::string_view first = follow(pool, '"' + mappings + R"("    ")" + content + '"');
  const JsonText kept(first.substr(1, 1000));
  pool.add("file");
  pool.keep(kept);
  pool.json_was_read_to(first.data() + first.size() - 1);
  const TextRef second = pool.add(first.substr(first.size() - 501, 500));
  CHECK(kept.view() == mappings);
  CHECK(is_in(kept.view(), first));
  CHECK(pool.view(second) == content);
  CHECK(is_in(pool.view(second), first));

  StringPool other;
  const std::string_view text =
      follow(other, '"' + content + R"(",")" + std::string(300, 'm') + R"(",")" + mappings + '"');
  const JsonText short_one(text.substr(504, 300));
  other.json_was_read_to(text.data() + 501);
  const TextRef before = other.add(text.substr(1, 500));
  other.keep(short_one);
  other.json_was_read_to(text.data() + text.size() - 1);
  const TextRef after = other.add(text.substr(text.size() - 1001, 1000));
  CHECK(short_one.view() == std::string(300, 'm'));
  CHECK_FALSE(is_in(short_one.view(), text));
  CHECK(other.view(before) == content);
  CHECK(other.view(after) == mappings);
  CHECK(is_in(other.view(after), text));
}
