#pragma once

#include <cstddef>
#include <optional>

#include "app/exit_code.hpp"
#include "commands/split/waste/price.hpp"
#include "options/format_option.hpp"
#include "options/text_option.hpp"
#include "output/io.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli::split {

/// A validated `--waste`.
struct WasteTerms {
  Format format = Format::text;
  std::size_t top = 0;  ///< The number of places and lines to show.
  std::optional<PricedBy> priced_by = {};
};

/// Reads a text and reports what can be changed in it so that it has fewer tokens.
[[nodiscard]] ExitCode report_waste(const WasteTerms& terms, const TextOption& text, const Encoding& encoding, Io& io);

}  // namespace tokmill::cli::split
