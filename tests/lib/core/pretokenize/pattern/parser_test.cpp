#include "core/pretokenize/pattern/parser.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "core/pretokenize/pattern/matcher.hpp"

namespace {

using namespace tokmill::pretokenize::pattern;

struct Refusal {
  std::string_view pattern;
  std::size_t position;
  std::string_view message;
};

void check_refused(const Refusal& expected, Flavor flavor) {
  CAPTURE(expected.pattern);
  const auto tree = parse(expected.pattern, flavor);
  REQUIRE(!tree);
  CHECK(tree.error().code == tokmill::ErrorCode::malformed_pattern);
  CHECK(tree.error().position == expected.position);
  CHECK(tree.error().message == expected.message);
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  while (times-- > 0) all += text;
  return all;
}

std::string limit_exceeded_by(std::string_view pattern) {
  const auto tree = parse(pattern, Flavor::oniguruma);
  if (!tree) return tree.error().message;
  const auto matcher = Matcher::make(*tree);
  return matcher ? "" : matcher.error().message;
}

}  // namespace

TEST_CASE("parser: what is not supported is refused by name, at its position") {
  constexpr Refusal refusals[] = {
      {"a(?<=b)", 1, "lookbehind is not supported"},
      {"a(?<!b)", 1, "lookbehind is not supported"},
      {"(?>a)", 0, "an atomic group is not supported"},
      {"(?<name>a)", 0, "a named group is not supported"},
      {"(?P<name>a)", 0, "a named group is not supported"},
      {"(?#a)", 0, "a comment is not supported"},
      {"(?(1)a)", 0, "a condition is not supported"},
      {"(?s:a)", 0, "a group with these options is not supported"},
      {"(?-i:a)", 0, "a group with these options is not supported"},
      {"a(?i)b", 1, "(?i) after the start of a group is not supported"},
      {"a^", 1, "^ is not supported"},
      {"\\A", 0, "\\A is not supported"},
      {"a\\1", 1, "\\1 is not supported"},
      {"\\h", 0, "\\h is not supported"},
      {"\\B", 0, "\\B is not supported"},
      {"[\\b]", 1, "\\b in a class is not supported"},
      {"\\\u00E9", 0, "an escaped character outside of ASCII is not supported"},
      {"\\p{Greek}", 0, "the property \"Greek\" is not supported"},
      {"\\p{L", 0, "expected } after the name of a property"},
      {"\\x{110000}", 0, "an escape is not a Unicode character"},
      {"\\x{D800}", 0, "an escape is not a Unicode character"},
      {"\\xg", 0, "expected hexadecimal digits in an escape"},
      {"\\x{41", 0, "expected } after an escape in hexadecimal"},
      {"\\", 0, "expected a character after \\"},
      {"*a", 0, "* has nothing to repeat"},
      {"a|+", 2, "+ has nothing to repeat"},
      {"{2}", 0, "{ has nothing to repeat"},
      {"a{x", 1, "expected {n}, {n,} or {n,m}, or an escaped {"},
      {"a{2,1}", 1, "the minimum of repeats is above the maximum"},
      {"a{1000000}", 2, "a number of repeats above 100,000 is not supported"},
      {"a**", 2, "a repetition of a repetition is not supported"},
      {"a+?*", 3, "a repetition of a repetition is not supported"},
      {"(?:ab)*+", 6, "a possessive repetition of more than one character is not supported"},
      {"(?:a*)*", 0, "a repetition of what can match the empty text is not supported"},
      {"a$*", 1, "a repetition of what can match the empty text is not supported"},
      {"(?=a)+", 0, "a repetition of what can match the empty text is not supported"},
      {"(?=ab(?!cd))", 0, "lookahead in lookahead is not supported"},
      {"(a", 0, "expected ) at the end of the group"},
      {"a)", 1, "unmatched )"},
      {"[a", 2, "expected ] at the end of a class"},
      {"[]a]", 1, "an unescaped ] at the start of a class is not supported"},
      {"[a&&]", 4, "an empty class is not supported"},
      {"[[:alpha:]]", 1, "a class in the form [:name:] is not supported"},
      {"[z-a]", 1, "the range ends before its start"},
      {"[a-\\d]", 3, "a range that ends with a class is not supported"},
      {"[\\d-a]", 1, "a range that starts with a class is not supported"},
      {"[a-c-e]", 4, "a hyphen in a class that is neither in a range nor at an end is not supported"},
      {"(?i:\u00E9)", 4, "a character outside of ASCII under (?i) is not supported"},
      {"(?i)\\p{Lu}", 4, "a class of properties under (?i) is not supported"},
      {"a\xFF", 1, "the pattern is not UTF-8"},
  };
  for (const Refusal& refusal : refusals) {
    check_refused(refusal, Flavor::oniguruma);
    check_refused(refusal, Flavor::fancy_regex);
  }
}

