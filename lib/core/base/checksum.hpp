#pragma once

#include <cstdint>
#include <string_view>

namespace tokmill::base {

/// A checksum of bytes that detects accidental damage: a change of up to eight adjacent bytes changes it, any other
/// change with a probability of about 1 - 2^-64. Not for adversaries. The same on every machine. Several times as fast
/// as sha256().
[[nodiscard]] std::uint64_t checksum(std::string_view bytes) noexcept;

}  // namespace tokmill::base
