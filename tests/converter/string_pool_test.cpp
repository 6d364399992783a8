#include "converter/string_pool.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <map>
#include <string>

#include "tests/support/seed.hpp"

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
