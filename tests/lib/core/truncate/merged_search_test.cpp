#include "core/truncate/merged_search.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/tokenizer/ruled_counter.hpp"
#include "lib/random_rules.hpp"
#include "lib/repeated.hpp"
#include "reference/truncate.hpp"
#include "tokmill/tokmill.hpp"

namespace {

using namespace tokmill;
using test::random_merged_encoding;
using test::text_for_rules;

}  // namespace

TEST_CASE("merged search: longest prefixes and suffixes, against exhaustive search") {
  std::mt19937 random(41);
  int prefixes = 0;
  int suffixes = 0;
  for (int i = 0; i < 150; ++i) {
    const Encoding encoding = random_merged_encoding(random);
    const EncodingData& data = EncodingAccess::data(encoding);
    if (data.rules == nullptr) continue;
    for (int repeat = 0; repeat < 4; ++repeat) {
      std::string text = text_for_rules(random, 1 + random() % (repeat == 0 ? 150 : 20));
      if (repeat == 1) text = test::repeated(text.substr(0, (text[0] & 0x80) == 0 ? 1 : 4), 40);
      text = replace_ill_formed(text);
      truncate::MergedSearch search(data);
      const auto count = [&](std::string_view part) { return encoding.count(part); };
      const std::size_t limit = random() % (2 + encoding.count(text));
      CAPTURE(i);
      CAPTURE(text);
      CAPTURE(limit);
      if (const auto found = search.longest_prefix(text, SegmentPart::start, limit)) {
        ++prefixes;
        REQUIRE(found->size == reference::longest_prefix(text, limit, count));
        REQUIRE(found->tokens == encoding.count(std::string_view(text).substr(0, found->size)));
      }
      if (const auto found = search.longest_suffix(text, limit)) {
        ++suffixes;
        REQUIRE(*found == reference::longest_suffix(text, limit, count));
      }
      // A text that continues another one.
      const auto count_rest = [&](std::string_view part) { return RuledCounter(data).count(part, SegmentPart::rest); };
      if (const auto found = search.longest_prefix(text, SegmentPart::rest, limit)) {
        REQUIRE(found->size == reference::longest_prefix(text, limit, count_rest));
      }
    }
  }
  CHECK(prefixes > 180);
  CHECK(suffixes > 110);
}

TEST_CASE("merged search: prefixes of a long run of any number of tokens") {
  const std::vector<ListedToken> tokens = {{"-", 0}, {"--", 1}, {"a", 2}};
  const std::vector<Merge> merges = {{0, 0}};
  EncodingParts parts{"mine", *PreTokenizer::of_steps({}), {{"<a>", 9, false, false}}};
  parts.merges_alone = true;
  const Encoding encoding = *Encoding::make(*Vocabulary::from_characters(tokens, merges, {{}, 2, false}), parts);
  const std::string text = test::repeated("-", 1 << 15);
  truncate::MergedSearch search(EncodingAccess::data(encoding));
  for (const std::size_t limit : {1U, 16U, 17U, 511U, 512U, 513U, 1024U, 4096U, 10'000U}) {
    const auto found = search.longest_prefix(text, SegmentPart::start, limit);
    REQUIRE(found);
    CHECK(found->size == 2 * limit);
    CHECK(found->tokens == limit);
    CHECK(found->decisive > 2 * limit);
    CHECK(search.longest_suffix(text, limit) == text.size() - 2 * limit);
  }
}
