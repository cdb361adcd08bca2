#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tokmill::generators {

/// The fields of each line of a table in vocab/, which are separated by tabs. Lines that start with # and
/// blank lines are left out. Ends the program with 1 where a line does not have `columns` fields.
[[nodiscard]] std::vector<std::vector<std::string>> read_tsv(const std::string& path, std::size_t columns);

}  // namespace tokmill::generators
