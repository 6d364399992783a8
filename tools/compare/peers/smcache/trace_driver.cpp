// `smcache-trace-driver trace FILE POSITIONS` explains one stack trace and exits: a program apart from the
// other driver, because a process that only looks up does not link the converter.
#include <iostream>

#include "answers.hpp"
#include "session.hpp"

int main(int argc, char** argv) {
  const smcache::compare::Words words(argv + 1, argv + argc);
  return smcache::compare::run_main([&] {
    if (words.size() != 3 || words[0] != "trace") throw std::runtime_error("usage: trace FILE POSITIONS");
    smcache::compare::write_answers(smcache::Cache::open(words[1]).value(), smcache::compare::read_positions(words[2]),
                                    std::cout);
  });
}
