#pragma once

#include "engines/postgresql/server.hpp"
#include "tokmill/tokmill.h"

// For the bodies of guarded().

namespace tokmill::engines::postgresql {

/// The number of tokens of a text. Handles interrupts after each part of a long one.
std::int64_t count_tokens(const tokmill_encoding& encoding, std::string_view text);

/// The ids of a text as an array of integer. Handles interrupts likewise.
ArrayType* array_of_ids(const tokmill_encoding& encoding, std::string_view text);

}  // namespace tokmill::engines::postgresql
