#include "core/truncate/ruled_search.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/random_rules.hpp"
#include "lib/repeated.hpp"
#include "reference/intervals.hpp"
#include "reference/truncate.hpp"
#include "tokmill/tokmill.hpp"

namespace {

using namespace tokmill;
using test::random_ruled_encoding;
using test::text_for_rules;

reference::Counter counter_of(const Encoding& encoding) {
  return [&encoding](std::string_view text) { return encoding.count(text); };
}

void check_both_ends(const Encoding& encoding, std::string_view text, std::size_t limit) {
  CAPTURE(text);
  CAPTURE(limit);
  const auto count = counter_of(encoding);
  REQUIRE(*longest_prefix(encoding, text, limit) == reference::longest_prefix(text, limit, count));
  REQUIRE(*longest_suffix(encoding, text, limit) == reference::longest_suffix(text, limit, count));
}

bool has_rules(const Encoding& encoding) { return EncodingAccess::data(encoding).rules != nullptr; }

std::vector<Chunk> chunks_of_stream(const Encoding& encoding, std::string_view text, const ChunkOptions& options,
                                    std::size_t part) {
  std::vector<Chunk> chunks;
  StreamChunker chunker(encoding, options);
  const auto add = [&](const Chunk& chunk, std::string_view) { chunks.push_back(chunk); };
  for (std::size_t at = 0; at < text.size(); at += part) {
    if (!chunker.append(text.substr(at, part), add)) return chunks;
  }
  static_cast<void>(chunker.finish(add));
  return chunks;
}

// An encoding with added tokens that are always cut out.
Encoding encoding_with_added_tokens(std::mt19937& random) {
  while (true) {
    Encoding encoding = random_ruled_encoding(random);
    const auto& rules = EncodingAccess::data(encoding).rules;
    if (rules != nullptr && rules->raw_tokens.are_some_cut_out()) return encoding;
  }
}

// A text of added tokens, special ones included, and parts of some.
std::string text_of_added_tokens(std::mt19937& random, std::size_t parts) {
  constexpr std::string_view all[] = {"<a>", "<aa>", "a>b", "<s>", "<s>a", "ab", "bc", "b<", "\u00E9 ", "<", "a",
                                      "\u4F60"};
  const std::size_t kinds = 1 + random() % std::size(all);
  const std::size_t first = random() % std::size(all);
  std::string text;
  for (; parts > 0; --parts) text += all[(first + random() % kinds) % std::size(all)];
  return text;
}

// CPU seconds for a prefix and a suffix of half of a text of added tokens.
double seconds_for(std::size_t tokens) {
  constexpr std::size_t names = 100;
  std::vector<ListedToken> bytes;
  std::string characters;
  for (unsigned byte = 0; byte < 256; ++byte) characters += static_cast<char>(byte);
  for (TokenId byte = 0; byte < 256; ++byte) bytes.push_back({std::string_view(characters).substr(byte, 1), byte});
  EncodingParts parts{"added", *PreTokenizer::named("gpt2")};
  for (TokenId n = 0; n < names; ++n) {
    parts.added_tokens.push_back({"<t" + std::to_string(n) + ">", 1000 + n, false, false});
  }
  const Encoding encoding = *Encoding::make(*Vocabulary::from_merges(bytes, {}), parts);
  std::string text;
  for (std::size_t n = 0; n < tokens; ++n) text += "<t" + std::to_string(n % names) + ">";
  REQUIRE(encoding.count(text) == tokens);
  const std::clock_t start = std::clock();
  const std::size_t prefix = *longest_prefix(encoding, text, tokens / 2);
  const std::size_t suffix = *longest_suffix(encoding, text, tokens / 2);
  const std::clock_t end = std::clock();
  REQUIRE(encoding.count(std::string_view(text).substr(0, prefix)) == tokens / 2);
  REQUIRE(encoding.count(std::string_view(text).substr(suffix)) == tokens / 2);
  return static_cast<double>(end - start) / CLOCKS_PER_SEC;
}

}  // namespace

TEST_CASE("search by rules: texts of added tokens, against exhaustive search") {
  std::mt19937 random(7);
  for (int i = 0; i < 150; ++i) {
    const Encoding encoding = encoding_with_added_tokens(random);
    const std::string text = text_of_added_tokens(random, 1 + random() % 60);
    const std::size_t limit = random() % (2 + encoding.count(text));
    CAPTURE(i);
    check_both_ends(encoding, text, limit);
    const auto count = counter_of(encoding);
    const ChunkOptions options{.max_tokens = 1 + limit % 20, .overlap = limit % 20 / 2};
    const auto expected = reference::chunks(text, options.max_tokens, options.overlap, "", count);
    const auto found = chunk(encoding, text, options);
    REQUIRE(found.has_value() == expected.has_value());
    if (found) REQUIRE(chunks_of_stream(encoding, text, options, 1 + random() % 9) == *found);
    for (std::size_t n = 0; found && n < found->size(); ++n) {
      REQUIRE((*found)[n] == Chunk{(*expected)[n].start, (*expected)[n].end, (*expected)[n].tokens});
    }
    const IntervalCounter intervals(encoding, text);
    AppendableCounter growing(encoding);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t size = 1 + random() % 30;
      growing.append(std::string_view(text).substr(at, size));
      at = std::min(text.size(), at + size);
      if (random() % 4 == 0) {
        at = random() % at;
        growing.roll_back(at);
      }
      REQUIRE(growing.count() == encoding.count(std::string_view(text).substr(0, at)));
      const std::size_t start = random() % (at + 1);
      REQUIRE(intervals.count(start, at) == reference::count_interval(text, start, at, count));
    }
  }
}

