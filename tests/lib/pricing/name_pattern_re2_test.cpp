// Compares NamePattern with RE2: the rules of vocab/prices/name_rules.tsv on all names, and random patterns.

#include <doctest/doctest.h>
#include <re2/re2.h>

#include <cstddef>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/model_name.hpp"
#include "pricing/name_pattern.hpp"
#include "tokmill/pricing/price_book.hpp"

using namespace tokmill;
using namespace tokmill::pricing;

namespace {

re2::StringPiece piece_of(std::string_view text) { return {text.data(), text.size()}; }

re2::RE2::Options options_of(PatternCase letter_case) {
  re2::RE2::Options options;
  options.set_case_sensitive(letter_case == PatternCase::same);
  options.set_log_errors(false);
  return options;
}

// The groups of a match of the whole name; nullopt if it does not match.
std::optional<NamePattern::Groups> groups_by_re2(const re2::RE2& pattern, std::string_view name) {
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(pattern.NumberOfCapturingGroups()) + 1);
  if (!pattern.Match(piece_of(name), 0, name.size(), re2::RE2::ANCHOR_BOTH, groups.data(),
                     static_cast<int>(groups.size()))) {
    return std::nullopt;
  }
  NamePattern::Groups views;
  for (const re2::StringPiece& group : groups) views.emplace_back(group.data(), group.size());
  return views;
}

struct NameRuleRow {
  std::string pattern;
  std::string example;
};

std::vector<NameRuleRow> name_rule_rows() {
  std::ifstream file(TOKMILL_VOCAB_DIR "/prices/name_rules.tsv");
  std::vector<NameRuleRow> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t pattern = line.find('\t') + 1;
    const std::size_t replacement = line.find('\t', pattern) + 1;
    rows.push_back({line.substr(pattern, replacement - 1 - pattern), line.substr(line.rfind('\t') + 1)});
  }
  return rows;
}

class RandomNamePatterns {
 public:
  std::string pattern(int depth) {
    std::string all;
    for (std::size_t alternatives = 1 + below(3); alternatives > 0; --alternatives) {
      for (std::size_t items = below(4); items > 0; --items) all += item(depth);
      if (alternatives > 1) all += "|";
    }
    return all;
  }

  std::string name() {
    std::string all;
    for (std::size_t left = below(10); left > 0; --left) all += one_of(characters);
    return all;
  }

 private:
  static constexpr std::string_view characters[] = {"a", "b", "c", "A", "B",  "1", "2",  "-",    ".",    "_",
                                                    "/", ":", "é", "中", "\n", " ", "\t", "\xFF", "\xC3", "]"};
  static constexpr std::string_view atoms[] = {"a", "b", "c", "A", "1", "-", ".", "\\.", "/", ":", "é", "\\d", "\\D",
                                               "\\w", "\\W", "\\s", "\\S", "[a-b]", "[^a-b]", "[]b-]", "[^]\\d]",
                                               "[\\W\\d]", "[é-中]", "[a-c-1]", "\\t", "[\\s.]"};
  static constexpr std::string_view edges[] = {"^", "$", "\\b", "\\B", "\\A", "\\z"};
  static constexpr std::string_view repetitions[] = {"*", "+", "?", "{2}", "{1,}", "{0,2}", "{0}", "{1,3}"};

  std::size_t below(std::size_t limit) { return chance_() % limit; }

  template <std::size_t size>
  std::string one_of(const std::string_view (&choices)[size]) {
    return std::string(choices[below(size)]);
  }

  std::string item(int depth) {
    if (below(10) == 0) return one_of(edges);
    const bool is_group = depth > 0 && below(3) == 0;
    std::string text = is_group ? (below(2) == 0 ? "(" : "(?:") + pattern(depth - 1) + ")" : one_of(atoms);
    if (below(3) == 0) text += one_of(repetitions) + (below(3) == 0 ? "?" : "");
    return text;
  }

  std::mt19937 chance_{20261126};
};

}  // namespace

TEST_CASE("the rules for names match the names of all models, and their own examples, as with RE2") {
  const std::vector<NameRuleRow> rows = name_rule_rows();
  std::vector<std::string> names;
  for (const NameRuleRow& row : rows) names.push_back(row.example);
  const PriceBook book;
  for (const std::string_view name : book.names()) names.emplace_back(name);
  for (std::size_t i = 0, size = names.size(); i < size; ++i) {
    for (const std::string& name : spellings(names[i])) names.push_back(name);
    for (const char* const suffix :
         {"-latest", "-20250929-v1:0", "@default", ":free", "-08-2025", "-preview", "\xFF"}) {
      names.push_back(names[i] + suffix);
    }
    for (const char* const prefix : {"us.anthropic.", "bedrock/us-east-1/", "models/", "ft:", "openai:", "Azure/EU/"}) {
      names.push_back(prefix + names[i]);
    }
  }
  CHECK(names.size() > 5000);
  std::size_t matches = 0;
  for (const NameRuleRow& row : rows) {
    CAPTURE(row.pattern);
    const Result<NamePattern> pattern = NamePattern::compile(row.pattern, PatternCase::any);
    REQUIRE(pattern);
    const re2::RE2 expected(row.pattern, options_of(PatternCase::any));
    std::size_t differences = 0;
    for (const std::string& name : names) {
      const std::optional<NamePattern::Groups> groups = pattern->match(name);
      if (groups != groups_by_re2(expected, name)) ++differences;
      if (groups) ++matches;
    }
    CHECK(differences == 0);
  }
  CHECK(matches > 1000);
}

TEST_CASE("random name patterns match random names as with RE2") {
  RandomNamePatterns random;
  std::size_t matches = 0;
  std::size_t compared_groups = 0;
  for (int i = 0; i < 4000; ++i) {
    const std::string text = random.pattern(3);
    const PatternCase letter_case = i % 4 == 0 ? PatternCase::any : PatternCase::same;
    CAPTURE(text);
    // RE2 rewrites repetitions of what may be empty, so that groups in them may have other texts.
    bool repeats_group = false;
    for (const char* const end : {")*", ")+", "){"}) repeats_group = repeats_group || text.find(end) != text.npos;
    const Result<NamePattern> pattern = NamePattern::compile(text, letter_case);
    const re2::RE2 expected(text, options_of(letter_case));
    if (!pattern) {
      CHECK(pattern.error().message == "expected a character or a group before a repetition");
      continue;
    }
    REQUIRE(expected.ok());
    for (int j = 0; j < 20; ++j) {
      const std::string name = random.name();
      CAPTURE(name);
      const bool matched = pattern->matches_part_of(name);
      CHECK(matched == re2::RE2::PartialMatch(piece_of(name), expected));
      if (matched) ++matches;
      const std::optional<NamePattern::Groups> groups = pattern->match(name);
      const std::optional<NamePattern::Groups> expected_groups = groups_by_re2(expected, name);
      CHECK(groups.has_value() == expected_groups.has_value());
      if (!groups || repeats_group) continue;
      CHECK(groups == expected_groups);
      ++compared_groups;
    }
  }
  CHECK(matches > 20000);
  CHECK(compared_groups > 4000);
}
