#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/pretokenize/rules.hpp"
#include "core/pretokenize/pre_tokenizer.hpp"

namespace tokmill::pretokenize {

/// Finds the end of one piece whose text arrives in parts. Follows the pattern as the scalar machines do, but can
/// continue where it stopped, so that each byte is read once.
///
/// The caller keeps the text from the start of the piece, appends to it, and may drop bytes that are certain.
class LongPiece {
 public:
  explicit LongPiece(Pattern pattern) noexcept : rules_(&rules_of(pattern)) {}

  /// Continues with the text after what the last call saw. Returns the end of the piece, or nullopt if it depends on
  /// the text after `text`. If `is_last`, there is none. Precondition: `text` is UTF-8, and not empty if `is_last`.
  [[nodiscard]] std::optional<std::size_t> find_end(std::string_view text, bool is_last) noexcept;

  /// The number of bytes that are in the piece, whatever follows.
  [[nodiscard]] std::size_t certain() const noexcept;

  /// The caller has removed `bytes` bytes from the start of the text. Precondition: at most certain().
  void drop(std::size_t bytes) noexcept;

 private:
  // The part of the pattern that the text at at_ continues.
  enum class Phase {
    start,
    run,          // of set_
    tail,         // after punctuation
    upper,        // of a word of o200k
    lower,        // of a word of o200k
    contraction,  // after a word of o200k
    gap,          // of DeepSeek: control characters, which are in set_
    white_space,
  };

  using Result = std::optional<std::size_t>;

  Result begin(const char* text, const char* end) noexcept;
  Result begin_gpt2(const char* text, const char* end) noexcept;
  Result begin_cl100k(const char* text, const char* end) noexcept;
  Result begin_o200k(const char* text, const char* end) noexcept;
  Result begin_deepseek(const char* text, const char* end) noexcept;
  std::size_t numbers_end(const char* text, const char* end) const noexcept;
  Result enter(Phase phase, std::size_t at) noexcept;
  Result enter_run(ClassSet set, std::size_t at) noexcept;
  Result enter_gap(ClassSet set) noexcept;
  Result white_space_end(bool is_last) const noexcept;

  // Moves at_ to the end of the run of characters of `set`.
  void skip(ClassSet set, std::string_view text) noexcept;

  const Rules* rules_;
  Phase phase_ = Phase::start;
  ClassSet set_ = 0;
  std::size_t at_ = 0;                          // the text before this offset has been seen
  std::optional<std::size_t> after_any_case_;   // Phase::upper: the end of the last character that is not upper-case
  std::optional<std::size_t> after_newline_;    // Phase::white_space: the end of the last CR or LF; never set by gpt2
  std::size_t last_ = 0;                        // Phase::white_space and gap: the start of the last character
  bool has_several_ = false;                    // Phase::white_space: whether there are at least two characters
};

}  // namespace tokmill::pretokenize
