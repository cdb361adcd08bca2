#pragma once

#include <string>

#include "merge_table.hpp"

namespace tokmill::generators {

/// The image of a merge table, as lib/src/bpe/vocabulary_image.hpp lays it out. The same table gives the
/// same bytes on every machine of the same byte order.
[[nodiscard]] std::string write_vocabulary_image(const MergeTable& table);

}  // namespace tokmill::generators
