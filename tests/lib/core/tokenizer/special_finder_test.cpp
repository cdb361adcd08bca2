#include "core/tokenizer/special_finder.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using tokmill::SpecialFinder;

namespace {

// Tries every position and every name.
std::optional<SpecialFinder::Occurrence> first_longest(const std::vector<std::string_view>& names, std::string_view text,
                                                       std::size_t from) {
  for (std::size_t start = from; start < text.size(); ++start) {
    std::optional<SpecialFinder::Occurrence> longest;
    for (std::uint32_t i = 0; i < names.size(); ++i) {
      if (!text.substr(start).starts_with(names[i])) continue;
      if (!longest || longest->end < start + names[i].size()) longest = {start, start + names[i].size(), i};
    }
    if (longest) return longest;
  }
  return std::nullopt;
}

std::size_t undecided(const std::vector<std::string_view>& names, std::string_view text, std::size_t from) {
  for (std::size_t start = from; start < text.size(); ++start) {
    for (const std::string_view name : names) {
      if (name.size() > text.size() - start && name.starts_with(text.substr(start))) return start;
    }
  }
  return text.size();
}

}  // namespace

TEST_CASE("special finder: against a search for every name at every position") {
  std::mt19937 random(1);
  for (int i = 0; i < 500; ++i) {
    const unsigned letters = 1 + random() % 4;
    const auto draw = [&](std::size_t most) {
      std::string text;
      for (std::size_t size = 1 + random() % most; text.size() < size;) text += static_cast<char>('a' + random() % letters);
      return text;
    };
    std::set<std::string> distinct;
    for (std::size_t count = random() % 8; distinct.size() < count;) {
      distinct.insert(draw(6));
      if (letters == 1 && distinct.size() >= 5) break;
    }
    const std::vector<std::string_view> names(distinct.begin(), distinct.end());
    const SpecialFinder finder(names);
    for (int j = 0; j < 20; ++j) {
      const std::string text = draw(20);
      CAPTURE(text);
      const std::size_t from = random() % (text.size() + 1);
      const auto expected = first_longest(names, text, from);
      const auto found = finder.find(text, from);
      REQUIRE(found.has_value() == expected.has_value());
      if (found) {
        REQUIRE(found->start == expected->start);
        REQUIRE(found->end == expected->end);
        REQUIRE(found->name == expected->name);
      }
      REQUIRE(finder.undecided(text, from) == undecided(names, text, from));
    }
  }
}

TEST_CASE("special finder: names of all byte values") {
  std::vector<std::string> bytes;
  for (unsigned byte = 0; byte < 256; ++byte) bytes.push_back(std::string(2, static_cast<char>(byte)));
  const std::vector<std::string_view> names(bytes.begin(), bytes.end());
  const SpecialFinder finder(names);
  CHECK(finder.max_name_size() == 2);
  for (std::uint32_t i = 0; i < 256; ++i) {
    const auto found = finder.find("ab" + bytes[i], 0);
    REQUIRE(found);
    CHECK(found->name == (bytes[i][0] == 'b' ? static_cast<std::uint32_t>('b') : i));
  }
}
