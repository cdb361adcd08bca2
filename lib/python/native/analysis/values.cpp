#include "python/native/analysis/values.hpp"

#include "python/native/text.hpp"

namespace tokmill::python {

namespace nb = nanobind;

const pricing::PriceBook& built_in_prices() {
  static const auto* const book = new pricing::PriceBook();
  return *book;
}

nb::object optional_int(const std::optional<std::uint64_t>& number) {
  return number ? nb::object(nb::int_(*number)) : nb::none();
}

nb::object optional_float(const std::optional<double>& number) {
  return number ? nb::object(nb::float_(*number)) : nb::none();
}

nb::object optional_amount(const std::optional<pricing::Money>& money) {
  return money ? make_str(pricing::exact_decimal(*money)) : nb::none();
}

}  // namespace tokmill::python
