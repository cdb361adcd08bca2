#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "commands/count/groups.hpp"

namespace tokmill::cli::count {

/// How rows are shown to people.
struct Look {
  std::size_t width = 80;  ///< Columns to fill.
  bool color = false;
};

/// `TOKENS  PATH` lines, with a line for the total unless there is one input only.
[[nodiscard]] std::string lines(const std::vector<Group>& files, const Counted& counted);

/// Extensions with their share of the total, and bars.
[[nodiscard]] std::string extensions(const std::vector<Group>& groups, const Counted& counted,
                                     const Look& look);

/// Folders as a tree, with their share of the total, and bars. Those of one folder stand in the order of
/// `groups`.
[[nodiscard]] std::string tree(const std::vector<Group>& groups, const Counted& counted, const Look& look);

/// For programs: every figure, no total.
[[nodiscard]] std::string csv(const std::vector<Group>& groups, By by, const Counted& counted);

/// A table with the total.
[[nodiscard]] std::string markdown(const std::vector<Group>& groups, By by, const Counted& counted);

/// The document of `--json`. `inputs` are the files to list, `groups` those of an extension or a folder.
[[nodiscard]] std::string json(std::string_view encoding, bool exact, const std::vector<Group>& inputs,
                               const std::vector<Group>* groups, By by, const Figures& total);

}  // namespace tokmill::cli::count
