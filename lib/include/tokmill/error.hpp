#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Why a call failed.
enum class ErrorCode {
  unknown_encoding,          ///< There is no encoding with this name.
  unknown_model,             ///< No tokenizer is known for this model.
  disallowed_special_token,  ///< The text contains a special token that the caller did not allow.
  unknown_special_token,     ///< The caller named a special token that the encoding does not have.
  token_out_of_range,        ///< The encoding has no token with this id.
  malformed_table,           ///< A table of ranks does not have the expected format, or is too large.
  unsupported_vocabulary,    ///< A vocabulary is beyond a limit, or needs what the message names.
  unusable_image,            ///< A stored vocabulary is damaged, or of another version.
  unreadable_file,           ///< A file cannot be opened or read, or is too large.
  unknown_pattern,           ///< There is no pattern with this name.
  malformed_tokenizer,       ///< A tokenizer file has an unknown format, or a feature that is not supported.
  malformed_number,          ///< The digits are not a number of the expected kind.
  malformed_date,            ///< Not a valid date in the form YYYY-MM-DD.
  malformed_price_table,     ///< A price table has an unknown format, or contains a value that it must not contain.
  malformed_request,         ///< A chat, tool or batch request that cannot be counted.
  ill_formed_text,           ///< The text is not UTF-8, and the function requires UTF-8.
  unknown_charset,           ///< There is no converter with this name.
  malformed_pattern,         ///< A pattern is outside of the supported language, or exceeds a limit.
  invalid_argument,          ///< An argument is outside of the range that the function documents.
  overflow,                  ///< An exact result does not fit its type.
  io_error,                  ///< The system cannot read or write a file, or start a program; used by the program only.
};

/// Returns the name of the enumerator, such as "unknown_model". The view is valid for the lifetime of the program.
[[nodiscard]] TOKMILL_EXPORT std::string_view to_string(ErrorCode code) noexcept;

/// What went wrong, and where.
struct Error {
  ErrorCode code;

  /// A message for people, without a final full stop and without the name of the input.
  std::string message;

  /// The position of the error: a byte offset into the text, an index into the ids, or the 1-based line number in a
  /// table. Each function that can fail documents which; 0 if there is no position.
  std::size_t position = 0;
};

}  // namespace tokmill
