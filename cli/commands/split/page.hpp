#pragma once

#include <string>

#include "commands/split/part.hpp"

namespace tokmill::cli::split {

/// The parts as one self-contained HTML page. Each is an element of role `option`, whose title has id, bytes
/// and offsets, and whose text is that of the part (its escapes, where it is only a part of a character);
/// what makes white space visible is no text, so that the page can be searched and copied from. Some 200
/// bytes of page a token.
[[nodiscard]] std::string page(const View& view);

}  // namespace tokmill::cli::split
