#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "tokmill/token_id.hpp"

namespace tokmill::cli::output {

/// How a file holds ids: as uint16 if all ids of an encoding fit, else as uint32, little-endian.
class TokenBytes {
 public:
  /// All ids are below `vocabulary_size`.
  explicit TokenBytes(TokenId vocabulary_size) noexcept : is_wide_(vocabulary_size > 0x10000) {}

  [[nodiscard]] bool is_wide() const noexcept { return is_wide_; }

  /// The bytes of an id.
  [[nodiscard]] std::size_t size() const noexcept { return is_wide_ ? 4 : 2; }

  /// The name of the type: `uint16` or `uint32`.
  [[nodiscard]] std::string_view type() const noexcept { return is_wide_ ? "uint32" : "uint16"; }

  /// The name of the type in the header of a NumPy array.
  [[nodiscard]] std::string_view numpy_type() const noexcept { return is_wide_ ? "<u4" : "<u2"; }

  /// Appends the bytes of `ids`.
  void append(std::span<const TokenId> ids, std::string& bytes) const;

 private:
  bool is_wide_;
};

}  // namespace tokmill::cli::output
