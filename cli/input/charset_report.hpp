#pragma once

#include <string>
#include <utility>

#include "input/lines.hpp"
#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::input {

/// Reports, each once, that lines are converted from another charset, and that they are ill-formed in it.
class CharsetReport {
 public:
  /// `name` is that of the input. Ill-formed text is an error if `strict`, and otherwise a warning.
  CharsetReport(std::string name, bool strict, Io& io) : name_(std::move(name)), strict_(strict), io_(io) {}

  /// Reports what is known after the lines that were read so far. Errors: ill_formed_text.
  [[nodiscard]] Result<void> update(const Lines& lines);

 private:
  std::string name_;
  bool strict_;
  Io& io_;
  bool has_charset_ = false;
  bool is_ill_formed_ = false;
};

}  // namespace tokmill::cli::input
