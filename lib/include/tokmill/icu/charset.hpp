#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// The result of a conversion to UTF-8.
struct Converted {
  std::string text;  ///< UTF-8, with U+FFFD for each ill-formed part of the source.

  /// The byte offset of the first ill-formed part of the source; nullopt if there is none.
  std::optional<std::size_t> first_ill_formed;
};

/// A guess of the charset of a text.
struct Guess {
  std::string charset;  ///< A name for find_charset().
  int confidence;       ///< 0 to 100.
};

/// The canonical name of a charset, for convert(). Accepts all aliases that ICU knows and ignores case, `-` and `_`.
/// Errors: unknown_charset; the message suggests the nearest name.
[[nodiscard]] TOKMILL_EXPORT Result<std::string> find_charset(std::string_view name);

/// The charset of the byte order mark that `bytes` start with: UTF-8, UTF-16 or UTF-32; empty if they start with none.
/// FF FE 00 00 is taken for UTF-32, not for UTF-16 and a NUL. The view is valid for the lifetime of the program.
[[nodiscard]] TOKMILL_EXPORT std::string_view charset_of_mark(std::string_view bytes) noexcept;

/// Converts `bytes` to UTF-8.
///
/// `UTF-16` and `UTF-32` use the byte order of the byte order mark, which is removed. Without a mark they are
/// little-endian, as in the WHATWG Encoding Standard. Marks of other charsets are kept. If `charset` is `UTF-8`,
/// ill-formed parts are replaced as by replace_ill_formed().
///
/// Errors: unknown_charset. Safe for concurrent use. Linear.
[[nodiscard]] TOKMILL_EXPORT Result<Converted> convert(std::string_view bytes, std::string_view charset);

/// Converts a text to UTF-8 that arrives in parts. Gives the result of convert() for the whole text, wherever it is cut.
class TOKMILL_EXPORT StreamConverter {
 public:
  /// `start`: the first bytes of the text, at least four if it has so many. They tell the byte order, and must be
  /// appended too. Errors: those of convert().
  [[nodiscard]] static Result<StreamConverter> open(std::string_view charset, std::string_view start);
  StreamConverter(StreamConverter&&) noexcept;
  StreamConverter& operator=(StreamConverter&&) noexcept;
  ~StreamConverter();

  /// Continues the source with `part` and appends the characters that are complete to `text`.
  void append(std::string_view part, std::string& text);

  /// Ends the source and appends what is left to `text`. Call it once, last.
  void finish(std::string& text);

  /// The byte offset of the first ill-formed part of the source that was found; nullopt if there is none so far.
  [[nodiscard]] std::optional<std::uint64_t> first_ill_formed() const noexcept;

 private:
  class State;
  explicit StreamConverter(std::unique_ptr<State> state) noexcept;

  std::unique_ptr<State> state_;
};

/// Guesses the charset of `bytes`: the charset of a byte order mark if there is one, UTF-8 if the text is valid UTF-8,
/// else the most likely charset according to ICU, judging by 8,000 bytes from the first non-ASCII character on; nullopt
/// if ICU finds none. Guesses for short texts are unreliable. Safe for concurrent use.
[[nodiscard]] TOKMILL_EXPORT std::optional<Guess> guess_charset(std::string_view bytes);

}  // namespace tokmill::icu
