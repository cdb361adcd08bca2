#include "tokmill/analysis/lines.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tokmill/registry.hpp"
#include "tokmill/utf8.hpp"

using namespace tokmill;
using namespace tokmill::analysis;

namespace {

struct KeptLine {
  CountedLine line;
  std::string text;
};

// The lines of a text that arrives in parts of these sizes, which must not divide a character.
std::vector<KeptLine> counted_lines(const Encoding& encoding, std::string_view text, const std::vector<std::size_t>& sizes = {},
                            const SpecialPolicy& policy = SpecialPolicy::ordinary()) {
  std::vector<KeptLine> lines;
  LineCounter counter(encoding, policy,
                      [&](const CountedLine& line) { lines.push_back({line, std::string(line.text)}); });
  std::string_view rest = text;
  for (const std::size_t size : sizes) {
    REQUIRE(counter.append(rest.substr(0, size)));
    rest.remove_prefix(std::min(size, rest.size()));
  }
  REQUIRE(counter.append(rest));
  const Result<std::uint64_t> tokens = counter.finish();
  REQUIRE(tokens);
  std::uint64_t sum = 0;
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CHECK(lines[i].line.number == i + 1);
    sum += lines[i].line.tokens;
    bytes += lines[i].line.bytes;
  }
  CHECK(sum == *tokens);
  CHECK(bytes == text.size());
  CHECK(*tokens == *encoding.count(text, policy));
  return lines;
}

std::vector<std::uint64_t> tokens_of(const std::vector<KeptLine>& lines) {
  std::vector<std::uint64_t> tokens;
  for (const KeptLine& one : lines) tokens.push_back(one.line.tokens);
  return tokens;
}

const Encoding& o200k_of_lines() { return **find_encoding("o200k_base"); }

using LineTokens = std::vector<std::uint64_t>;

// The lines as their definition says: of each token, the line in which it starts.
LineTokens expected_tokens(const Encoding& encoding, const std::string& text) {
  std::vector<std::uint64_t> ends;
  REQUIRE(encoding.encode(text, SpecialPolicy::ordinary(), IllFormed::replacement, &ends));
  const std::string tokenized = encoding.tokenized_text(text);
  std::vector<std::size_t> line_of(tokenized.size() + 1);  // of each offset
  for (std::size_t at = 0; at < tokenized.size(); ++at) line_of[at + 1] = line_of[at] + (tokenized[at] == '\n' ? 1 : 0);
  LineTokens tokens(line_of.back() + 1);
  std::uint64_t start = 0;
  for (const std::uint64_t end : ends) {
    ++tokens[line_of[start]];
    start = end;
  }
  if (tokenized.empty() || tokenized.back() == '\n') tokens.pop_back();
  return tokens;
}

}  // namespace

TEST_CASE("lines: a token belongs to the line in which it starts") {
  // `one|\n\n|two three`: the blank line has no token of its own.
  const auto lines = counted_lines(o200k_of_lines(), "one\n\ntwo three");
  REQUIRE(lines.size() == 3);
  CHECK(tokens_of(lines) == LineTokens{2, 0, 2});
  CHECK(lines[0].text == "one");
  CHECK(lines[1].line.bytes == 1);
  CHECK(lines[2].text == "two three");
  CHECK(lines[2].line.bytes == 9);
}

TEST_CASE("lines: what follows the last line feed is a line unless it is empty") {
  CHECK(counted_lines(o200k_of_lines(), "").empty());
  CHECK(counted_lines(o200k_of_lines(), "a").size() == 1);
  CHECK(counted_lines(o200k_of_lines(), "a\n").size() == 1);
  CHECK(counted_lines(o200k_of_lines(), "a\nb").size() == 2);
  CHECK(counted_lines(o200k_of_lines(), "\n").size() == 1);
  CHECK(tokens_of(counted_lines(o200k_of_lines(), "\n\n\n")) == LineTokens{1, 0, 0});
}

