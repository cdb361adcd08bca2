#include "tokmill/stream.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/truncate/texts.hpp"
#include "lib/encoding.hpp"
#include "tokmill/registry.hpp"
#include "tokmill/utf8.hpp"

namespace {

using namespace tokmill;

// One encoding per pattern and vocabulary.
struct Treatment {
  SpecialPolicy policy;
  IllFormed ill_formed;
};

const std::vector<Treatment>& treatments() {
  static const std::vector<Treatment> all = {
      {SpecialPolicy::ordinary(), IllFormed::replacement},
      {SpecialPolicy::ordinary(), IllFormed::byte_fallback},
      {SpecialPolicy::allow_all(), IllFormed::replacement},
      {SpecialPolicy::allow_all(), IllFormed::byte_fallback},
      {SpecialPolicy::error(), IllFormed::replacement},
      {SpecialPolicy::of({"<|endoftext|>"}, {}), IllFormed::byte_fallback},
  };
  return all;
}

struct Encoded {
  std::vector<TokenId> ids;
  std::vector<std::uint64_t> ends;
  std::optional<Error> error;
};

// Where the text is cut into parts, in ascending order.
using Cuts = std::vector<std::size_t>;

template <class Append>
std::optional<Error> for_each_part(std::string_view text, const Cuts& cuts, const Append& append) {
  std::size_t start = 0;
  for (std::size_t i = 0; i <= cuts.size(); ++i) {
    const std::size_t end = i == cuts.size() ? text.size() : cuts[i];
    // A copy of its own, so that sanitizers notice reads outside of the part.
    const std::vector<char> part(text.begin() + static_cast<std::ptrdiff_t>(start),
                                 text.begin() + static_cast<std::ptrdiff_t>(end));
    if (Result<void> appended = append(std::string_view(part.data(), part.size())); !appended) {
      return appended.error();
    }
    start = end;
  }
  return std::nullopt;
}

Encoded stream_encode(StreamEncoder& stream, std::string_view text, const Cuts& cuts) {
  Encoded encoded;
  encoded.error = for_each_part(
      text, cuts, [&](std::string_view part) { return stream.append(part, encoded.ids, &encoded.ends); });
  const Result<void> finished = stream.finish(encoded.ids, &encoded.ends);
  if (encoded.error) {
    CHECK_FALSE(finished.has_value());
  } else if (!finished) {
    encoded.error = finished.error();
  }
  return encoded;
}

Result<std::uint64_t> stream_count(StreamCounter& stream, std::string_view text, const Cuts& cuts) {
  std::uint64_t settled = 0;
  (void)for_each_part(text, cuts, [&](std::string_view part) {
    Result<void> appended = stream.append(part);
    CHECK(stream.settled_tokens() >= settled);
    settled = stream.settled_tokens();
    return appended;
  });
  Result<std::uint64_t> finished = stream.finish();
  if (finished) CHECK(*finished >= settled);
  return finished;
}

// Compares streams over one text with the functions for whole texts.
class StreamComparison {
 public:
  StreamComparison(const Encoding& encoding, const Treatment& treatment, std::string_view text)
      : encoding_(encoding),
        text_(text),
        encoder_(encoding, treatment.policy, treatment.ill_formed),
        counter_(encoding, treatment.policy, treatment.ill_formed),
        expected_(encoding.encode(text, treatment.policy, treatment.ill_formed)),
        tokenized_(treatment.ill_formed == IllFormed::replacement ? replace_ill_formed(text) : std::string(text)) {}

  void check(const Cuts& cuts) {
    CAPTURE(encoding_.name());
    CAPTURE(cuts);
    CAPTURE(text_.substr(0, 300));
    const Encoded encoded = stream_encode(encoder_, text_, cuts);
    const Result<std::uint64_t> count = stream_count(counter_, text_, cuts);
    REQUIRE(encoder_.first_ill_formed() == find_ill_formed_as_64(text_));
    REQUIRE(encoded.error.has_value() == !expected_.has_value());
    REQUIRE(count.has_value() == expected_.has_value());
    if (encoded.error) {
      REQUIRE(encoded.error->code == expected_.error().code);
      REQUIRE(encoded.error->position == expected_.error().position);
      REQUIRE(encoded.error->message == expected_.error().message);
      REQUIRE(count.error().message == expected_.error().message);
      return;
    }
    REQUIRE(encoded.ids == *expected_);
    REQUIRE(*count == expected_->size());
    check_ends(encoded);
  }

