#pragma once

#include <string>
#include <vector>

#include "commands/cost/request.hpp"
#include "output/io.hpp"
#include "tokmill/analysis/cost.hpp"

namespace tokmill::cli::cost {

/// Warns of options that have no effect on some requests of the file `name`: the usage of an answer is as reported, and
/// training on an example has only input.
void warn_of_unused_options(const std::string& name, const std::vector<analysis::CostRow>& rows,
                            const CostRequest& request, Io& io);

}  // namespace tokmill::cli::cost
