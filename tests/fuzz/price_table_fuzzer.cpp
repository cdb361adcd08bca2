// Reads arbitrary bytes as a price table of any format and adds it to the built-in one.

#include <cstddef>
#include <cstdint>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "tokmill/formats/price_tables.hpp"
#include "tokmill/pricing/pricing.hpp"

using tokmill::fuzz::require;

namespace {

void check_bill(const tokmill::pricing::PricedModel& model, tokmill::pricing::Service service, std::uint64_t input) {
  const tokmill::pricing::Usage usage{.input_tokens = input,
                                      .cached_tokens = input / 3,
                                      .cache_write_tokens = input / 5,
                                      .cache_write_long_tokens = input / 7,
                                      .output_tokens = input / 2,
                                      .calls = 3};
  const auto made = tokmill::pricing::bill(model, usage, {service, *tokmill::pricing::parse_date("2026-10-30")});
  if (!made) {
    require(made.error().code == tokmill::ErrorCode::overflow, "a bill fails only by overflow");
    return;
  }
  tokmill::pricing::Money sum;
  for (const auto& part : {made->input, made->cached, made->cache_write, made->output}) {
    if (!part) {
      require(!made->total, "an unknown part makes the total unknown");
      return;
    }
    require(*part >= tokmill::pricing::Money(), "parts are not negative");
    const auto added = tokmill::pricing::add(sum, *part);
    require(added.has_value(), "the sum of the parts fits");
    sum = *added;
  }
  require(made->total == sum, "the parts add up to the total");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto table = tokmill::formats::read_price_table(tokmill::fuzz::as_text(data, size));
  if (!table) {
    require(table.error().code == tokmill::ErrorCode::malformed_price_table, "the error is malformed_price_table");
    require(!table.error().message.empty(), "an error has a message");
    return 0;
  }
  tokmill::pricing::PriceBook book;
  book.add(std::move(*table));
  for (const tokmill::pricing::PricedModel& model : book.models()) {
    require(book.find(model.id).has_value(), "every model is found by its id");
    for (const auto service : {tokmill::pricing::Service::standard, tokmill::pricing::Service::batch}) {
      for (const std::uint64_t input : {0U, 1U, 200'000U, 100'000'000U}) check_bill(model, service, input);
    }
  }
  return 0;
}
