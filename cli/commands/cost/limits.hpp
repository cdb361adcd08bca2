#pragma once

#include <vector>

#include "app/exit_code.hpp"
#include "commands/cost/input.hpp"
#include "commands/cost/request.hpp"
#include "output/io.hpp"
#include "tokmill/analysis/batch_cost.hpp"

namespace tokmill::cli::cost {

/// Checks --max-cost and reports on standard error the row that exceeds it most, and rows of unknown cost.
[[nodiscard]] ExitCode check_cost(const std::vector<analysis::CostRow>& rows, const CostRequest& request, Io& io);

/// Checks --fits for one call and reports on standard error by how much it is too long.
[[nodiscard]] ExitCode check_fit(Input& input, const CostRequest& request, Io& io);

/// The same for a batch, with the misfits of each model of --fits.
[[nodiscard]] ExitCode check_fit(const std::vector<analysis::BatchMisfits>& misfits, const CostRequest& request,
                                 Io& io);

/// The exit status for two checks: an exceeded limit precedes one that could not be checked.
[[nodiscard]] ExitCode worse_of(ExitCode a, ExitCode b);

}  // namespace tokmill::cli::cost
