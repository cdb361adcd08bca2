#include "core/tokenizer/settled_cut.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/tokenizer/ruled_counter.hpp"
#include "lib/random_rules.hpp"
#include "lib/repeated.hpp"
#include "tokmill/tokmill.hpp"

namespace {

using namespace tokmill;
using test::random_merged_encoding;
using test::text_for_rules;

// Text of which parts are repeated, so that it has few safe cuts.
std::string repetitive_text(std::mt19937& random, std::size_t size) {
  std::string text;
  while (text.size() < size) {
    const std::string part = text_for_rules(random, 1 + random() % 3);
    text += test::repeated(part, (1 + random() % (size / part.size() + 1)) * part.size());
  }
  return text;
}

std::vector<TokenId> ids_of(const Encoding& encoding, std::string_view text, const SpecialPolicy& policy) {
  return *encoding.encode(text, policy);
}

bool starts_with(const std::vector<TokenId>& ids, const std::vector<TokenId>& start) {
  return ids.size() >= start.size() && std::equal(start.begin(), start.end(), ids.begin());
}

}  // namespace

TEST_CASE("settled cut: the text can be cut there, whatever follows") {
  std::mt19937 random(31);
  int found = 0;
  for (int i = 0; i < 150; ++i) {
    const Encoding encoding = random_merged_encoding(random);
    const EncodingData& data = EncodingAccess::data(encoding);
    if (data.rules == nullptr) continue;
    const std::string text = repetitive_text(random, 1 + random() % 200);
    for (const SpecialPolicy& policy : {SpecialPolicy::ordinary(), SpecialPolicy::allow_all()}) {
      const std::size_t cut = settled_cut(data, text, SegmentPart::start, policy);
      if (cut == 0) continue;
      ++found;
      CAPTURE(i);
      CAPTURE(text);
      CAPTURE(cut);
      REQUIRE(cut < text.size());
      const std::vector<TokenId> before = ids_of(encoding, text.substr(0, cut), policy);
      for (int repeat = 0; repeat < 6; ++repeat) {
        const std::string longer = text + text_for_rules(random, random() % 20);
        CAPTURE(longer);
        REQUIRE(starts_with(ids_of(encoding, longer, policy), before));
        if (!policy.is_ordinary()) continue;
        REQUIRE(before.size() + RuledCounter(data).count(std::string_view(longer).substr(cut), SegmentPart::rest) ==
                encoding.count(longer));
      }
    }
  }
  CHECK(found > 50);
}

TEST_CASE("settled cut: streams of text without safe cuts give the tokens of the whole text") {
  std::mt19937 random(32);
  for (int i = 0; i < 3; ++i) {
    const Encoding encoding = random_merged_encoding(random);
    const std::string text = repetitive_text(random, 560'000);
    for (const SpecialPolicy& policy : {SpecialPolicy::ordinary(), SpecialPolicy::allow_all()}) {
      std::vector<std::uint64_t> ends;
      const auto expected = encoding.encode(text, policy, IllFormed::replacement, &ends);
      StreamEncoder encoder(encoding, policy);
      std::vector<TokenId> ids;
      std::vector<std::uint64_t> stream_ends;
      for (std::string_view left = text; !left.empty();) {
        const std::size_t size = std::min<std::size_t>(left.size(), 1 + random() % 200'000);
        REQUIRE(encoder.append(left.substr(0, size), ids, &stream_ends));
        left.remove_prefix(size);
      }
      REQUIRE(encoder.finish(ids, &stream_ends));
      CAPTURE(i);
      CHECK(ids == *expected);
      CHECK(stream_ends == ends);
    }
  }
}

TEST_CASE("settled cut: most tokens of a long run are settled") {
  std::vector<ListedToken> tokens = {{"-", 0}, {"--", 1}, {"----", 2}, {"a", 3}, {"b", 4}, {"ab", 5}};
  const std::vector<Merge> merges = {{0, 0}, {1, 1}, {3, 4}};
  EncodingParts parts{"mine", *PreTokenizer::of_steps({}), {}, {Prepend{" "}}};
  parts.merges_alone = true;
  const Encoding encoding = *Encoding::make(*Vocabulary::from_characters(tokens, merges, {{}, 3, true}), parts);
  const std::string dashes(1000, '-');
  CHECK(settled_cut(EncodingAccess::data(encoding), dashes, SegmentPart::start, SpecialPolicy::ordinary()) > 980);
  StreamCounter counter(encoding);
  const std::string more(std::size_t{1} << 20, '-');
  REQUIRE(counter.append(more));
  CHECK(counter.settled_tokens() > more.size() / 4 - (std::size_t{1} << 17));
}
