#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/pretokenize/pre_tokenizer.hpp"
#include "tokmill/pre_tokenizer.hpp"

// The patterns of pattern_names() (tokmill/pre_tokenizer.hpp). Their texts are those of the models' own files.

namespace tokmill::inline TOKMILL_ABI {

/// The steps of a pattern by its name, or nullopt.
[[nodiscard]] std::optional<std::vector<SplitStep>> known_steps(std::string_view name);

/// The name of the pattern that splits every text as the steps do, as far as this can be seen from how they are written;
/// empty if there is none.
[[nodiscard]] std::string_view known_name(std::span<const SplitStep> steps);

/// A regular expression of fancy_regex whose matches are the pieces of the pattern, as tiktoken has it if it has the
/// pattern; empty if there is none.
[[nodiscard]] std::string_view known_expression(pretokenize::Pattern pattern) noexcept;

/// The expression of steps that are one Split of fancy_regex whose matches are the pieces; otherwise empty.
[[nodiscard]] std::string_view expression_of(std::span<const SplitStep> steps) noexcept;

}  // namespace tokmill
