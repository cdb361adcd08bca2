#pragma once

#include <nanobind/nanobind.h>

#include <cstdint>
#include <optional>

#include "tokmill/pricing/money.hpp"
#include "tokmill/pricing/price_book.hpp"

// Values of the library as Python objects.

namespace tokmill::python {

/// The built-in prices. Made at the first call; never destroyed. Thread-safe.
[[nodiscard]] const pricing::PriceBook& built_in_prices();

[[nodiscard]] nanobind::object optional_int(const std::optional<std::uint64_t>& number);
[[nodiscard]] nanobind::object optional_float(const std::optional<double>& number);

/// All digits of an amount of dollars as a str; None if it is not known.
[[nodiscard]] nanobind::object optional_amount(const std::optional<pricing::Money>& money);

}  // namespace tokmill::python
