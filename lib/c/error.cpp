#include "c/error.hpp"

#include <cstdlib>
#include <string>
#include <utility>

namespace tokmill::inline TOKMILL_ABI::c {
namespace {

// Is used when there is no memory for another error, and never freed. Its message is short enough to be stored inside of
// the string.
tokmill_error& out_of_memory() noexcept {
  static tokmill_error error{TOKMILL_OUT_OF_MEMORY, "out of memory"};
  return error;
}

tokmill_status status_of(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::unknown_encoding: return TOKMILL_UNKNOWN_ENCODING;
    case ErrorCode::unknown_model: return TOKMILL_UNKNOWN_MODEL;
    case ErrorCode::disallowed_special_token: return TOKMILL_DISALLOWED_SPECIAL_TOKEN;
    case ErrorCode::unknown_special_token: return TOKMILL_UNKNOWN_SPECIAL_TOKEN;
    case ErrorCode::token_out_of_range: return TOKMILL_TOKEN_OUT_OF_RANGE;
    case ErrorCode::malformed_table:
    case ErrorCode::malformed_tokenizer: return TOKMILL_MALFORMED_VOCABULARY;
    case ErrorCode::unsupported_vocabulary: return TOKMILL_UNSUPPORTED_VOCABULARY;
    case ErrorCode::unreadable_file: return TOKMILL_UNREADABLE_FILE;
    case ErrorCode::unknown_pattern:
    case ErrorCode::malformed_pattern: return TOKMILL_MALFORMED_PATTERN;
    case ErrorCode::malformed_date: return TOKMILL_MALFORMED_DATE;
    case ErrorCode::malformed_request: return TOKMILL_MALFORMED_REQUEST;
    case ErrorCode::ill_formed_text: return TOKMILL_ILL_FORMED_TEXT;
    case ErrorCode::invalid_argument: return TOKMILL_INVALID_ARGUMENT;
    case ErrorCode::overflow: return TOKMILL_OVERFLOW;
    case ErrorCode::unusable_image:
    case ErrorCode::malformed_number:
    case ErrorCode::malformed_price_table:
    case ErrorCode::unknown_charset:
    case ErrorCode::io_error: break;  // of functions that are not called
  }
  return TOKMILL_INTERNAL_ERROR;
}

tokmill_status store(tokmill_error** error, tokmill_status status, const char* message, std::size_t size,
                     std::uint64_t position, std::uint64_t row) noexcept {
  if (error == nullptr) return status;
  try {
    *error = new tokmill_error{status, std::string(message, size), position, row};
    return status;
  } catch (const std::bad_alloc&) {
    return fail_out_of_memory(error);
  }
}

}  // namespace

tokmill_status fail(tokmill_error** error, const Error& cause, std::uint64_t row) noexcept {
  return store(error, status_of(cause.code), cause.message.data(), cause.message.size(), cause.position, row);
}

tokmill_status fail_out_of_memory(tokmill_error** error) noexcept {
  if (error != nullptr) *error = &out_of_memory();
  return TOKMILL_OUT_OF_MEMORY;
}

tokmill_status fail_unavailable(tokmill_error** error, const char* message) noexcept {
  return store(error, TOKMILL_UNAVAILABLE, message, std::char_traits<char>::length(message), 0, 0);
}

tokmill_status fail_internal(tokmill_error** error, const char* message) noexcept {
  return store(error, TOKMILL_INTERNAL_ERROR, message, std::char_traits<char>::length(message), 0, 0);
}

}  // namespace tokmill::c

extern "C" {

const char* tokmill_status_name(int status) {
  switch (status) {
    case TOKMILL_OK: return "ok";
    case TOKMILL_OUT_OF_MEMORY: return "out_of_memory";
    case TOKMILL_INVALID_ARGUMENT: return "invalid_argument";
    case TOKMILL_UNKNOWN_ENCODING: return "unknown_encoding";
    case TOKMILL_UNKNOWN_MODEL: return "unknown_model";
    case TOKMILL_DISALLOWED_SPECIAL_TOKEN: return "disallowed_special_token";
    case TOKMILL_UNKNOWN_SPECIAL_TOKEN: return "unknown_special_token";
    case TOKMILL_TOKEN_OUT_OF_RANGE: return "token_out_of_range";
    case TOKMILL_ILL_FORMED_TEXT: return "ill_formed_text";
    case TOKMILL_UNREADABLE_FILE: return "unreadable_file";
    case TOKMILL_MALFORMED_VOCABULARY: return "malformed_vocabulary";
    case TOKMILL_UNSUPPORTED_VOCABULARY: return "unsupported_vocabulary";
    case TOKMILL_MALFORMED_PATTERN: return "malformed_pattern";
    case TOKMILL_MALFORMED_DATE: return "malformed_date";
    case TOKMILL_MALFORMED_REQUEST: return "malformed_request";
    case TOKMILL_OVERFLOW: return "overflow";
    case TOKMILL_UNAVAILABLE: return "unavailable";
    case TOKMILL_INTERNAL_ERROR: return "internal_error";
  }
  return "unknown";
}

tokmill_status tokmill_error_status(const tokmill_error* error) {
  return error != nullptr ? error->status : TOKMILL_OK;
}

const char* tokmill_error_message(const tokmill_error* error) {
  return error != nullptr ? error->message.c_str() : "";
}

uint64_t tokmill_error_position(const tokmill_error* error) { return error != nullptr ? error->position : 0; }

uint64_t tokmill_error_row(const tokmill_error* error) { return error != nullptr ? error->row : 0; }

void tokmill_error_free(tokmill_error* error) {
  if (error != &tokmill::c::out_of_memory()) delete error;
}

void tokmill_free(void* memory) { std::free(memory); }

uint32_t tokmill_abi_version(void) { return TOKMILL_C_ABI_VERSION; }

const char* tokmill_version(void) { return TOKMILL_VERSION; }

}  // extern "C"
