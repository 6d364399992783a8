#include "converter/source_paths.hpp"

#include <catch2/catch.hpp>

using namespace smcache::detail;

TEST_CASE("a source is absolute with a scheme or from the root, and not else") {
  for (const char* name : {"/a", "/", "webpack://app/a.js", "file:///a", "C:\\a", "a.b+c-1:x", "x:"}) {
    INFO(name);
    CHECK(is_absolute_source(name));
  }
  for (const char* name : {"", "a.js", "./a", "../a", ":a", "1a:b", "a b:c", "a/b:c", "\xC3\xA9:x", "\\a", "?x:y"}) {
    INFO(name);
    CHECK_FALSE(is_absolute_source(name));
  }
}

TEST_CASE("root and name are joined with one slash") {
  StringPool strings;
  const auto joined = [&](std::string_view root, std::string_view name) {
    return strings.view(join_source_root(strings.add(root), strings.add(name), strings));
  };
  CHECK(joined("root", "a.js") == "root/a.js");
  CHECK(joined("root/", "a.js") == "root/a.js");
  CHECK(joined("root//", "a.js") == "root//a.js");
  CHECK(joined("", "a.js") == "a.js");
  CHECK(joined("root", "") == "root/");
  CHECK(joined("root", "/a.js") == "/a.js");
}

TEST_CASE("a null name stays null, and without a root a name stays as it is") {
  StringPool strings;
  CHECK_FALSE(join_source_root(strings.add("root"), TextRef(), strings).present());
  const TextRef name = strings.add("a.js");
  CHECK(join_source_root(TextRef(), name, strings).offset == name.offset);
}
