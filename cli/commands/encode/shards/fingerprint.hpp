#pragma once

#include <cstdint>
#include <string_view>

namespace tokmill::cli::shards {

/// A number by which another input is noticed, at several gigabytes a second. It is no protection against someone who
/// looks for two inputs with the same number. The same on all processors.
[[nodiscard]] std::uint64_t fingerprint_of(std::string_view bytes) noexcept;

/// The fingerprint of a sequence, to which an element with the fingerprint `next` is added. That of an empty sequence
/// is 0.
[[nodiscard]] constexpr std::uint64_t add_fingerprint(std::uint64_t sequence, std::uint64_t next) noexcept {
  constexpr std::uint64_t odd = 0xD6E8'FEB8'6659'FD93;
  const std::uint64_t mixed = (sequence ^ next) * odd;
  return (mixed ^ mixed >> 32) + odd;
}

}  // namespace tokmill::cli::shards
