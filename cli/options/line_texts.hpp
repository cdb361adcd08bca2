#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// The texts of the lines of standard input, one call for each line.
class LineTexts {
 public:
  /// `io` must outlive this object.
  LineTexts(std::string field, bool strict, Io& io) : field_(std::move(field)), strict_(strict), io_(io) {}

  /// input::text_of_line() for the next line. If the line is not UTF-8, it is an error if `strict`; otherwise the first
  /// such line is reported to `io` as a warning. Errors: those of input::text_of_line(); ill_formed_text.
  [[nodiscard]] Result<std::string> next(std::string_view line);

 private:
  std::string field_;
  bool strict_;
  Io& io_;
  std::size_t number_ = 0;
  bool has_warned_ = false;
};

}  // namespace tokmill::cli
