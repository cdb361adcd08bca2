#include "pricing/name_pattern.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace tokmill;
using namespace tokmill::pricing;

namespace {

NamePattern compiled(std::string_view pattern, PatternCase letter_case = PatternCase::same) {
  Result<NamePattern> result = NamePattern::compile(pattern, letter_case);
  REQUIRE(result);
  return *std::move(result);
}

// The groups of a match of the whole name, joined by |, or `none`.
std::string groups_of(std::string_view pattern, std::string_view name) {
  const std::optional<NamePattern::Groups> groups = compiled(pattern).match(name);
  if (!groups) return "none";
  CHECK((*groups)[0] == name);
  std::string joined;
  for (std::size_t i = 1; i < groups->size(); ++i) joined.append(i > 1 ? "|" : "").append((*groups)[i]);
  return joined;
}

struct Example {
  const char* pattern;
  const char* name;
};

}  // namespace

TEST_CASE("name patterns match parts of names") {
  for (const Example& example : std::vector<Example>{
           {"", ""}, {"", "x"}, {"b", "abc"}, {"a.c", "xaécx"}, {"^a", "ab"}, {"b$", "ab"}, {"^$", ""},
           {"\\Aab\\z", "ab"}, {"a|b|c", "xc"}, {"x(a|bc)y", "xbcy"}, {"(?:ab)+c", "ababc"}, {"ab*c", "ac"},
           {"ab?c", "abc"}, {"^a{3}$", "aaa"}, {"^a{2,}$", "aaaa"}, {"^a{1,3}$", "aa"}, {"^a{0}b$", "b"},
           {"\\d\\D", "x1x"}, {"\\w\\W", "_-"}, {"\\s\\S", "\tx"}, {"[a-c]", "b"}, {"[^a-c]", "d"}, {"[^a]", "é"},
           {"[^a]", "\n"}, {"[]a]", "]"}, {"[^]a]", "b"}, {"[a-]", "-"}, {"[-a]", "-"}, {"[\\d.]", "."},
           {"[\\W]", "-"}, {"[\\-x]", "-"}, {"[à-é]", "è"}, {"\\.\\*\\[\\]\\(\\)\\/", ".*[]()/"},
           {"\\t\\n\\r\\f\\v\\a", "\t\n\r\f\v\a"}, {"\\bgpt\\b", "a-gpt-4"}, {"\\Bpt", "gpt"}, {"é\\b", "éa"},
           {"(|a)b", "b"}, {"(a*)*b", "aab"}, {"()", ""}, {"a}]", "a}]"}, {"x*?y", "xy"}, {"(?:(?:))+x", "x"}}) {
    CAPTURE(example.pattern);
    CAPTURE(example.name);
    CHECK(compiled(example.pattern).matches_part_of(example.name));
  }
  for (const Example& example : std::vector<Example>{
           {"b", "ac"}, {"a.c", "a\nc"}, {"a.c", "a\xC3" "c"}, {"[^a]", "\xFF"}, {".", "\xC3"}, {"^a", "ba"},
           {"a$", "ab"}, {"a$", "a\n"}, {"a{2}", "aba"}, {"^a{1,3}$", "aaaa"}, {"^a{2,}$", "a"}, {"\\d", "٣"},
           {"\\w", "é"}, {"A", "a"}, {"[a-z]", "A"}, {"gpt\\b", "gpt4"}, {"\\Bgpt", "gpt"}, {"[^\\d]", "7"},
           {"(a|b)c", "a_c"}}) {
    CAPTURE(example.pattern);
    CAPTURE(example.name);
    CHECK_FALSE(compiled(example.pattern).matches_part_of(example.name));
  }
}

TEST_CASE("name patterns match whole names and give their groups") {
  CHECK(groups_of("(.+)-(\\d+)", "gpt-4-0613") == "gpt-4|0613");
  CHECK(groups_of("(.+?)-(.+)", "gpt-4-0613") == "gpt|4-0613");
  CHECK(groups_of("(a|ab)(c|bcd)(d*)", "abcd") == "a|bcd|");
  CHECK(groups_of("(?:(a)|(b))x", "bx") == "|b");
  CHECK(groups_of("((a+)b)?c", "c") == "|");
  CHECK(groups_of("(?:(\\w)-?)*", "a-b-c") == "c");
  CHECK(groups_of("a{2}?", "aa").empty());
  CHECK(groups_of("(x{0,2}?)(x*)", "xxx") == "|xxx");
  CHECK(groups_of("ab", "abc") == "none");
  CHECK(groups_of("a|ab", "ab").empty());
}

TEST_CASE("letters of either case") {
  const NamePattern pattern = compiled("GPT-[a-c][^x-z]\\d", PatternCase::any);
  CHECK(pattern.match("gpt-bQ4"));
  CHECK(pattern.match("Gpt-Cw4"));
  CHECK_FALSE(pattern.match("gpt-bX4"));
  CHECK_FALSE(pattern.match("gpt-dq4"));
  CHECK_FALSE(compiled("É", PatternCase::any).match("é"));
}

TEST_CASE("what is not in the language of name patterns is refused") {
  struct Refusal {
    const char* pattern;
    const char* message;
    std::size_t position;
  };
  for (const Refusal& refusal : std::vector<Refusal>{
           {"(a", "missing )", 2}, {"a)", "unexpected )", 1}, {"[a", "missing ]", 2}, {"[]", "missing ]", 2},
           {"a\\", "trailing backslash", 2}, {"*a", "no argument for a repetition", 0},
           {"a|+", "no argument for a repetition", 2}, {"a**", "repetition of a repetition", 2},
           {"a{2}{3}", "repetition of a repetition", 4}, {"a{3,2}", "invalid repetition", 6},
           {"a{,2}", "invalid repetition", 4}, {"a{1001}", "invalid repetition", 7},
           {"a{99999999999999999999}", "invalid repetition", 23},
           {"^*", "expected a character or a group before a repetition", 0}, {"[b-a]", "invalid range", 4},
           {"[a-\\d]", "unsupported escape", 5}, {"[[:alpha:]]", "unsupported class", 1},
           {"(?i)a", "unsupported kind of group", 1}, {"(?P<n>a)", "unsupported kind of group", 1},
           {"(?!a)", "unsupported kind of group", 1}, {"(a)\\1", "unsupported escape", 5},
           {"\\pL", "unsupported escape", 2}, {"\\_", "unsupported escape", 2}, {"\\é", "unsupported escape", 3},
           {"a\xFF", "invalid UTF-8", 1}, {"(?:(?:a{100}){100}){100}", "pattern too large", 18}}) {
    CAPTURE(refusal.pattern);
    const Result<NamePattern> result = NamePattern::compile(refusal.pattern, PatternCase::same);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::malformed_pattern);
    CHECK(result.error().message == refusal.message);
    CHECK(result.error().position == refusal.position);
  }
}

TEST_CASE("name patterns take linear time") {
  // Without the memory of what failed, this takes 2^250 steps.
  CHECK_FALSE(compiled("^(a+)+$").matches_part_of(std::string(250, 'a') + "!"));
  CHECK(compiled("(?:a?){100}a{100}").match(std::string(100, 'a')));
}
