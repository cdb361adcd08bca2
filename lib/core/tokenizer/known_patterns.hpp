#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "tokmill/pre_tokenizer.hpp"

// The patterns of pattern_names() (tokmill/pre_tokenizer.hpp). Their texts are those of the models' own files.

namespace tokmill::inline TOKMILL_ABI {

/// The steps of a pattern by its name, or nullopt.
[[nodiscard]] std::optional<std::vector<SplitStep>> known_steps(std::string_view name);

/// The name of the pattern that splits every text as the steps do, as far as this can be seen from how they are written;
/// empty if there is none.
[[nodiscard]] std::string_view known_name(std::span<const SplitStep> steps);

}  // namespace tokmill
