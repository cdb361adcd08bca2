#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "output/io.hpp"
#include "tokmill/chat/count.hpp"

namespace tokmill::cli {

/// Warns of what the counts of an input leave out, one line for each kind: what is not counted, what has an unknown
/// number of tokens and how to give it, and what is billed besides the tokens. `note` returns what follows the name of
/// an omission, such as ` (3 requests)`.
void warn_of_omissions(const std::string& name, const std::vector<chat::Omission>& omissions, Io& io,
                       const std::function<std::string(std::size_t)>& note = {});

}  // namespace tokmill::cli
