#include "vocabularies/string_ids.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <unordered_map>

using tokmill::vocabularies::StringIds;

TEST_CASE("an empty map finds nothing") {
  CHECK_FALSE(StringIds().find(""));
  CHECK_FALSE(StringIds().find("a"));
}

TEST_CASE("the first id of a string is kept") {
  StringIds ids;
  CHECK(ids.insert("", 7));
  CHECK(ids.insert("a", 8));
  CHECK_FALSE(ids.insert("a", 9));
  CHECK(ids.find("") == 7);
  CHECK(ids.find("a") == 8);
  CHECK_FALSE(ids.find("b"));
}

TEST_CASE("random strings, as std::unordered_map") {
  std::mt19937 random(1);
  StringIds ids;
  std::unordered_map<std::string, std::uint32_t> expected;
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    std::string string(random() % 20, '\0');
    for (char& byte : string) byte = "ab\0\xFF"[random() % 4];
    CHECK(ids.insert(string, i) == expected.emplace(string, i).second);
    string.push_back('c');
    CHECK_FALSE(ids.find(string));
  }
  for (const auto& [string, id] : expected) CHECK(ids.find(string) == id);
}
