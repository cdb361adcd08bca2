#pragma once

// Counting the tokens of each line of a text.
//
//     tokmill::analysis::LineCounter counter(tokmill::o200k_base(), tokmill::SpecialPolicy::ordinary(),
//                                            [](const tokmill::analysis::CountedLine& line) { print(line); });

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// A line of a text, with the line feed at its end. What follows the last line feed is a line unless it is empty.
struct CountedLine {
  std::uint64_t number = 1;  ///< From 1.
  std::uint64_t bytes = 0;
  std::uint64_t characters = 0;  ///< Code points; an ill-formed part counts as one.
  std::uint64_t tokens = 0;      ///< Those that start in the line.

  /// The start of the line without its line feed: whole characters, at most LineCounter::max_text bytes of them. Each
  /// ill-formed part is U+FFFD.
  std::string_view text;
};

/// Counts the tokens of each line of a text that arrives in parts. A token belongs to the line in which it starts, so the
/// sum over the lines is the number of tokens of the text, as StreamCounter counts it.
///
/// **Memory.** That of a StreamEncoder. The whole text is in memory if the encoding has normalizers.
///
/// **Complexity.** Linear in the size of the text, for parts of at least 64 KiB.
class TOKMILL_EXPORT LineCounter {
 public:
  static constexpr std::size_t max_text = 1000;

  /// Receives each line in order, as soon as its tokens are settled. The line is only valid during the call.
  using OnLine = std::function<void(const CountedLine&)>;

  /// Keeps a copy of `encoding`, which is a handle. `tokens_before` and `tokens_after` are added to the first and the
  /// last line: tokens that the caller puts around the text.
  LineCounter(const Encoding& encoding, SpecialPolicy policy, OnLine on_line, std::size_t tokens_before = 0,
              std::size_t tokens_after = 0);
  LineCounter(LineCounter&&) noexcept;
  LineCounter& operator=(LineCounter&&) noexcept;
  ~LineCounter();

  /// Continues the text with `part`, which is only read during the call. Precondition: `part` ends neither inside a
  /// character nor inside an ill-formed part.
  ///
  /// Errors: those of StreamEncoder::append, which then also returns finish().
  Result<void> append(std::string_view part);

  /// Ends the text and returns the number of its tokens, without those around it. Call it once.
  ///
  /// Errors: see append(). invalid_argument if the encoding has normalizers that add or remove line feeds.
  Result<std::uint64_t> finish();

  /// The byte offset of the first ill-formed part; nullopt if there is none so far.
  [[nodiscard]] std::optional<std::uint64_t> first_ill_formed() const noexcept;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace tokmill::analysis
