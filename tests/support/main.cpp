// Catch's main for every test program.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#include <iostream>

#include "tests/support/seed.hpp"

namespace {

// Says the seed when tests run (not when they are only listed).
class SeedListener : public Catch::TestEventListenerBase {
 public:
  using TestEventListenerBase::TestEventListenerBase;
  void testRunStarting(const Catch::TestRunInfo& info) override {
    TestEventListenerBase::testRunStarting(info);
    std::cout << "SMCACHE_SEED=" << smcache::test::seed() << std::endl;
  }
};
CATCH_REGISTER_LISTENER(SeedListener)

}  // namespace

int main(int argc, char** argv) { return Catch::Session().run(argc, argv); }
