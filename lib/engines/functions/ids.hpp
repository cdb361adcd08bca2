#pragma once

#include <string>
#include <string_view>

#include "tokmill/tokmill.h"

namespace tokmill::engines {

/// The ids of a text as a JSON array.
std::string ids_as_json(const tokmill_encoding& encoding, std::string_view text);

}  // namespace tokmill::engines
