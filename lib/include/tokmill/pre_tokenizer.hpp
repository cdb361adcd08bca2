#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

// How an encoding splits a text into pieces: the pre-tokenizers of Hugging Face tokenizers 0.23.3 and tiktoken 0.14.0.

namespace tokmill::inline TOKMILL_ABI {

/// What becomes of the matches of a step. Gaps between matches are pieces.
enum class SplitBehavior {
  removed,               ///< They are dropped.
  isolated,              ///< Each is a piece.
  merged_with_previous,  ///< Each is part of the gap before it, if there is one.
  merged_with_next,      ///< Each is part of the gap after it, if there is one.
  contiguous,            ///< Adjacent matches are one piece.
};

/// How the pattern of a Split is written.
enum class PatternSyntax {
  text,         ///< A text to search for.
  oniguruma,    ///< A regular expression as Hugging Face tokenizers reads it.
  fancy_regex,  ///< A regular expression as tiktoken reads it.
};

/// Splits at the matches of a pattern.
struct Split {
  std::string pattern;
  PatternSyntax syntax;
  SplitBehavior behavior;
  bool invert;  ///< Gaps are treated as matches, and matches as gaps.

  friend bool operator==(const Split&, const Split&) = default;
};

/// Splits with GPT-2's pattern if `use_regex`. Later steps see each byte as a character of GPT-2's byte alphabet.
struct ByteLevel {
  bool use_regex;

  friend bool operator==(const ByteLevel&, const ByteLevel&) = default;
};

/// Splits off each digit, or each run of digits.
struct Digits {
  bool individual;

  friend bool operator==(const Digits&, const Digits&) = default;
};

/// Splits at punctuation.
struct Punctuation {
  SplitBehavior behavior;

  friend bool operator==(const Punctuation&, const Punctuation&) = default;
};

using SplitStep = std::variant<Split, ByteLevel, Digits, Punctuation>;

// Not part of the public interface.
struct PreTokenizerData;
struct PreTokenizerAccess;

/// Steps that split a text into pieces, each of which splits the pieces of the step before it.
///
/// A handle: copies share what is compiled, which is immutable, so any number of threads may use one. A PreTokenizer
/// that was moved from can only be destroyed or assigned to.
class TOKMILL_EXPORT PreTokenizer {
 public:
  /// The pre-tokenizer with one of the names of pattern_names(). Errors: unknown_pattern.
  [[nodiscard]] static Result<PreTokenizer> named(std::string_view name);

  /// The pre-tokenizer of a rank file: the matches of a regular expression of fancy_regex are the pieces, the rest of
  /// the text is dropped. Errors: malformed_pattern (position: the byte offset in the pattern) if the expression is not
  /// valid, is outside of the supported language, which the message names, or is too large.
  [[nodiscard]] static Result<PreTokenizer> of_pattern(std::string_view pattern);

  /// Errors: as above; malformed_pattern if there are too many steps. The message starts with the number of the step.
  [[nodiscard]] static Result<PreTokenizer> of_steps(std::vector<SplitStep> steps);

  /// The name of the pattern if it is one of pattern_names(), otherwise empty. Valid as long as any copy.
  [[nodiscard]] std::string_view name() const noexcept;

  /// Valid as long as any copy.
  [[nodiscard]] std::span<const SplitStep> steps() const noexcept;

 private:
  friend struct PreTokenizerAccess;

  explicit PreTokenizer(std::shared_ptr<const PreTokenizerData> data) noexcept : data_(std::move(data)) {}

  std::shared_ptr<const PreTokenizerData> data_;
};

/// The names of the patterns that the library knows, each after the encoding or the models that use it: `gpt2`,
/// `cl100k`, `o200k`, `llama3` and others. The views are valid for the lifetime of the program.
[[nodiscard]] TOKMILL_EXPORT std::span<const std::string_view> pattern_names() noexcept;

}  // namespace tokmill
