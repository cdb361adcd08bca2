#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "commands/count/groups.hpp"
#include "texts/result.hpp"

namespace tokmill::cli::count {

/// Groups to list besides the inputs.
struct GroupList {
  By by;
  const std::vector<Group>& groups;
};

/// The document of `--json`. `exact` is false if the tokenizer is a proxy or a part of the count is an estimate.
/// `inputs` are groups by file. `groups` may be null.
[[nodiscard]] std::string json(std::string_view encoding, bool exact, const std::vector<Group>& inputs,
                               const texts::Sizes& total, const GroupList* groups = nullptr);

}  // namespace tokmill::cli::count