TEST_CASE("parser: what one flavor refuses") {
  check_refused({"(?i:a\u00DFss)", 5, "a character outside of ASCII under (?i) is not supported"}, Flavor::oniguruma);
  check_refused({"(?i:ass)", 5, "\"ss\" under (?i) is not supported: Oniguruma matches it also as one character"},
                Flavor::oniguruma);
  check_refused({"(?i)oFf", 5, "\"ff\" under (?i) is not supported: Oniguruma matches it also as one character"},
                Flavor::oniguruma);
  check_refused({"\\pL", 0, "expected { after \\p"}, Flavor::oniguruma);
  check_refused({"\\p{Script=Han}", 0, "the property \"Script=Han\" is not supported"}, Flavor::oniguruma);
  check_refused({"a{,2}", 1, "expected {n}, {n,} or {n,m}, or an escaped {"}, Flavor::fancy_regex);
  check_refused({"[a--b]", 2, "-- in a class is not supported"}, Flavor::fancy_regex);
  for (const std::string_view accepted : {"(?i:ass)", "\\pL", "\\p{Script=Han}", "\\p{sc=Han}", "\\p{gc=Lu}"}) {
    CAPTURE(accepted);
    CHECK(parse(accepted, Flavor::fancy_regex));
  }
  CHECK(parse("a{,2}", Flavor::oniguruma));
}

TEST_CASE("parser: limits are named") {
  CHECK(limit_exceeded_by(std::string(max_pattern_size + 1, 'a')) == "a pattern of more than 16384 bytes is not supported");
  CHECK(limit_exceeded_by(repeated("(", max_nesting + 1) + "a" + repeated(")", max_nesting + 1)) ==
        "groups nested deeper than 64 levels are not supported");
  CHECK(limit_exceeded_by(repeated("[", max_nesting + 1) + "a" + repeated("]", max_nesting + 1)) ==
        "classes nested deeper than 64 levels are not supported");
  std::string many;
  for (int i = 0; i < 300; ++i) many += "\\x{" + std::to_string(4000 + i) + "}";
  CHECK(limit_exceeded_by(many) == "more than 256 different character classes");
  CHECK(limit_exceeded_by("a{100000}") == "the pattern needs more than 20000 instructions");
  CHECK(limit_exceeded_by("(?:(?:a{100}b){100}c){100}") == "the pattern needs more than 20000 instructions");
  CHECK(limit_exceeded_by("(?:a|b)*a(?:a|b){30}").starts_with("the pattern needs "));
  CHECK(limit_exceeded_by("x(?=(?:a|b){30}a(?:a|b)*c)").starts_with("a lookahead needs "));
  CHECK(limit_exceeded_by("(?=ab)(?=bc)(?=cd)(?=de)(?=ef)") ==
        "more than 4 lookaheads of more than one character are not supported");
  CHECK(limit_exceeded_by("\\s{512}(?!\\S)") == "");
}

TEST_CASE("parser: patterns made to blow up are refused in little time") {
  const auto start = std::chrono::steady_clock::now();
  CHECK(limit_exceeded_by("(a{1000}){1000}") == "the pattern needs more than 20000 instructions");
  CHECK(limit_exceeded_by("\\p{L}{1,60000}") == "the pattern needs more than 20000 instructions");
  CHECK(limit_exceeded_by("((((a{9}){9}){9}){9}){9}") == "the pattern needs more than 20000 instructions");
  CHECK(limit_exceeded_by(repeated("a?", 2000) + repeated("a", 2000)).starts_with("the pattern needs "));
  CHECK(limit_exceeded_by(repeated("a|", 8000) + "a") == "");
  CHECK(limit_exceeded_by(repeated("[\\p{L}&&[^\\p{Lu}]]", 50)) == "");
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  CHECK(seconds.count() < 20.0);
}

TEST_CASE("parser: what pre-tokenizers in use need is supported") {
  for (const std::string_view pattern :
       {"a|(b)(?:c)", "(?i:'s|'re)", "[^\\r\\n\\p{L}]", "[\\p{L}&&[^\\p{Han}]]", "\\s\\d\\w", "[a-z0-9]", "a?b*c+d{2}e{1,3}",
        "a??b*?c+?d{1,3}?", "a?+b*+c++", "\\s+(?!\\S)", "a(?=b)", "\\s+$", "\\ba", "\\d{1,3}(?=(?:\\d{3})*\\b)",
        "\\s{512}(?!\\S)", " ?[^(\\s|[.,!?\u2026\u3002])]+"}) {
    CAPTURE(pattern);
    CHECK(limit_exceeded_by(pattern) == "");
    const auto tree = parse(pattern, Flavor::fancy_regex);
    REQUIRE(tree);
    CHECK(Matcher::make(*tree));
  }
}
