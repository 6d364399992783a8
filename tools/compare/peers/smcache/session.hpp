// What both drivers need of the line protocol (see the README two folders up): tab-separated commands
// on standard input, a JSON object for each on standard output.
#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace smcache::compare {

using Words = std::vector<std::string>;
using Commands = std::map<std::string, std::function<nlohmann::json(const Words&)>>;

// Nanoseconds that `work` takes.
template <typename Work>
std::int64_t timed(Work&& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::nanoseconds(std::chrono::steady_clock::now() - start).count();
}

// Minor page faults of this process so far.
inline std::int64_t minor_faults() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_minflt;
}

inline std::string read_file(const std::string& path) {
  std::string text(std::filesystem::file_size(path), '\0');
  if (!std::ifstream(path, std::ios::binary).read(text.data(), static_cast<std::streamsize>(text.size()))) {
    throw std::runtime_error("cannot read " + path);
  }
  return text;
}

inline Words split_words(const std::string& line) {
  Words words;
  std::istringstream fields(line);
  for (std::string word; std::getline(fields, word, '\t');) words.push_back(word);
  return words;
}

// Serves commands until standard input ends. What a command throws ends the session.
inline void serve(const Commands& commands) {
  for (std::string line; std::getline(std::cin, line);) {
    Words words = split_words(line);
    const auto command = words.empty() ? commands.end() : commands.find(words.front());
    if (command == commands.end()) throw std::runtime_error("unknown command: " + line);
    words.erase(words.begin());
    std::cout << command->second(words).dump() << std::endl;
  }
}

// Runs a driver's main part; a failure becomes one line and exit status 1.
template <typename Part>
int run_main(Part&& part) {
  try {
    part();
    return 0;
  } catch (const std::exception& failure) {
    std::cerr << "driver: " << failure.what() << '\n';
    return 1;
  }
}

}  // namespace smcache::compare
