// Suites of case files in the form of the standard's own tests: a JSON list (or an object whose "tests"
// is one) of {name, sourceMapFile, sourceMapIsValid, testActions}, with the maps beside it or in a
// folder "resources" beside it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace smcache::test {

struct SuiteCase {
  std::string name;
  std::filesystem::path map;
  bool valid = false;
  std::vector<nlohmann::json> actions;
};

// Every case of every suite in a directory and the directories in it. Throws where one cannot be read.
std::vector<SuiteCase> read_suites(const std::filesystem::path& directory);

// What is wrong with a case, in words; empty where nothing is. A valid map converts in strict and in
// lenient mode, and every action holds in both; an invalid one fails in strict mode, and in lenient
// mode fails or makes a cache that verifies and answers.
std::string run_case(const SuiteCase& suite_case);

}  // namespace smcache::test
