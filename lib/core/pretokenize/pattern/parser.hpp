#pragma once

#include <cstddef>
#include <string_view>

#include "core/pretokenize/pattern/syntax_tree.hpp"
#include "tokmill/result.hpp"

namespace tokmill::pretokenize::pattern {

/// The regular expression library whose meaning a pattern has.
enum class Flavor {
  oniguruma,    ///< tokenizer.json: `{1,3}+` repeats a repetition; `$` also matches before a line feed
  fancy_regex,  ///< rank files: `{1,3}+` is possessive; `$` matches at the end of the text only
};

/// The maximum size of a pattern in bytes.
inline constexpr std::size_t max_pattern_size = 16'384;

/// The maximum depth of groups and classes.
inline constexpr std::size_t max_nesting = 64;

/// The maximum number of different character classes, single characters included.
inline constexpr std::size_t max_sets = 256;

/// Parses a pattern. The language is the part that is common to both flavors and in use:
///
///     a  \n \r \t \f \v \a \e \xHH \x{H} \uHHHH  \-        characters
///     .  [a-z] [^a] [a[bc]] [a&&b]  \s \d \w \S \D \W      classes
///     \p{L} \P{L} \p{^L} \p{Letter} \p{Han}                general categories; one script
///     x|y  (x)  (?:x)  (?i:x)  (?i) at the start of a group; captures are ignored
///     x* x+ x? x{n} x{n,} x{n,m}                           each also lazy: x*?; possessive on one character: x*+
///     $  \b  (?=x)  (?!x)
///
/// Not in Oniguruma: \pL, \p{Script=Han}, \p{gc=L}. Not in fancy-regex: {,m}.
///
/// Refused although both libraries have them: everything else, such as ^, lookbehind and backreferences; a repeated
/// group that can match the empty text; a possessive group; characters outside ASCII and classes of properties under
/// (?i). In Oniguruma also letters under (?i) that it takes as one character together (`ss` and ß).
///
/// Errors: malformed_pattern, with the byte offset of what is not supported.
[[nodiscard]] Result<SyntaxTree> parse(std::string_view pattern, Flavor flavor);

/// The tree of a pattern that matches `text` itself. Precondition: `text` is UTF-8.
[[nodiscard]] SyntaxTree literal(std::string_view text);

/// The tree of a pattern that matches one character of `set`.
[[nodiscard]] SyntaxTree one_of(unicode::CodePointSet set);

}  // namespace tokmill::pretokenize::pattern
