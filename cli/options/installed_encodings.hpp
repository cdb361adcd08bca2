#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "options/vocabulary_files.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"
#include "tokmill/token_id.hpp"
#include "tokmill/vocabularies/read.hpp"

/// The encodings that the user installed: `tokmill/encodings/NAME/` in the user's data folder (XDG base directory
/// specification), with copies of the files of the vocabulary and a description, `encoding.json`.
namespace tokmill::cli {

/// A file of an installed encoding.
struct InstalledFile {
  std::string name;
  std::uint64_t bytes = 0;
  std::string sha256;
};

/// What `encoding.json` says.
struct InstalledEncoding {
  std::string name;
  std::string folder;                ///< Where the files are.
  std::vector<InstalledFile> files;  ///< The vocabulary, and its merges if they are in a file of their own.
  std::string format;                ///< As FileSummary::format.
  std::string pattern;               ///< How texts are split, if that has a name.
  std::string given_pattern;         ///< What --pattern was when it was installed; empty unless it is a rank file.
  std::vector<std::pair<std::string, TokenId>> given_special_tokens;  ///< Those of --special-tokens.
  std::uint64_t vocabulary_size = 0;                                  ///< As Encoding::vocabulary_size().
  std::uint64_t special_tokens = 0;                                   ///< The number of all special tokens.
  std::string added;                                                  ///< The day, YYYY-MM-DD.

  /// The SHA-256 of the vocabulary file: what identifies the encoding.
  [[nodiscard]] const std::string& digest() const { return files.front().sha256; }

  [[nodiscard]] VocabularyFiles vocabulary_files() const;
};

/// Reads the contents of a description. The name and the folder are not in it. Returns nullopt if it is none that
/// description() writes. Linear.
[[nodiscard]] std::optional<InstalledEncoding> read_description(std::string_view json);

/// The contents of a description.
[[nodiscard]] std::string description(const InstalledEncoding& installed);

/// Whether a name has the form of a name of an encoding: letters, digits, `.`, `_` and `-`, the first a letter or digit,
/// at most 100 of them.
[[nodiscard]] bool is_encoding_name(std::string_view name) noexcept;

/// The names of the installed encodings, sorted.
[[nodiscard]] std::vector<std::string> installed_encoding_names();

/// Reads the description of an installed encoding. Errors: unknown_encoding if there is none of this name;
/// malformed_tokenizer or io_error if its description cannot be used, with the path before the message.
[[nodiscard]] Result<InstalledEncoding> find_installed_encoding(std::string_view name);

/// The error of a name that is neither that of a built-in nor of an installed encoding: unknown_encoding, with the
/// nearest name and all names.
[[nodiscard]] Error unknown_encoding(std::string_view name);

/// Makes the encoding of its files. Their sizes are checked, not their contents.
/// Errors: those of load_encoding(); malformed_tokenizer if a size differs.
[[nodiscard]] Result<Encoding> load_installed_encoding(const InstalledEncoding& installed);

/// The differences between the files of an encoding and its description, one message each: sizes, digests, and what the
/// encoding made of them is.
[[nodiscard]] std::vector<std::string> verify_installed_encoding(const InstalledEncoding& installed);

/// Installs the vocabulary under `parts.name`, in place of an encoding of that name. The files must be regular files of
/// at most 256 MiB each. Another process sees the old encoding or the new one, never a part.
/// Errors: those of load_encoding(); io_error.
[[nodiscard]] Result<InstalledEncoding> install_encoding(const VocabularyFiles& files,
                                                         const vocabularies::FileParts& parts);

/// Removes an installed encoding and its files. Errors: unknown_encoding, io_error.
[[nodiscard]] Result<void> remove_installed_encoding(std::string_view name);

}  // namespace tokmill::cli
