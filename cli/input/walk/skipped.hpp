#pragma once

#include <string>
#include <string_view>

namespace tokmill::cli::input {

/// Why a file of a folder, or a whole folder, is not counted.
enum class SkipReason { hidden, ignored, excluded, not_included, binary, not_regular };

/// A file of a folder that is not counted, or a folder, whose path then ends with a slash.
struct Skipped {
  std::string path;
  SkipReason reason;
};

/// In words, for example `ignored by git`.
[[nodiscard]] constexpr std::string_view describe(SkipReason reason) noexcept {
  switch (reason) {
    case SkipReason::hidden: return "hidden";
    case SkipReason::ignored: return "ignored by git";
    case SkipReason::excluded: return "excluded";
    case SkipReason::not_included: return "not included";
    case SkipReason::binary: return "binary";
    case SkipReason::not_regular: return "not a regular file";
  }
  return "";
}

}  // namespace tokmill::cli::input
