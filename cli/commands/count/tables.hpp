#pragma once

#include "commands/count/groups.hpp"
#include "output/table.hpp"
#include "texts/result.hpp"

namespace tokmill::cli::count {

/// For `--csv`: all sizes of each group, without a total.
[[nodiscard]] output::Table csv_table(const std::vector<Group>& groups, By by, const texts::CountedTexts& counted);

/// For `--markdown`: tokens and shares, with a total.
[[nodiscard]] output::Table markdown_table(const std::vector<Group>& groups, By by, const texts::CountedTexts& counted);

}  // namespace tokmill::cli::count
