#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/arguments.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"
#include "tokmill/vocabularies/read.hpp"

namespace tokmill::cli {

/// What `-e` names, with the options after it that belong to it.
struct EncodingSource {
  std::string name;                          ///< A name or a path.
  std::optional<std::string> pattern;        ///< `--pattern`, for a rank file.
  std::optional<std::string> special_tokens; ///< The file of `--special-tokens`, for a rank file.

  friend bool operator==(const EncodingSource&, const EncodingSource&) = default;
};

/// Declares `-e NAME|PATH`, which may be given `many` times or once, and `--pattern` and `--special-tokens` for the last
/// `-e` before them. Parsing appends to `sources`.
void declare_encodings(Arguments& arguments, std::vector<EncodingSource>& sources, bool many, const std::string& help);

/// Declares `--pattern` and `--special-tokens` for the source that `last` returns. It returns null if there is none
/// before the option.
void declare_encoding_details(Arguments& arguments, const std::function<EncodingSource*()>& last);

/// What the files of a source do not say. Errors: those of read_special_tokens().
[[nodiscard]] Result<vocabularies::FileParts> file_parts(const EncodingSource& source, std::string name);

/// The encoding of a source: a built-in one, else one that the user installed, else that of the vocabulary at the path.
/// The encoding lives as long as the program; a file is read once.
/// Errors: unknown_encoding if it is neither a name nor a path; invalid_argument if a pattern or special tokens are given
/// for a name; those of find_vocabulary_files(), read_special_tokens() and load_encoding(). Not safe for concurrent use.
[[nodiscard]] Result<const Encoding*> encoding_of(const EncodingSource& source);

/// The name of an encoding for tables and sentences, on one line. Of an encoding that encoding_of() has read from a path,
/// this is the name of the file, or of its folder or model if the file has the usual name, such as `tokenizer.json`; the
/// whole path if another encoding is called so. Other names stay as they are. Not safe for concurrent use.
[[nodiscard]] std::string encoding_label(std::string_view name);

}  // namespace tokmill::cli
