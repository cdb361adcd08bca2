#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/arguments.hpp"
#include "input/source.hpp"
#include "options/charset_option.hpp"
#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// The texts to process: paths, `-`, or `-t`.
struct TextOption {
  std::vector<std::string> paths;  ///< Empty: standard input.
  std::optional<std::string> text;
  CharsetOption charset;
  bool strict = false;
  bool no_decompress = false;

  [[nodiscard]] input::Decompress decompress() const {
    return no_decompress ? input::Decompress::no : input::Decompress::yes;
  }

  void declare(Arguments& arguments, const std::string& paths_help = "Read this file (default: -, standard input)");

  /// Errors: invalid_argument if both a path and a text were given, a charset for a text, or more than `max_paths`
  /// paths; unknown_charset.
  [[nodiscard]] Result<void> validate(std::size_t max_paths) const;
};

/// A text, and its name for messages.
struct NamedText {
  std::string name;
  std::string bytes;
  std::optional<std::size_t> ill_formed = std::nullopt;  ///< The offset of the first part that is not UTF-8.

  /// Replaces each ill-formed part by U+FFFD, as replace_ill_formed().
  void make_well_formed();
};

/// The text with each ill-formed part replaced by U+FFFD; the first is at the offset `ill_formed`.
[[nodiscard]] std::string replace_ill_formed_from(std::string_view text, std::size_t ill_formed);

/// Reads one input and converts it to UTF-8; ill-formed UTF-8 stays as it is. Returns nullopt if it cannot be read, or
/// under --strict if it is not in its charset; the failure was then reported to `io`. Warns of a guessed charset, and
/// of ill-formed parts, and notes a byte order mark that tells the charset. Compressed input is decompressed.
[[nodiscard]] std::optional<NamedText> read_text(const TextOption& options, const std::string& path, Io& io);

/// As read_text(), for bytes that have been read.
[[nodiscard]] std::optional<NamedText> to_text(const TextOption& options, std::string name, std::string bytes, Io& io);

/// The bytes of a file that no option describes, such as a price table; `-` is standard input. A file with a byte order
/// mark of UTF-16 or UTF-32 is converted; other bytes stay as they are. Errors: those of read_input().
[[nodiscard]] Result<ConvertedText> read_converted(const std::string& path);

/// As read_converted(), but compressed input is decompressed unless Decompress::no. Notes the conversion, under the name
/// `name`, and warns of parts that are invalid in UTF-16 or UTF-32. Errors: those of read_whole_text().
[[nodiscard]] Result<std::string> read_marked(const std::string& path, const std::string& name,
                                              input::Decompress decompress, Io& io);

/// Declares `--no-decompress`, which TextOption has, too.
void declare_no_decompress(Arguments& arguments, bool& no_decompress);

/// Warns that a text is not UTF-8, with `ill_formed_message`.
void warn_of_ill_formed(const std::string& name, std::size_t offset, Io& io);

/// What a command reads if it is no file or folder: `--text` or `standard input`; otherwise empty.
[[nodiscard]] std::string_view input_without_path(const TextOption& options);

/// The paths to read; `-` by default. For a literal text the one element is not a path.
[[nodiscard]] std::vector<std::string> input_paths(const TextOption& options);

}  // namespace tokmill::cli
