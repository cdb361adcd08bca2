#pragma once

#include <string>

#include "output/table.hpp"
#include "texts/result.hpp"

namespace tokmill::cli::count {

/// Where a line is: `path:12`, or `line 12` without the path.
[[nodiscard]] std::string place_of(const texts::ListedLine& line, bool has_path);

/// For `--csv`: the lines with all their sizes and the start of their text.
[[nodiscard]] output::Table csv_table_of_lines(const texts::CountedTexts& counted);

/// For `--markdown`: tokens and shares, with a total.
[[nodiscard]] output::Table markdown_table_of_lines(const texts::CountedTexts& counted, bool has_paths);

}  // namespace tokmill::cli::count
