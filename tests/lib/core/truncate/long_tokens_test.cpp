// Truncates with vocabularies made to be hard: a longer part has much fewer tokens than a shorter one, or one piece much
// fewer or more than its two parts. Compares with exhaustive search.

#include <doctest/doctest.h>

#include <algorithm>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/truncate/texts.hpp"
#include "lib/encoding.hpp"
#include "reference/truncate.hpp"
#include "tokmill/tokmill.hpp"

using namespace tokmill;

namespace {

using Tokens = std::vector<std::string>;

constexpr std::string_view uncased = "\xC2\xAA";

std::string repeat(std::size_t n, std::string_view text) {
  std::string repeated;
  for (; n > 0; --n) repeated += text;
  return repeated;
}

// A token and its starts, or its ends, each of which is made of the one that is a byte shorter.
void add_starts(Tokens& tokens, const std::string& token) {
  for (std::size_t size = 2; size <= token.size(); ++size) tokens.push_back(token.substr(0, size));
}
void add_ends(Tokens& tokens, const std::string& token) {
  for (std::size_t size = 2; size <= token.size(); ++size) tokens.push_back(token.substr(token.size() - size));
}

// All bytes, then these tokens in order of rank. Repeated ones are left out.
Encoding encoding_of(std::string_view pattern, const Tokens& tokens, WholePieces whole_pieces = WholePieces::merged) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  std::vector<RankedToken> ranked;
  const auto add = [&ranked](std::string_view token) {
    const auto id = static_cast<TokenId>(ranked.size());
    ranked.push_back({token, id, id});
  };
  for (std::size_t byte = 0; byte < bytes.size(); ++byte) add(std::string_view(bytes).substr(byte, 1));
  for (const std::string& token : tokens) {
    const bool is_known = std::ranges::any_of(ranked, [&](const RankedToken& one) { return one.bytes == token; });
    if (!is_known) add(token);
  }
  return *Encoding::make(*Vocabulary::from_ranks(ranked, whole_pieces), {"made", *PreTokenizer::named(pattern)});
}

// Compares prefixes and suffixes, with every limit up to the number of tokens of the text.
void check_all_limits(const Encoding& encoding, const std::string& text) {
  const auto count = count_of(encoding);
  std::vector<std::size_t> ends;
  std::vector<std::size_t> prefixes;
  std::vector<std::size_t> suffixes;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (find_ill_formed(text.substr(0, at))) continue;
    ends.push_back(at);
    prefixes.push_back(count(std::string_view(text).substr(0, at)));
    suffixes.push_back(count(std::string_view(text).substr(at)));
  }
  CAPTURE(encoding.name());
  CAPTURE(text);
  for (std::size_t limit = 0; limit <= prefixes.back() + 1; ++limit) {
    std::size_t prefix = 0;
    std::size_t suffix = text.size();
    for (std::size_t i = 0; i < ends.size(); ++i) {
      if (prefixes[i] <= limit) prefix = ends[i];
      if (suffixes[i] <= limit) suffix = std::min(suffix, ends[i]);
    }
    CAPTURE(limit);
    CHECK(*longest_prefix(encoding, text, limit) == prefix);
    CHECK(*longest_suffix(encoding, text, limit) == suffix);
  }
}

std::string any_of(Random& random, const std::vector<std::string>& all) { return all[below(random, all.size())]; }

// Tokens of up to `longest` bytes of an alphabet: each grows at its end, at its start or on both sides, or doubles. Some
// are unreachable.
Tokens random_tokens(Random& random, const std::vector<std::string>& alphabet, std::size_t longest) {
  Tokens tokens;
  for (std::size_t left = 1 + below(random, 5); left > 0; --left) {
    const std::size_t size = 2 + below(random, longest - 1);
    std::string token;
    while (token.size() < size) {
      token += repeat(1 + below(random, below(random, 2) == 0 ? 1 : size), any_of(random, alphabet));
    }
    token.resize(size);
    switch (below(random, 5)) {
      case 0: add_starts(tokens, token); break;
      case 1: add_ends(tokens, token); break;
      case 2: {
        std::size_t first = below(random, size);
        std::size_t last = first + 1;
        while (last - first < size) {
          const bool at_end = first == 0 || (last < size && below(random, 2) == 0);
          if (at_end) {
            ++last;
          } else {
            --first;
          }
          tokens.push_back(token.substr(first, last - first));
        }
        break;
      }
      case 3:
        for (std::string one = any_of(random, alphabet) + any_of(random, alphabet); one.size() <= longest; one += one) {
          tokens.push_back(one);
        }
        break;
      default: tokens.push_back(token);
    }
  }
  if (below(random, 4) == 0) std::shuffle(tokens.begin(), tokens.end(), random);
  return tokens;
}

}  // namespace

TEST_CASE("truncate: o200k joins words when a lower-case letter follows, far after the limit") {
  for (const std::string_view pattern : {"o200k", "tekken", "kimi"}) {
    Tokens tokens;
    add_ends(tokens, repeat(18, uncased) + "A");
    add_ends(tokens, repeat(37, "A"));
    const Encoding encoding = encoding_of(pattern, tokens);
    check_all_limits(encoding, repeat(18, uncased) + repeat(600, "A") + "a ");
  }
}

TEST_CASE("truncate: white space that is one piece only up to the end of the text") {
  Tokens tokens = {"\n\t"};
  add_starts(tokens, "\t" + repeat(119, " "));
  for (std::size_t size = 2; size <= 128; size *= 2) tokens.push_back(repeat(size, "\v"));
  const std::string text = "\n\t" + repeat(119, " ") + repeat(3000, "\v") + "x";
  const Encoding encoding = encoding_of("cl100k", tokens);
  REQUIRE(encoding.count(text.substr(0, 300)) > encoding.count(text.substr(0, 3200)));
  CHECK(*longest_prefix(encoding, text, 60) == reference::longest_prefix(text, 60, count_of(encoding)));
}

