#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "options/charset_option.hpp"
#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// Which text: paths, `-`, or `-t`.
struct TextOption {
  std::vector<std::string> paths;  // none: standard input
  std::optional<std::string> text;
  CharsetOption charset;
  bool strict = false;

  void declare(Arguments& arguments,
               const std::string& paths_help = "A file to read; - or none is standard input");

  /// Errors: invalid_argument where both a path and a text are given, a charset for a text, or more paths
  /// than `most`; unknown_charset.
  [[nodiscard]] Result<void> validate(std::size_t most) const;
};

/// A text that was read, and what to call it in a message.
struct NamedText {
  std::string name;
  std::string bytes;
};

/// Reads one input, in UTF-8 by the end. Says on standard error why it cannot be read, which charset it was
/// taken for, or that it is not of its charset: a warning, or a failure under --strict. Nothing where it
/// failed.
[[nodiscard]] std::optional<NamedText> read_text(const TextOption& options, const std::string& path, Io& io);

/// Says that a text is not UTF-8, and what becomes of it.
void warn_of_ill_formed(const std::string& name, std::size_t offset, Io& io);

/// The paths to read; `-` where none is given. Not for a literal text.
[[nodiscard]] std::vector<std::string> input_paths(const TextOption& options);

}  // namespace tokmill::cli
