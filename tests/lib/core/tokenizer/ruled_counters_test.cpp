// AppendableCounter and IntervalCounter for encodings with rules.

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

#include "lib/random_rules.hpp"
#include "lib/repeated.hpp"
#include "reference/intervals.hpp"
#include "tokmill/tokmill.hpp"

namespace {

using namespace tokmill;
using test::random_ruled_encoding;
using test::text_for_rules;

reference::Counter counter_for(const Encoding& encoding) {
  return [&encoding](std::string_view text) { return encoding.count(text); };
}

void damage_some(std::mt19937& random, std::string& text) {
  constexpr std::string_view bytes = "\xFF\xC3\xE4\x80";
  for (std::size_t left = random() % 4; left > 0 && !text.empty(); --left) {
    text[random() % text.size()] = bytes[random() % bytes.size()];
  }
}

}  // namespace

TEST_CASE("counters by rules: any part of a text, against a count of a copy") {
  std::mt19937 random(11);
  for (int i = 0; i < 50; ++i) {
    const Encoding encoding = random_ruled_encoding(random);
    std::string text = text_for_rules(random, 1 + random() % 500);
    if (i % 2 == 0) damage_some(random, text);
    const IntervalCounter counter(encoding, text);
    CAPTURE(i);
    CAPTURE(text);
    REQUIRE(counter.size() == text.size());
    for (int repeat = 0; repeat < 40; ++repeat) {
      const std::size_t start = random() % text.size();
      const std::size_t end = start + random() % (1 + text.size() - start);
      CAPTURE(start);
      CAPTURE(end);
      REQUIRE(counter.count(start, end) == reference::count_interval(text, start, end, counter_for(encoding)));
    }
    REQUIRE(counter.count(0, text.size() + 5) == encoding.count(text));
  }
}

TEST_CASE("counters by rules: a text that grows and shrinks, against a count of all of it") {
  std::mt19937 random(12);
  for (int i = 0; i < 50; ++i) {
    const Encoding encoding = random_ruled_encoding(random);
    AppendableCounter counter(encoding);
    reference::GrowingText expected(counter_for(encoding));
    CAPTURE(i);
    for (int step = 0; step < 40; ++step) {
      if (random() % 4 == 0) {
        const std::size_t size = random() % (1 + expected.text().size());
        counter.roll_back(size);
        expected.roll_back(size);
      } else {
        std::string part = text_for_rules(random, random() % 60);
        if (random() % 2 == 0) damage_some(random, part);
        part.resize(part.size() - random() % (1 + part.size() / 4));
        counter.append(part);
        expected.append(part);
      }
      CAPTURE(expected.text());
      REQUIRE(counter.size() == expected.text().size());
      if (random() % 3 > 0) REQUIRE(counter.count() == expected.count());
    }
  }
}

TEST_CASE("counters by rules: more text than is looked at at once") {
  std::mt19937 random(13);
  for (int i = 0; i < 12; ++i) {
    const Encoding encoding = random_ruled_encoding(random);
    const std::string text = text_for_rules(random, 20'000);
    AppendableCounter counter(encoding);
    counter.append(text);
    CAPTURE(i);
    REQUIRE(counter.count() == encoding.count(text));
    for (std::size_t size = text.size(); size > 3000; size -= 3000) {
      counter.roll_back(size);
      REQUIRE(counter.count() == encoding.count(std::string_view(text).substr(0, size)));
    }
  }
}

TEST_CASE("counters by rules: a long run that grows and shrinks") {
  std::mt19937 random(14);
  for (int i = 0; i < 12; ++i) {
    const Encoding encoding = test::random_merged_encoding(random);
    const std::string unit = text_for_rules(random, 1 + random() % 2);
    const std::string text = test::repeated(unit, 60'000) + text_for_rules(random, 10);
    AppendableCounter counter(encoding);
    CAPTURE(i);
    CAPTURE(unit);
    for (std::size_t size = 0; size < text.size();) {
      const std::size_t more = std::min<std::size_t>(text.size() - size, 1 + random() % 30'000);
      counter.append(text.substr(size, more));
      size += more;
      REQUIRE(counter.count() == encoding.count(text.substr(0, size)));
      if (random() % 2 == 0) continue;
      size -= random() % (1 + size / 2);
      counter.roll_back(size);
      REQUIRE(counter.count() == encoding.count(text.substr(0, size)));
    }
  }
}
