#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "app/arguments.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// A text in UTF-8, and how it came to be that.
struct ConvertedText {
  std::string bytes;
  std::string charset;            // what it was converted from
  std::optional<int> confidence;  // 0 to 100, where the charset was guessed and is not UTF-8
  std::optional<std::size_t>
      ill_formed;  // the offset in the source of the first part that is not of the charset
};

/// `--from`: the charset of what is read. Without it, UTF-8, and ICU is not used at all.
struct CharsetOption {
  std::optional<std::string> from;  // a charset or `auto`

  void declare(Arguments& arguments);

  /// Errors: unknown_charset.
  [[nodiscard]] Result<void> validate() const;

  /// The text in UTF-8; only where `from` is given. Errors: unknown_charset where it cannot be guessed.
  [[nodiscard]] Result<ConvertedText> convert(std::string_view bytes) const;
};

/// `NAME: not CHARSET at byte OFFSET`.
[[nodiscard]] std::string ill_formed_message(const std::string& name, std::string_view charset,
                                             std::size_t offset);

/// `NAME: taken for CHARSET, with a confidence of N in 100`.
[[nodiscard]] std::string guess_message(const std::string& name, std::string_view charset, int confidence);

}  // namespace tokmill::cli
