#pragma once

#include <string_view>

#include "tokmill/encoding.hpp"

namespace tokmill::registry {

#include "registry_rows.inc"

}  // namespace tokmill::registry
