#include "core/unicode/lead_search.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <iterator>
#include <random>
#include <string>
#include <string_view>

#include "core/base/cpu.hpp"
#include "core/unicode/utf8.hpp"
#include "lib/guarded_page.hpp"
#include "tokmill/portable_code.hpp"

namespace {

using tokmill::unicode::LeadSet;

bool is_in(const LeadSet& leads, char byte) {
  const auto lead = static_cast<unsigned char>(byte);
  return lead >= 0xC0 && (leads.by_low_nibble[lead % 16] >> (lead / 16 - 12) & 1) != 0;
}

// The reference: byte by byte.
std::size_t first_in(const LeadSet& leads, std::string_view text, std::size_t at) {
  while (at < text.size() && !is_in(leads, text[at])) ++at;
  return at;
}

constexpr std::string_view characters[] = {"a",      "~",      "\u0080", "\u00E9", "\u0301", "\u07FF", "\u3042",
                                           "\u4E2D", "\u6587", "\uFF0C", "\uFFFD", "\U0001F600"};

}  // namespace

TEST_CASE("lead search: sets contain what was inserted") {
  for (unsigned inserted = 0xC0; inserted <= 0xFF; ++inserted) {
    LeadSet leads{};
    leads.insert(static_cast<unsigned char>(inserted));
    for (unsigned byte = 0; byte <= 0xFF; ++byte) REQUIRE(is_in(leads, static_cast<char>(byte)) == (byte == inserted));
  }
}

TEST_CASE("lead search: random texts and sets, from every character, at the end of readable memory") {
  std::mt19937 random(20261126);
  GuardedPage page;
  std::size_t found = 0;
  for (int round = 0; round < 400; ++round) {
    LeadSet leads{};
    for (std::size_t left = random() % 5; left > 0; --left) {
      leads.insert(static_cast<unsigned char>(characters[2 + random() % 10][0]));
    }
    std::string text;
    const std::size_t size = random() % 300;
    const std::size_t kinds = 1 + random() % std::size(characters);
    while (text.size() < size) text += characters[random() % kinds];
    const std::string_view guarded = page.at_end(text);
    for (std::size_t at = 0; at <= guarded.size(); ++at) {
      if (at < guarded.size() && tokmill::unicode::is_continuation(guarded[at])) continue;
      const std::size_t end = tokmill::unicode::skip_without_leads(leads, guarded, at);
      const std::size_t expected = first_in(leads, guarded, at);
      REQUIRE(at <= end);
      REQUIRE(end <= expected);
      REQUIRE(tokmill::unicode::is_character_boundary(guarded, end));
      if (!tokmill::base::has_avx2() || tokmill::base::is_portable_only()) continue;
      // Everything is skipped but what is in the last, incomplete block.
      const bool is_exact = end == expected || guarded.size() - end < 32 + 3;
      REQUIRE(is_exact);
      if (end == expected && end < guarded.size()) ++found;
    }
  }
  if (tokmill::base::has_avx2() && !tokmill::base::is_portable_only()) CHECK(found > 1000);
}

TEST_CASE("lead search: portable code skips nothing") {
  const std::string text(100, 'a');
  tokmill::set_portable_code(true);
  CHECK(tokmill::unicode::skip_without_leads({}, text, 7) == 7);
  tokmill::set_portable_code(false);
}
