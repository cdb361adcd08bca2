// Looks up arbitrary bytes as the name of a model, and as a pattern.

#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "tokmill/pricing/pricing.hpp"

using tokmill::fuzz::require;
namespace pricing = tokmill::pricing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view name = tokmill::fuzz::as_text(data, size);
  static const pricing::PriceBook book;

  const auto found = book.resolve(name);
  if (found) {
    const std::string qualified = pricing::qualified_name(found->model);
    const auto again = book.resolve(qualified);
    require(again && again->model.id == found->model.id && !again->resolution.is_notable(),
            "provider/id names the model that was found");
    require(!found->resolution.has_own_price() || found->model.prices.empty(), "no price of its own is known");
  } else {
    require(found.error().code == tokmill::ErrorCode::unknown_model, "the error is unknown_model");
  }
  require(pricing::spellings(name).front() == name, "the first spelling is the name");
  for (const std::string& match : book.names_like(name)) require(book.find(match).has_value(), "a match is found");
  return 0;
}
