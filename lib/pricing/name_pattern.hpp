#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

/// Whether `\w` matches the character.
[[nodiscard]] constexpr bool is_ascii_word(char32_t c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

enum class PatternCase {
  same,
  any,  ///< ASCII letters match in either case.
};

/// A regular expression for names: a part of RE2's syntax, with RE2's meaning.
///
///     x  .  \d \D \w \W \s \S  [a-z\d]  [^a-z]  \. and other punctuation  \t \n \r \f \v \a
///     ^  $  \A  \z  \b  \B  xy  x|y  (x)  (?:x)  x*  x+  x?  x{2}  x{2,}  x{2,5}, also with ? after them
///
/// Classes with a backslash are those of ASCII, `.` is any character but \n, and no character class matches an
/// ill-formed part of a name.
class NamePattern {
 public:
  /// The name, or the part of it that matched, then the text of each group; groups that took no part are empty.
  using Groups = std::vector<std::string_view>;

  /// Errors: malformed_pattern, with the byte offset as position.
  [[nodiscard]] static Result<NamePattern> compile(std::string_view pattern, PatternCase letter_case);

  /// If all of `name` matches, its groups. Like RE2, prefers earlier alternatives and, unless a `?` follows, more
  /// repetitions; a group inside of a repetition of what may be empty may have another text than in RE2.
  /// Time and memory: linear in the size of the name, times that of the pattern.
  [[nodiscard]] std::optional<Groups> match(std::string_view name) const;

  /// Whether a part of `name` matches. Time and memory: as above.
  [[nodiscard]] bool matches_part_of(std::string_view name) const;

  struct Range {
    char32_t first;
    char32_t last;
  };

  /// The characters of the ranges, or all others.
  struct CharSet {
    std::vector<Range> ranges;
    bool negated = false;
  };

  /// A step of a match. Targets are relative to the step.
  struct Step {
    enum class Kind : std::uint8_t { one_of, fork, jump, mark, name_start, name_end, word_edge, no_word_edge };
    Kind kind;
    std::int32_t first = 0;   ///< one_of: the set; mark: its number; jump: the target; fork: the preferred target.
    std::int32_t second = 0;  ///< fork: the other target.
  };

 private:
  friend class NamePatternParser;
  class Run;

  std::vector<Step> steps_;  // the match ends after the last one
  std::vector<CharSet> sets_;
  std::size_t groups_ = 0;
};

}  // namespace tokmill::pricing
