#include "commands/encode/shards/fingerprint.hpp"

#include <algorithm>
#include <cstddef>

namespace tokmill::cli::shards {
namespace {

// Written so that a compiler makes one load of it.
std::uint64_t little_endian_word(const char* bytes) noexcept {
  std::uint64_t word = 0;
  for (unsigned i = 0; i < 8; ++i) word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  return word;
}

}  // namespace

std::uint64_t fingerprint_of(std::string_view bytes) noexcept {
  std::uint64_t sequence = add_fingerprint(0, bytes.size());
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    sequence = add_fingerprint(sequence, little_endian_word(bytes.data()));
  }
  char rest[8] = {};
  std::ranges::copy(bytes, rest);
  return add_fingerprint(sequence, little_endian_word(rest));
}

}  // namespace tokmill::cli::shards
