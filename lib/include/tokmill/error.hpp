#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Why a call failed: one enumerator a cause.
enum class ErrorCode {
  unknown_encoding,          ///< No encoding has this name.
  unknown_model,             ///< No tokenizer is known for this model.
  disallowed_special_token,  ///< The text holds a special token that the caller did not allow.
  unknown_special_token,     ///< The caller named a special token that the encoding does not have.
  token_out_of_range,        ///< The encoding has no token with this id.
  malformed_table,           ///< A merge table is not what its format says.
  malformed_number,          ///< Digits that are not a number of the wanted kind.
  malformed_date,            ///< Not a day of the calendar written YYYY-MM-DD.
  malformed_price_table,     ///< A price table has no known form, or holds a figure that cannot be a price.
  malformed_request,         ///< A chat, tool or batch request that cannot be counted.
  ill_formed_text,           ///< Text that is not UTF-8, where UTF-8 was demanded.
  unknown_charset,           ///< No converter has this name.
  invalid_argument,          ///< A value outside what the function's contract allows.
  overflow,                  ///< An exact result does not fit its type.
};

/// The enumerator's name, as written above. The view lives as long as the program.
[[nodiscard]] TOKMILL_EXPORT std::string_view to_string(ErrorCode code) noexcept;

/// What went wrong, and where.
struct Error {
  ErrorCode code;

  /// A sentence for a person, without a full stop and without the name of the input.
  std::string message;

  /// Where: a byte offset into the text, an index into the ids, or a line number counted from 1 for a
  /// table. What it counts is said by each function that can fail; 0 where there is no place to name.
  std::size_t position = 0;
};

}  // namespace tokmill
