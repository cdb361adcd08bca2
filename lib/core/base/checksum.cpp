#include "core/base/checksum.hpp"

#include <bit>
#include <cstddef>
#include <cstring>

namespace tokmill::base {
namespace {

static_assert(std::endian::native == std::endian::little, "words are read as little-endian numbers");

constexpr std::size_t word_size = 8;
constexpr std::size_t lanes = 4;  // independent of each other, so that the processor works on all of them at once

// Odd, so that multiplying by it loses nothing: different words give different states.
constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U;

// Multiplying moves bits up only, so the high ones come down before it is done again. With one multiplication, the
// highest bit of a word would be one bit of the next state, which a change of the next word could undo.
constexpr std::uint64_t mixed(std::uint64_t state, std::uint64_t word) noexcept {
  const std::uint64_t once = (state ^ word) * factor;
  const std::uint64_t twice = (once ^ once >> 32) * factor;
  return twice ^ twice >> 29;
}

std::uint64_t word_at(const char* bytes) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, word_size);
  return word;
}

}  // namespace

std::uint64_t checksum(std::string_view bytes) noexcept {
  std::uint64_t states[lanes] = {1, 2, 3, 4};
  std::uint64_t total = bytes.size();
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= lanes * word_size; left -= lanes * word_size) {
    for (std::uint64_t& state : states) {
      state = mixed(state, word_at(at));
      at += word_size;
    }
  }
  for (const std::uint64_t state : states) total = mixed(total, state);
  for (; left >= word_size; left -= word_size, at += word_size) total = mixed(total, word_at(at));
  std::uint64_t rest = 0;
  if (left > 0) std::memcpy(&rest, at, left);
  return mixed(total, rest);
}

}  // namespace tokmill::base
