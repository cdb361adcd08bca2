#pragma once

#include <optional>
#include <span>
#include <string>

#include "tokmill/encoding.hpp"
#include "tokmill/pricing/pricing.hpp"

namespace tokmill::cli::live {

/// What the live page contains.
struct Contents {
  std::span<const Encoding* const> encodings;
  const pricing::PriceBook& prices;
  pricing::Date at;                       ///< The day of the prices.
  const std::optional<std::string>& text; ///< UTF-8; nullopt: an example.
};

/// The live page: the tokenizer as WebAssembly, the packed encodings, and the scripts of live/.
[[nodiscard]] std::string page(const Contents& contents);

/// The data of the page as JSON: the names of the encodings, the text, the parallel sample and the prices. live/data.js
/// describes it.
[[nodiscard]] std::string data_json(const Contents& contents);

}  // namespace tokmill::cli::live
