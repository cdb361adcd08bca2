#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rows/request.hpp"

namespace tokmill::cli::rows {

/// An answer that consists of a value for each of several names: in JSON an object with a member for each, or the value
/// alone if there is one name; in TSV, a column for each.
class Columns {
 public:
  Columns(Format format, const std::vector<std::string_view>& names);

  [[nodiscard]] std::size_t size() const noexcept { return before_.size(); }

  /// Appends to `answer` what comes before the value with this index, which the caller appends next.
  void begin(std::size_t index, std::string& answer) const { answer += before_[index]; }

  /// Appends what comes after the last value.
  void end(std::string& answer) const { answer += after_; }

 private:
  std::vector<std::string> before_;
  std::string after_;
};

}  // namespace tokmill::cli::rows
