#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tokmill::generators {

/// The tab-separated fields of each line of a table in vocab/. Skips blank lines and lines that start with #. Fails if
/// a line does not have `columns` fields.
[[nodiscard]] std::vector<std::vector<std::string>> read_tsv(const std::string& path, std::size_t columns);

}  // namespace tokmill::generators
