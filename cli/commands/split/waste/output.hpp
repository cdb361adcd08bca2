#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "commands/split/waste/price.hpp"
#include "tokmill/analysis/waste.hpp"

namespace tokmill::cli::split {

/// A report, and what it is about.
struct WasteView {
  std::string encoding;   ///< Its name.
  std::string_view text;  ///< UTF-8.
  const analysis::WasteReport& report;
  std::size_t top = 0;  ///< The number of places and lines to show.
  std::optional<WastePrice> price = {};
};

/// Tables for people: the changes, the places that save most, and the lines with the most tokens. Kinds that save nothing
/// are left out.
[[nodiscard]] std::string waste_text(const WasteView& view);

/// The same tables for `--markdown`.
[[nodiscard]] std::string waste_markdown(const WasteView& view);

/// All kinds of which there are places, for `--csv`.
[[nodiscard]] std::string waste_csv(const WasteView& view);

/// All of the report, for `--json`.
[[nodiscard]] std::string waste_json(const WasteView& view);

}  // namespace tokmill::cli::split
