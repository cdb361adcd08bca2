#pragma once

#include <cstdint>
#include <string_view>

#include "tokmill/encoding.hpp"

namespace tokmill::registry {

// Written by lib/generators/generate_registry.cpp: the special tokens of each encoding, and the models.
#include "registry_rows.inc"

}  // namespace tokmill::registry
