#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// A text that was converted to UTF-8.
struct Converted {
  std::string text;  ///< UTF-8, with U+FFFD for each part that is ill-formed in its charset.

  /// The offset in the source, in bytes, of the first such part.
  std::optional<std::size_t> first_ill_formed;
};

/// The charset that a text seems to be in.
struct Guess {
  std::string charset;  ///< A name for find_charset().
  int confidence;       ///< 0 to 100.
};

/// The name by which ICU knows a charset, for convert(). Any alias will do; case, `-` and `_` do not matter.
/// `utf-16` and `utf-32` without a byte order mark are little-endian, as the Encoding Standard of the WHATWG
/// has it and as most systems write them. Errors: unknown_charset; the message names the nearest.
[[nodiscard]] TOKMILL_EXPORT Result<std::string> find_charset(std::string_view name);

/// `bytes` of a charset in UTF-8. A byte order mark that says how to read UTF-16 or UTF-32 is no part of the
/// text; any other stays in it. Where `charset` is UTF-8, ill-formed parts are replaced as
/// replace_ill_formed() does. Errors: unknown_charset. Safe for concurrent use. Linear.
[[nodiscard]] TOKMILL_EXPORT Result<Converted> convert(std::string_view bytes, std::string_view charset);

/// The charset of `bytes`: what a byte order mark says; UTF-8 where it is that; else what ICU's detection
/// holds to be the likeliest, judged by 8,000 bytes from where the text first is not ASCII. Short texts are
/// easily mistaken. Nothing where it has no idea. Safe for concurrent use.
[[nodiscard]] TOKMILL_EXPORT std::optional<Guess> guess_charset(std::string_view bytes);

}  // namespace tokmill::icu
