#pragma once

#include <cstddef>
#include <vector>

#include "tokmill/encoding.hpp"

namespace tokmill {

/// As out.reserve(tokens). Where that takes new memory of many megabytes, the system is asked for large pages of it, as long as it is
/// untouched: else it hands out a page for every thousand tokens, which takes longer than finding them.
void reserve_tokens(std::vector<TokenId>& out, std::size_t tokens);

}  // namespace tokmill
