#include "tokmill/analysis/corpus.hpp"

#include <doctest/doctest.h>

using tokmill::analysis::LanguageTexts;
using tokmill::analysis::parse_corpus;
using Texts = std::vector<std::string>;

namespace {

struct Parsed {
  std::vector<LanguageTexts> corpus;
  Texts problems;
};

Parsed parse(std::string_view lines) {
  Parsed parsed;
  parsed.corpus = parse_corpus(lines, [&parsed](const std::string& problem) { parsed.problems.push_back(problem); });
  return parsed;
}

}  // namespace

TEST_CASE("corpus: languages in order, with all of their texts") {
  const auto [corpus, problems] = parse(
      "{\"lang\": \"en\", \"text\": \"one\"}\n\n \t\r\n{\"text\": \"un\", \"lang\": \"fr\"}\r\n"
      "{\"lang\": \"en\", \"text\": \"two\\n\"}");
  CHECK(problems.empty());
  REQUIRE(corpus.size() == 2);
  CHECK(corpus[0].language == "en");
  CHECK(corpus[0].texts == Texts{"one", "two\n"});
  CHECK(corpus[1].language == "fr");
  CHECK(corpus[1].texts == Texts{"un"});
}

TEST_CASE("corpus: lines in another form are reported and left out") {
  const auto [corpus, problems] = parse(
      "{\"lang\": \"de\"}\n[1]\n \"en\"\nnot json\n{\"lang\": 3, \"text\": \"x\"}\n"
      "{\"lang\": \"fr\", \"text\": \"un\"}\n");
  REQUIRE(corpus.size() == 1);
  CHECK(corpus[0].language == "fr");
  REQUIRE(problems.size() == 5);
  CHECK(problems[0] == "line 1: the object has no member \"text\"");
  CHECK(problems[1] == "line 2: expected an object");
  CHECK(problems[2] == "line 3: expected an object");
  CHECK(problems[3].starts_with("line 4: "));
  CHECK(problems[4] == "line 5: the member \"lang\" is not a string");
}

TEST_CASE("corpus: lone surrogates and ill-formed bytes become U+FFFD") {
  const auto [corpus, problems] = parse(
      "{\"lang\": \"en\", \"text\": \"a\\ud800\"}\n{\"lang\": \"en\", \"text\": \"\xFF\"}\n");
  CHECK(problems.empty());
  REQUIRE(corpus.size() == 1);
  CHECK(corpus[0].texts == Texts{"a\uFFFD", "\uFFFD"});
}

TEST_CASE("corpus: empty") {
  CHECK(parse("").corpus.empty());
  CHECK(parse("\n\n").corpus.empty());
}