TEST_CASE("search by rules: the time for a text of added tokens is linear") {
  // 8 in a quiet run; 64 if it were quadratic.
  double least = 1e9;
  for (int attempt = 0; attempt < 5 && least > 20; ++attempt) {
    least = std::min(least, seconds_for(16'000) / std::max(1e-6, seconds_for(2'000)));
  }
  CHECK(least < 20);
}

TEST_CASE("search by rules: longest prefixes and suffixes of random texts, against exhaustive search") {
  std::mt19937 random(1);
  int ruled = 0;
  for (int i = 0; i < 40; ++i) {
    const Encoding encoding = random_ruled_encoding(random);
    ruled += has_rules(encoding) ? 1 : 0;
    for (int repeat = 0; repeat < 6; ++repeat) {
      const std::string text = text_for_rules(random, 1 + random() % (repeat == 0 ? 120 : 20));
      const std::size_t limit = random() % (2 + encoding.count(text));
      CAPTURE(i);
      check_both_ends(encoding, text, limit);
    }
  }
  CHECK(ruled > 25);
}

TEST_CASE("search by rules: a longer text with the decisive bytes has the same longest prefix") {
  std::mt19937 random(2);
  int decided = 0;
  for (int i = 0; i < 80; ++i) {
    const Encoding encoding = random_ruled_encoding(random);
    if (!has_rules(encoding)) continue;
    const std::string text = text_for_rules(random, 60 + random() % 100);
    const std::size_t limit = random() % 20;
    truncate::RuledSearch search(EncodingAccess::data(encoding));
    const truncate::Prefix found = search.longest_prefix(text, limit);
    REQUIRE(found.tokens == encoding.count(std::string_view(text).substr(0, found.size)));
    REQUIRE(found.decisive <= text.size());
    if (found.decisive == 0) continue;
    ++decided;
    std::size_t decisive = found.decisive;
    while (decisive < text.size() && (text[decisive] & 0xC0) == 0x80) ++decisive;
    for (int repeat = 0; repeat < 4; ++repeat) {
      const std::string other = text.substr(0, decisive) + text_for_rules(random, random() % 20);
      CAPTURE(i);
      CAPTURE(other);
      CAPTURE(limit);
      REQUIRE(reference::longest_prefix(other, limit, counter_of(encoding)) == found.size);
    }
  }
  CHECK(decided > 20);
}

TEST_CASE("search by rules: chunks, whole and from a stream, against the reference") {
  std::mt19937 random(3);
  for (int i = 0; i < 60; ++i) {
    const Encoding encoding = random_ruled_encoding(random);
    const std::string text = text_for_rules(random, 1 + random() % 60);
    const std::size_t limit = 1 + random() % 12;
    ChunkOptions options{.max_tokens = limit, .overlap = random() % 2 == 0 ? 0 : random() % limit};
    CAPTURE(i);
    CAPTURE(text);
    CAPTURE(limit);
    CAPTURE(options.overlap);
    const auto expected = reference::chunks(text, limit, options.overlap, "", counter_of(encoding));
    const auto found = chunk(encoding, text, options);
    REQUIRE(found.has_value() == expected.has_value());
    if (!found) continue;
    REQUIRE(found->size() == expected->size());
    for (std::size_t n = 0; n < found->size(); ++n) {
      REQUIRE((*found)[n] == Chunk{(*expected)[n].start, (*expected)[n].end, (*expected)[n].tokens});
    }
    REQUIRE(chunks_of_stream(encoding, text, options, 1 + random() % 9) == *found);
  }
}

TEST_CASE("search by rules: a stream of chunks that is longer than what is waited for") {
  std::mt19937 random(4);
  for (int i = 0; i < 10; ++i) {
    const Encoding encoding = random_ruled_encoding(random);
    const std::string text = text_for_rules(random, 250);
    const ChunkOptions options{.max_tokens = 5 + random() % 20, .overlap = random() % 5};
    const auto found = chunk(encoding, text, options);
    if (!found) continue;
    CAPTURE(i);
    REQUIRE(chunks_of_stream(encoding, text, options, 1 + random() % 900) == *found);
  }
}

TEST_CASE("search by rules: no text with that number of tokens is larger than max_text_size") {
  std::mt19937 random(5);
  int known = 0;
  for (int i = 0; i < 50; ++i) {
    const Encoding encoding = random_ruled_encoding(random);
    for (int repeat = 0; repeat < 5; ++repeat) {
      const std::string text = text_for_rules(random, 1 + random() % 12);
      const std::size_t most = max_text_size(encoding, encoding.count(text));
      known += most != static_cast<std::size_t>(-1) ? 1 : 0;
      CAPTURE(text);
      REQUIRE(text.size() <= most);
    }
  }
  CHECK(known > 50);
}

TEST_CASE("search by rules: texts without a cut") {
  std::mt19937 random(6);
  for (int i = 0; i < 20; ++i) {
    const Encoding encoding = random_ruled_encoding(random);
    const std::string part = text_for_rules(random, 1 + random() % 2);
    const std::string text = test::repeated(part, 200 / part.size() * part.size());
    const std::size_t limit = random() % (2 + encoding.count(text));
    CAPTURE(i);
    check_both_ends(encoding, text, limit);
  }
}
