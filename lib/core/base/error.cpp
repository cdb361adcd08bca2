#include "tokmill/error.hpp"

namespace tokmill::inline TOKMILL_ABI {

std::string_view to_string(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::unknown_encoding: return "unknown_encoding";
    case ErrorCode::unknown_model: return "unknown_model";
    case ErrorCode::disallowed_special_token: return "disallowed_special_token";
    case ErrorCode::unknown_special_token: return "unknown_special_token";
    case ErrorCode::token_out_of_range: return "token_out_of_range";
    case ErrorCode::malformed_table: return "malformed_table";
    case ErrorCode::unsupported_vocabulary: return "unsupported_vocabulary";
    case ErrorCode::unusable_image: return "unusable_image";
    case ErrorCode::unreadable_file: return "unreadable_file";
    case ErrorCode::unknown_pattern: return "unknown_pattern";
    case ErrorCode::malformed_tokenizer: return "malformed_tokenizer";
    case ErrorCode::malformed_number: return "malformed_number";
    case ErrorCode::malformed_date: return "malformed_date";
    case ErrorCode::malformed_price_table: return "malformed_price_table";
    case ErrorCode::malformed_request: return "malformed_request";
    case ErrorCode::ill_formed_text: return "ill_formed_text";
    case ErrorCode::unknown_charset: return "unknown_charset";
    case ErrorCode::malformed_pattern: return "malformed_pattern";
    case ErrorCode::invalid_argument: return "invalid_argument";
    case ErrorCode::overflow: return "overflow";
    case ErrorCode::io_error: return "io_error";
  }
  return "unknown";
}

}  // namespace tokmill
