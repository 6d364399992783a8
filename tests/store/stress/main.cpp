// store_stress [--directory DIR] [--seconds N] [--processes N] [--keys N] [--kill-every MILLISECONDS] [--seed S]
//              [--disturb none|full|remove|clock]
//
// Real processes that share a store and do to it what can be done: build, look, remove, publish, damage a
// file, alias, evict. One of them is killed all the time. None may ever see a wrong answer or half a file, and none may
// die but those that are killed; in the end no lock and no temporary file is left. Before that, without kills: every
// key is built once in each generation, however many ask. `--disturb` deletes the directory, or sets files' times into
// past and future, meanwhile; with `full`, where the disk may be, keys may be built more than once.
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "tests/store/stress/phases.hpp"
#include "tests/support/scratch.hpp"

namespace smcache::test::stress {
namespace {

int failed = 0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): one for the program

Arguments parse(int count, char** values) {
  Arguments arguments;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view name = values[i];
    const auto number = [&] { return std::strtoull(values[i + 1], nullptr, 10); };
    if (name == "--directory")
      arguments.directory = values[i + 1];
    else if (name == "--seconds")
      arguments.seconds = number();
    else if (name == "--processes")
      arguments.processes = number();
    else if (name == "--keys")
      arguments.keys = number();
    else if (name == "--kill-every")
      arguments.kill_every = number();
    else if (name == "--seed")
      arguments.seed = number();
    else if (name == "--disturb")
      arguments.disturb = values[i + 1];
    else
      std::exit(2);
  }
  return arguments;
}

}  // namespace

void fail(const std::string& what) {
  ++failed;
  std::cerr << "FAILED: " + what + "\n";
}

int failures() { return failed; }

}  // namespace smcache::test::stress

int main(int count, char** values) {
  using namespace smcache::test::stress;
  const Arguments arguments = parse(count, values);
  std::cout << "seed " << arguments.seed << std::endl;
  smcache::test::Random random(arguments.seed);
  const smcache::test::Scratch scratch;
  const Scene scene =
      make_scene(arguments.directory.empty() ? scratch / "store" : arguments.directory, arguments.keys, arguments.seed);
  if (arguments.disturb == "none") check_generations(scene, arguments, random);
  check_under_kills(scene, arguments, random);
  check_what_is_left(scene);
  std::cout << failures() << " failures" << std::endl;
  return failures() == 0 ? 0 : 1;
}
