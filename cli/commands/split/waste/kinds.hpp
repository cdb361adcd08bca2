#pragma once

#include <string_view>

#include "tokmill/analysis/waste.hpp"

namespace tokmill::cli::split {

/// How a kind of waste is named, and what is changed.
struct KindText {
  std::string_view key;     ///< For JSON and CSV.
  std::string_view name;    ///< For people.
  std::string_view change;  ///< In the imperative.
};

[[nodiscard]] const KindText& text_of(analysis::WasteKind kind);

}  // namespace tokmill::cli::split
