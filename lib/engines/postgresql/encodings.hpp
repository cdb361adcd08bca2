#pragma once

#include <string_view>

#include "tokmill/tokmill.h"

namespace tokmill::engines::postgresql {

/// The encoding of open_encoding(). The process keeps it, and the reference is valid until the next call.
const tokmill_encoding& encoding_named(std::string_view name);

}  // namespace tokmill::engines::postgresql
