#include "commands/encode/shards/fingerprint.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>

using tokmill::cli::shards::add_fingerprint;
using tokmill::cli::shards::fingerprint_of;

TEST_CASE("fingerprint_of: does not change with the version or the processor, since it is in files") {
  CHECK(fingerprint_of("") == 0x12D10BBBBAE3ECFD);
  CHECK(fingerprint_of("The quick brown fox") == 0x74A40244F5741187);
}

TEST_CASE("fingerprint_of: every change of a bit, every prefix and zeros at the end are noticed") {
  const std::string text = "The quick brown fox jumps over";
  std::set<std::uint64_t> seen = {fingerprint_of(text)};
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string changed = text;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ 1 << bit % 8);
    CHECK(seen.insert(fingerprint_of(changed)).second);
  }
  for (std::size_t size = 0; size < text.size(); ++size) {
    CHECK(seen.insert(fingerprint_of(std::string_view(text).substr(0, size))).second);
  }
  for (std::size_t zeros = 1; zeros < 20; ++zeros) {
    CHECK(seen.insert(fingerprint_of(text + std::string(zeros, '\0'))).second);
  }
}

TEST_CASE("add_fingerprint: depends on the order and on the number of elements") {
  const std::uint64_t a = fingerprint_of("a");
  const std::uint64_t b = fingerprint_of("b");
  CHECK(add_fingerprint(add_fingerprint(0, a), b) != add_fingerprint(add_fingerprint(0, b), a));
  CHECK(add_fingerprint(0, a) != add_fingerprint(add_fingerprint(0, a), a));
  CHECK(add_fingerprint(0, 0) != 0);
}
