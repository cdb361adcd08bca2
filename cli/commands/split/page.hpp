#pragma once

#include <string>

#include "commands/split/part.hpp"

namespace tokmill::cli::split {

/// The parts as one self-contained HTML page, about 200 bytes per token. Each part is an element of role `option` with
/// id, bytes and offsets in its title. Its text is that of the part, or the escaped bytes if the part is not UTF-8.
/// White space is made visible by CSS only, so that the page can be searched and copied from.
[[nodiscard]] std::string page(const View& view);

}  // namespace tokmill::cli::split
