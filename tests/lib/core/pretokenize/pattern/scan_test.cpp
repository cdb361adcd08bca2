#include "core/pretokenize/pattern/scan.hpp"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/pretokenize/pattern/parser.hpp"
#include "lib/core/pretokenize/pattern/random_pattern.hpp"
#include "reference/pattern.hpp"

namespace {

using namespace tokmill::pretokenize::pattern;
using tokmill::reference::BacktrackingPattern;
using Part = BacktrackingPattern::Part;

BacktrackingPattern::Flavor reference_flavor(Flavor flavor) {
  return flavor == Flavor::oniguruma ? BacktrackingPattern::Flavor::oniguruma : BacktrackingPattern::Flavor::fancy_regex;
}

std::vector<Part> parts_of(const Matcher& matcher, std::string_view text, std::size_t capacity) {
  Scan scan(matcher, Unit::character);
  scan.start(text.data(), text.data() + text.size());
  std::vector<const char*> ends(capacity);
  std::array<bool, 600> are_matches;
  std::vector<Part> parts;
  std::size_t at = 0;
  while (const std::size_t count = scan.next({ends.data(), are_matches.data(), capacity})) {
    for (std::size_t i = 0; i < count; ++i) {
      const auto end = static_cast<std::size_t>(ends[i] - text.data());
      parts.push_back({at, end, are_matches[i]});
      at = end;
    }
  }
  return parts;
}

Matcher matcher_of(std::string_view pattern, Flavor flavor = Flavor::oniguruma) {
  const auto tree = parse(pattern, flavor);
  REQUIRE(tree);
  auto matcher = Matcher::make(*tree);
  REQUIRE(matcher);
  return *std::move(matcher);
}

std::string described(const std::vector<Part>& parts) {
  std::string all;
  for (const Part& part : parts) {
    all += (part.is_match ? " m" : " g") + std::to_string(part.start) + "-" + std::to_string(part.end);
  }
  return all;
}

}  // namespace

TEST_CASE("scan: random patterns and texts agree with a backtracking matcher") {
  tokmill::tests::RandomPatterns random(20261126);
  std::size_t compared = 0;
  std::size_t refused = 0;
  std::size_t with_lookahead = 0;
  std::size_t maybe_empty = 0;
  while (compared < 3'000) {
    const Flavor flavor = random.below(2) == 0 ? Flavor::oniguruma : Flavor::fancy_regex;
    const std::string pattern = random.pattern(flavor);
    CAPTURE(pattern);
    const auto tree = parse(pattern, flavor);
    if (!tree) {
      ++refused;
      continue;
    }
    const auto matcher = Matcher::make(*tree);
    if (!matcher) {
      const std::string& message = matcher.error().message;
      CHECK((message.starts_with("more than 4 lookaheads") || message.find("needs more than") != message.npos));
      ++refused;
      continue;
    }
    if (!matcher->lookaheads().empty()) ++with_lookahead;
    if (matcher->can_be_empty()) ++maybe_empty;
    const BacktrackingPattern reference(pattern, reference_flavor(flavor));
    for (int i = 0; i < 6; ++i) {
      const std::string text = random.text(i == 0 ? 30 : 12);
      CAPTURE(text);
      CAPTURE(flavor == Flavor::oniguruma);
      std::vector<Part> expected;
      try {
        expected = reference.parts(text);
      } catch (const std::length_error&) {
        continue;  // exponential
      }
      ++compared;
      const std::vector<Part> found = parts_of(*matcher, text, 2 + random.below(30));
      if (found == expected) continue;
      CAPTURE(described(found));
      CAPTURE(described(expected));
      FAIL_CHECK("the parts differ");
    }
  }
  CHECK(refused < compared);
  CHECK(with_lookahead > 15);
  CHECK(maybe_empty > 60);
}

TEST_CASE("scan: a wrong automaton is found") {
  // a++a never matches; a+a does.
  const std::string text = "aaa";
  const BacktrackingPattern reference("a+a", BacktrackingPattern::Flavor::oniguruma);
  CHECK(parts_of(matcher_of("a++a"), text, 10) != reference.parts(text));
  CHECK(parts_of(matcher_of("a+a"), text, 10) == reference.parts(text));
}

TEST_CASE("scan: what the two flavors take differently") {
  const auto parts = [](std::string_view pattern, Flavor flavor, std::string_view text) {
    return described(parts_of(matcher_of(pattern, flavor), text, 10));
  };
  CHECK(parts("a{1,3}+", Flavor::oniguruma, "aaaa") == " m0-4");
  CHECK(parts("a{1,3}+", Flavor::fancy_regex, "aaaa") == " m0-3 m3-4");
  CHECK(parts(" +$", Flavor::oniguruma, "a \nb ") == " g0-1 m1-2 g2-4 m4-5");
  CHECK(parts(" +$", Flavor::fancy_regex, "a \nb ") == " g0-4 m4-5");
  CHECK(parts("a{2}?", Flavor::oniguruma, "aaa") == " m0-2 g2-3 m3-3");
  CHECK(parts("a{2}?", Flavor::fancy_regex, "aaa") == " m0-2 g2-3");
  CHECK(parts("\\w", Flavor::oniguruma, "\u00B2") == " m0-2");
  CHECK(parts("[\\w]", Flavor::oniguruma, "\u00B2") == " g0-2");
  CHECK(parts("\\w", Flavor::fancy_regex, "\u00B2") == " g0-2");
  CHECK(parts("\\w", Flavor::fancy_regex, "\u200D") == " m0-3");
}

TEST_CASE("scan: empty matches") {
  const auto parts = [](std::string_view pattern, std::string_view text) {
    return described(parts_of(matcher_of(pattern), text, 10));
  };
  CHECK(parts("a*", "") == " m0-0");
  CHECK(parts("a*", "baa") == " m0-0 g0-1 m1-3");
  CHECK(parts("(?=\\d{3})", "1234") == " m0-0 g0-1 m1-1 g1-4");
  CHECK(parts("a", "") == "");
}

TEST_CASE("scan: attempts that read far beyond their match take linear time") {
  struct Case {
    std::string_view pattern;
    std::string text;
    std::size_t parts;
  };
  const std::size_t size = 400'000;
  std::string pairs;
  while (pairs.size() < size) pairs += "ab";
  const Case cases[] = {
      {"a*b|a", std::string(size, 'a'), size},
      {"\\s+$", std::string(size, ' ') + "x", 1},
      {"(?:ab)*c|a|b", pairs, size},
      {"(?:abababa)*c|(?:ab)*c|a|b", pairs, size},
      {"\\d{1,3}(?=(?:\\d{3})*\\b)", std::string(3 * size, '7'), size},
      {"(?=(?:\\d\\d)+x)\\d|\\d", std::string(size, '7'), size},
      {"[^x]*x|[^y]*y|a", std::string(size, 'a'), size},
      {"(?!.*x)a", std::string(size, 'a'), size},
  };
  for (const Case& one : cases) {
    CAPTURE(one.pattern);
    const Matcher matcher = matcher_of(one.pattern);
    const auto start = std::chrono::steady_clock::now();
    CHECK(parts_of(matcher, one.text, 500).size() == one.parts);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    CHECK(seconds.count() < 8.0);  // quadratic time would be minutes
  }
}
