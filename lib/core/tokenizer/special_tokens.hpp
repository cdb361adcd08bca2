#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/tokenizer/special_finder.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// An occurrence of a special token in a text.
struct SpecialOccurrence {
  std::size_t start;  // byte offset
  const SpecialToken* token;
};

/// The special tokens of an encoding.
///
/// In most encodings, every name has the *bracketed form*: it starts with `<|`, ends with `|>`, contains neither
/// elsewhere and has at most max_bracketed_size bytes, so occurrences never overlap, and finding them needs no automaton.
class SpecialTokens {
 public:
  static constexpr std::size_t max_bracketed_size = 32;

  /// `by_id` is ordered by id; `by_name` has the indexes of these tokens, ordered by is_before(). `finder` finds the
  /// names by their index in `by_id`; null if all have the bracketed form. All must outlive this.
  constexpr SpecialTokens(std::span<const SpecialToken> by_id, std::span<const std::uint32_t> by_name,
                          const SpecialFinder* finder = nullptr) noexcept
      : by_id_(by_id), by_name_(by_name), finder_(finder) {}

  /// Whether a name has the bracketed form.
  [[nodiscard]] static bool is_bracketed(std::string_view name) noexcept;

  /// The order of `by_name`: shorter names first, because comparing sizes is cheap.
  [[nodiscard]] static constexpr bool is_before(std::string_view left, std::string_view right) noexcept {
    return left.size() != right.size() ? left.size() < right.size() : left < right;
  }

  /// All tokens, ordered by id. Of two names for an id, decoding returns the first.
  [[nodiscard]] std::span<const SpecialToken> by_id() const noexcept { return by_id_; }

  /// The token with this name, or null. Time: logarithmic in the number of special tokens.
  [[nodiscard]] const SpecialToken* named(std::string_view name) const noexcept;

  /// The first special token that starts at or after `from`, or nullopt; of several at one position, the longest. Time:
  /// linear in the size of the text up to its end, plus the size of the longest name.
  [[nodiscard]] std::optional<SpecialOccurrence> find(std::string_view text, std::size_t from) const noexcept;

  /// The first offset at or after `from` at which a special token may start that text ends in, or the size of the
  /// text. Time: linear in the size of the longest name.
  [[nodiscard]] std::size_t undecided(std::string_view text, std::size_t from) const noexcept;

  /// No name is longer than this, in bytes.
  [[nodiscard]] std::size_t max_name_size() const noexcept;

  /// Errors: unknown_special_token if the policy names a special token that is not one of these.
  [[nodiscard]] Result<void> check_names(std::string_view encoding_name, const SpecialPolicy& policy) const;

 private:
  [[nodiscard]] std::optional<SpecialOccurrence> find_bracketed(std::string_view text, std::size_t from) const noexcept;

  std::span<const SpecialToken> by_id_;
  std::span<const std::uint32_t> by_name_;
  const SpecialFinder* finder_;
};

/// The error for a disallowed special token at byte `offset` of the text.
[[nodiscard]] Error disallowed_special_token(const SpecialToken& token, std::size_t offset);

}  // namespace tokmill
