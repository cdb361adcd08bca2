#include "core/truncate/merged_search.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>

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
  for (int i = 0; i < 400; ++i) {
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
  CHECK(prefixes > 500);
  CHECK(suffixes > 300);
}