 private:
  std::optional<std::uint64_t> find_ill_formed_as_64(std::string_view text) const {
    // A stream stops at an error, so that later parts are not checked.
    if (!expected_) return encoder_.first_ill_formed();
    return find_ill_formed(text);
  }

  void check_ends(const Encoded& encoded) {
    REQUIRE(encoded.ends.size() == encoded.ids.size());
    std::size_t start = 0;
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < encoded.ids.size(); ++i) {
      // Two names share the id 200018 of o200k_harmony.
      if (encoded.ids[i] != 200018 && encoded.ends[i] != start + encoding_.token_bytes(encoded.ids[i])->size()) ++wrong;
      start = encoded.ends[i];
    }
    REQUIRE(wrong == 0);
    REQUIRE(start == tokenized_.size());
  }

  const Encoding& encoding_;
  std::string_view text_;
  StreamEncoder encoder_;
  StreamCounter counter_;
  Result<std::vector<TokenId>> expected_;
  std::string tokenized_;
};

template <class Check>
void for_each_comparison(std::string_view text, const Check& check) {
  for (const std::string_view name : vocabulary_names) {
    for (const Treatment& treatment : treatments()) {
      StreamComparison comparison(encoding(name), treatment, text);
      check(comparison);
    }
  }
}

Cuts every_byte(std::string_view text) {
  Cuts cuts;
  for (std::size_t i = 1; i < text.size(); ++i) cuts.push_back(i);
  return cuts;
}

Cuts random_cuts(Random& random, std::string_view text) {
  Cuts cuts;
  const std::size_t longest = std::size_t{1} << below(random, 18);
  for (std::size_t at = below(random, longest + 1); at < text.size(); at += below(random, longest + 1)) {
    cuts.push_back(at);
  }
  return cuts;
}

const std::vector<std::string>& short_texts() {
  static const std::vector<std::string> all = {
      "",
      "a",
      "we'll",
      "We'LL go",
      "it's \u0161'\u017F",
      "中ABx",
      "中AB",
      "a\n  \n",
      "a\n  b",
      " \n\n !/\n/",
      "\u0301A\u0301",
      "\xE4\xB8",
      "a\xE4\xB8z\xF0\x9F\x98",
      "\xFF\xC3\xA9\xED\xA0\x80",
      "12345678",
      "<|endoftext|>",
      "a<|endoftext|>  <|endoftext|",
      "<|<|endoftext|>|>",
      "<|endo\xFF<|endoftext|>",
      "<|fim_prefix|><|endofprompt|>",
      "<|endoftext|",
      "\xE4<|endoftext|>",
      "<<|",
      " \u3000\t中文字、カナ",
  };
  return all;
}

}  // namespace

TEST_CASE("stream: parts that are counted on several threads") {
  std::string words;
  while (words.size() < (std::size_t{5} << 20)) words += " internationalization of 12345 \u4F60\u597D don't\n\n  x";
  for (const std::string_view name : {"gpt2", "cl100k_base", "o200k_base"}) {
    const Encoding& encoding = **find_encoding(name);
    const std::size_t expected = encoding.count(words);
    // The second part starts inside a word, inside white space, inside a character, or in a text that cannot be cut.
    for (const std::size_t cut : {3U, 32U, 35U, 40U, 47U}) {
      StreamCounter counter(encoding, SpecialPolicy::ordinary(), IllFormed::replacement, 3);
      const std::string_view text = words;
      REQUIRE(counter.append(text.substr(0, cut)));
      REQUIRE(counter.append(text.substr(cut, std::size_t{3} << 20)));
      REQUIRE(counter.append(text.substr(cut + (std::size_t{3} << 20))));
      CHECK(*counter.finish() == expected);

      StreamEncoder encoder(encoding, SpecialPolicy::ordinary(), IllFormed::replacement, 3);
      std::vector<TokenId> ids;
      REQUIRE(encoder.append(text.substr(0, cut), ids));
      REQUIRE(encoder.append(text.substr(cut, std::size_t{3} << 20), ids));
      REQUIRE(encoder.append(text.substr(cut + (std::size_t{3} << 20)), ids));
      REQUIRE(encoder.finish(ids));
      std::vector<TokenId> all;
      encoding.encode_ordinary(words, all);
      CHECK(ids == all);
    }
    std::string ill_formed = words + "\xFF" + words;
    StreamCounter counter(encoding, SpecialPolicy::ordinary(), IllFormed::replacement, 3);
    REQUIRE(counter.append(words));
    REQUIRE(counter.append(std::string_view(ill_formed).substr(words.size())));
    CHECK(counter.first_ill_formed() == words.size());
    CHECK(*counter.finish() == encoding.count(ill_formed));
    const std::string dashes(std::size_t{3} << 20, '-');
    REQUIRE(counter.append(dashes));
    REQUIRE(counter.append(dashes));
    CHECK(*counter.finish() == encoding.count(dashes + dashes));
  }
}

