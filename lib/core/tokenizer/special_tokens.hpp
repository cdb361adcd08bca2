#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "tokmill/encoding.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// An occurrence of a special token in a text.
struct SpecialOccurrence {
  std::size_t start;  // byte offset
  const SpecialToken* token;
};

/// The special tokens of an encoding. Every name starts with `<|`, ends with `|>`, contains neither elsewhere and has
/// at most max_name_size bytes, so occurrences never overlap.
class SpecialTokens {
 public:
  static constexpr std::size_t max_name_size = 32;

  /// `by_id` is ordered by id; `by_name` has the indexes of these tokens, ordered by is_before(). Both must outlive
  /// this.
  constexpr SpecialTokens(std::span<const SpecialToken> by_id, std::span<const std::uint16_t> by_name) noexcept
      : by_id_(by_id), by_name_(by_name) {}

  /// The order of `by_name`: shorter names first, because comparing sizes is cheap.
  [[nodiscard]] static constexpr bool is_before(std::string_view left, std::string_view right) noexcept {
    return left.size() != right.size() ? left.size() < right.size() : left < right;
  }

  /// All tokens, ordered by id. Of two names for an id, decoding returns the first.
  [[nodiscard]] std::span<const SpecialToken> by_id() const noexcept { return by_id_; }

  /// The token with this name, or null. Time: logarithmic in the number of special tokens.
  [[nodiscard]] const SpecialToken* named(std::string_view name) const noexcept;

  /// The first special token that starts at or after `from`, or nullopt. Time: linear in the size of the text, plus
  /// named() for each candidate, that is, `<|` and `|>` with at most 28 bytes between them.
  [[nodiscard]] std::optional<SpecialOccurrence> find(std::string_view text, std::size_t from) const noexcept;

  /// The first offset at or after `from` at which a special token may start that `text` ends in, or the size of the
  /// text. Constant time.
  [[nodiscard]] static std::size_t undecided(std::string_view text, std::size_t from) noexcept;

  /// Errors: unknown_special_token if the policy names a special token that is not one of these.
  [[nodiscard]] Result<void> check_names(std::string_view encoding_name, const SpecialPolicy& policy) const;

 private:
  std::span<const SpecialToken> by_id_;
  std::span<const std::uint16_t> by_name_;
};

/// The error for a disallowed special token at byte `offset` of the text.
[[nodiscard]] Error disallowed_special_token(const SpecialToken& token, std::size_t offset);

}  // namespace tokmill
