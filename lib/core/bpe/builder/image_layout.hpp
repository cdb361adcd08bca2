#pragma once

#include <cstddef>
#include <string_view>

#include "core/bpe/vocabulary_image.hpp"

namespace tokmill::bpe {

/// Sets the offsets of all sections, which follow from the other members of the header and the number of bytes of all
/// tokens. Returns the size of the image.
std::size_t lay_out(ImageHeader& header, std::size_t token_bytes);

/// Whether the image has the layout of this version, all sections are within it, and the sizes in its header are
/// possible. Reads only the header and one number. Precondition: `image` is aligned to 64 bytes.
[[nodiscard]] bool has_valid_bounds(std::string_view image);

}  // namespace tokmill::bpe