TEST_CASE("stream: short texts, every cut") {
  for (const std::string& text : short_texts()) {
    for_each_comparison(text, [&](StreamComparison& comparison) {
      comparison.check({});
      for (std::size_t cut = 0; cut <= text.size(); ++cut) comparison.check({cut});
      comparison.check(every_byte(text));
    });
  }
}

TEST_CASE("stream: short texts, every pair of cuts") {
  for (const std::string& text : short_texts()) {
    if (text.size() > 12) continue;
    for_each_comparison(text, [&](StreamComparison& comparison) {
      for (std::size_t first = 0; first <= text.size(); ++first) {
        for (std::size_t second = first; second <= text.size(); ++second) comparison.check({first, second});
      }
    });
  }
}

TEST_CASE("stream: mixed texts at random cuts") {
  Random random(20261125);
  for (int i = 0; i < 12; ++i) {
    std::string text = mixed_text(random, below(random, std::size_t{1} << (2 + below(random, 12))));
    if (i % 3 == 0) damage(random, text);
    for_each_comparison(text, [&](StreamComparison& comparison) { comparison.check(random_cuts(random, text)); });
  }
}

TEST_CASE("stream: long runs at random cuts") {
  Random random(20261126);
  for (int i = 0; i < 24; ++i) {
    std::string text;
    for (auto left = 1 + below(random, 3); left > 0; --left) {
      text += long_run(random, below(random, std::size_t{1} << (2 + below(random, 12))));
    }
    if (i % 5 == 0) damage(random, text);
    for_each_comparison(text, [&](StreamComparison& comparison) { comparison.check(random_cuts(random, text)); });
  }
}

TEST_CASE("stream: pieces without end") {
  for (const std::string& text : long_pieces(350'000)) {
    for (const std::string_view name : {"r50k_base", "cl100k_base", "o200k_base"}) {
      StreamComparison comparison(encoding(name), treatments()[0], text);
      Cuts cuts;
      for (std::size_t at = 40'001; at < text.size(); at += 40'001) cuts.push_back(at);
      comparison.check(cuts);
    }
  }
}

TEST_CASE("stream: an unknown special token is reported by each call") {
  std::vector<TokenId> ids;
  StreamEncoder encoder(encoding("r50k_base"), SpecialPolicy::allow({"<|no such|>"}));
  CHECK(encoder.append("", ids).error().code == ErrorCode::unknown_special_token);
  CHECK(encoder.append("a", ids).error().code == ErrorCode::unknown_special_token);
  CHECK(encoder.finish(ids).error().code == ErrorCode::unknown_special_token);
  CHECK(encoder.finish(ids).error().code == ErrorCode::unknown_special_token);
  CHECK(ids.empty());
}

TEST_CASE("stream: a stream can be reused after an error, and moved") {
  StreamCounter counter(encoding("o200k_base"), SpecialPolicy::error());
  CHECK(counter.append("x<|endoftext|>").error().position == 1);
  CHECK(counter.append("y").error().position == 1);
  StreamCounter moved(std::move(counter));
  CHECK(moved.finish().error().position == 1);
  CHECK(moved.append("hello world\xFF").has_value());
  CHECK(*moved.finish() == encoding("o200k_base").count("hello world\xFF"));
  CHECK(moved.first_ill_formed() == 11);
  CHECK(*moved.finish() == 0);
  CHECK_FALSE(moved.first_ill_formed().has_value());
}
