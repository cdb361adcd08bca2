#pragma once

#include "tokmill/pricing/date.hpp"

namespace tokmill::analysis {

/// The day on which the tests look up prices.
inline constexpr pricing::Date price_day = std::chrono::year{2026} / 10 / 30;

}  // namespace tokmill::analysis