TEST_CASE("truncate: line breaks after punctuation are one piece with the white space after them") {
  Tokens tokens;
  add_ends(tokens, repeat(30, "\n") + " ");
  for (const std::string_view pattern : {"cl100k", "o200k", "qwen2", "deepseek-v3"}) {
    check_all_limits(encoding_of(pattern, tokens), "!" + repeat(100, "\n") + "  \n");
    check_all_limits(encoding_of(pattern, tokens), "a!" + repeat(100, "\n") + " \nxx");
  }
}

TEST_CASE("truncate: line breaks before a slash are a piece of their own") {
  Tokens tokens = {"\r/"};
  add_ends(tokens, repeat(80, "\n") + "\r");
  for (const std::string_view pattern : {"o200k", "tekken"}) {
    check_all_limits(encoding_of(pattern, tokens), "!" + repeat(80, "\n") + "\r/");
    check_all_limits(encoding_of(pattern, tokens), "ab!" + repeat(120, "\n") + "\r/\n/");
  }
}

TEST_CASE("truncate: a suffix has words where the text has punctuation with marks") {
  const std::string mark = "\xCC\x81";
  Tokens tokens = {"\x81!"};
  add_starts(tokens, "!" + mark);
  for (const std::string_view pattern : {"o200k", "tekken", "kimi", "cl100k"}) {
    check_all_limits(encoding_of(pattern, tokens), "a !!" + repeat(40, "!" + mark) + "b");
    check_all_limits(encoding_of(pattern, tokens), "!!" + repeat(20, "!" + mark) + "\n" + repeat(20, "/") + "!b");
    check_all_limits(encoding_of(pattern, tokens),
                     "!!" + repeat(30, "!" + mark) + repeat(40, mark) + "'re" + repeat(5, "!" + mark));
  }
}

TEST_CASE("truncate: contractions, words and numbers that a suffix divides in another way up to their end") {
  const std::string word = repeat(40, "e");
  Tokens tokens = {"'re're"};
  add_starts(tokens, "'re" + word);
  Tokens digits;
  add_ends(digits, repeat(10, "123"));
  for (const std::string_view pattern : {"o200k", "cl100k", "kimi", "gpt2"}) {
    check_all_limits(encoding_of(pattern, tokens), "xx" + repeat(30, "'re") + word);
    check_all_limits(encoding_of(pattern, tokens), "xx" + repeat(31, "'re") + word + word);
    check_all_limits(encoding_of(pattern, digits), "x" + repeat(30, "123") + "12a");
  }
}

TEST_CASE("truncate: control characters of DeepSeek before a word are one piece without it") {
  const Encoding encoding = encoding_of("deepseek-v3", {"\x01\x01", "\x01\x01\x01\x01", repeat(8, "\x01")});
  CHECK(*longest_prefix(encoding, "\x01\x01\x01\x01" "a", 1) == 4);
  check_all_limits(encoding, "\x01\x01\x01\x01" "a");
  check_all_limits(encoding, "b " + repeat(80, "\x01") + "a b");
}

TEST_CASE("truncate: random vocabularies with long tokens, against exhaustive search") {
  const std::vector<std::vector<std::string>> alphabets = {
      {"a", "b"}, {"\xE4\xB8\xAD", "A", "a"}, {std::string(uncased), "A", "a"}, {"\n", " ", "!", "x"}, {"\n", "/", "!"},
      {"'re", "s", "a", "A"}, {"!", "\xCC\x81", "/", "\n"}, {"1", "2", "a"}, {"\x01", "a", " "}, {"!", "a", "\xC3\xA9"},
      {"\xE3\x80\x80", "\n", "a"}, {"\xE2\xBA\x80", "!", "\xE4\xB8\xAD"}};
  Random random(21);
  for (int i = 0; i < 60; ++i) {
    const std::vector<std::string>& alphabet = alphabets[below(random, alphabets.size())];
    const Tokens tokens = random_tokens(random, alphabet, 2 + below(random, 40));
    const auto patterns = pattern_names();
    const std::string_view pattern = patterns[below(random, 9)];
    const Encoding encoding =
        encoding_of(pattern, tokens, below(random, 2) == 0 ? WholePieces::tokens : WholePieces::merged);
    std::string text;
    for (std::size_t runs = 1 + below(random, 6); runs > 0; --runs) {
      text += below(random, 4) == 0 ? any_of(random, tokens) : repeat(1 + below(random, 40), any_of(random, alphabet));
    }
    text = replace_ill_formed(text);
    if (text.size() > 300) continue;
    CAPTURE(pattern);
    CAPTURE(tokens.size());
    check_all_limits(encoding, text);
    ChunkOptions options{20, 1 + below(random, 19)};
    const auto found = chunk(encoding, text, options);
    const auto expected = reference::chunks(text, options.max_tokens, options.overlap, "", count_of(encoding));
    CHECK(found.has_value() == expected.has_value());
    if (!found || !expected) continue;
    REQUIRE(found->size() == expected->size());
    for (std::size_t at = 0; at < found->size(); ++at) {
      CHECK((*found)[at].start == (*expected)[at].start);
      CHECK((*found)[at].end == (*expected)[at].end);
      CHECK((*found)[at].tokens == (*expected)[at].tokens);
    }
  }
}