TEST_CASE("lines: characters, and the start of the text") {
  const std::string start = std::string(LineCounter::max_text - 1, 'x');
  const auto lines = counted_lines(o200k_of_lines(), "né\r\n" + start + "é" + start + "\n");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].line.characters == 4);
  CHECK(lines[0].line.bytes == 5);
  CHECK(lines[0].text == "né\r");
  CHECK(lines[1].text == start);  // the character that does not fit is left out, and so is everything after it
  CHECK(lines[1].line.characters == 2 * start.size() + 2);
}

TEST_CASE("lines: ill-formed parts count as they are in the text") {
  const auto lines = counted_lines(o200k_of_lines(), "a\xFF\xFF\n\xE4\xBD\nb", {3, 1, 2});
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].line.bytes == 4);
  CHECK(lines[0].line.characters == 4);
  CHECK(lines[0].text == "a\uFFFD\uFFFD");
  CHECK(lines[1].line.bytes == 3);
  CHECK(lines[2].text == "b");
  LineCounter counter(o200k_of_lines(), SpecialPolicy::ordinary(), [](const CountedLine&) {});
  REQUIRE(counter.append("ab\n"));
  CHECK_FALSE(counter.first_ill_formed());
  REQUIRE(counter.append("c\xFF"));
  CHECK(counter.first_ill_formed() == 4);
}

TEST_CASE("lines: tokens around the text are in the first and the last line") {
  std::vector<std::uint64_t> tokens;
  const auto keep = [&](const CountedLine& line) { tokens.push_back(line.tokens); };
  LineCounter some(o200k_of_lines(), SpecialPolicy::ordinary(), keep, 2, 3);
  REQUIRE(some.append("a\nb\n"));
  CHECK(*some.finish() == 4);
  CHECK(tokens == LineTokens{4, 5});
  tokens.clear();
  LineCounter none(o200k_of_lines(), SpecialPolicy::ordinary(), keep, 2, 3);
  CHECK(*none.finish() == 0);
  CHECK(tokens == LineTokens{5});
}

TEST_CASE("lines: special tokens") {
  const std::string text = "a<|endoftext|>\n<|endoftext|>b\n";
  CHECK(tokens_of(counted_lines(o200k_of_lines(), text, {}, SpecialPolicy::allow_all())) == LineTokens{3, 3});
  LineCounter counter(o200k_of_lines(), SpecialPolicy::error(), [](const CountedLine&) {});
  const Result<void> appended = counter.append(text);
  const Result<std::uint64_t> finished = counter.finish();
  REQUIRE_FALSE(finished);
  CHECK(finished.error().code == ErrorCode::disallowed_special_token);
}

TEST_CASE("lines: random texts in random parts") {
  std::mt19937 random(20261127);
  const std::vector<std::string> atoms = {"\n", "\n\n", " ", "    ", "\t", "word", " word", "é", "你", "\r\n", ".",
                                          "1234", "\xFF", "\xE4\xBD", "a"};
  for (const char* const name : {"o200k_base", "cl100k_base", "r50k_base"}) {
    const Encoding& encoding = **find_encoding(name);
    for (int i = 0; i < 150; ++i) {
      std::string text;
      std::vector<std::size_t> sizes;
      for (auto part = random() % 60; part > 0; --part) {
        const std::string& atom = atoms[random() % atoms.size()];
        text += atom;
        if (random() % 2 == 0 || sizes.empty()) {
          sizes.push_back(atom.size());
        } else {
          sizes.back() += atom.size();
        }
      }
      CAPTURE(text);
      // The last part is appended by itself.
      if (!sizes.empty()) sizes.pop_back();
      CHECK(tokens_of(counted_lines(encoding, text, sizes)) == expected_tokens(encoding, text));
    }
  }
}

TEST_CASE("lines: long lines and runs of line feeds in large parts") {
  const std::string words = [] {
    std::string text;
    while (text.size() < 700'000) text += "some words and 你 ";
    return text;
  }();
  const std::string text = words + std::string(300'000, '\n') + words + "\n" + std::string(200'000, ' ') + "\nx";
  const auto lines = counted_lines(o200k_of_lines(), text, {words.size() + 100, 299'900});
  CHECK(lines.size() == 300'000 + 3);
  CHECK(tokens_of(lines) == expected_tokens(o200k_of_lines(), text));
}
