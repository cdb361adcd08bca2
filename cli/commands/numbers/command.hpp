#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/exit_code.hpp"
#include "options/color_option.hpp"
#include "options/encodings_option.hpp"
#include "options/threads_option.hpp"
#include "output/io.hpp"

namespace tokmill::cli {

/// `tokmill numbers`: how encodings split numbers, and what that does to thousands and sums.
struct NumbersOptions {
  std::vector<std::string> numbers;
  EncodingsOption encodings;
  ColorOption color;
  ThreadsOption threads;
  std::optional<std::string> range;
  bool add = false;
  bool scripts = false;
  bool json = false;
  bool csv = false;
  bool markdown = false;
  std::optional<std::string> html_path;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const NumbersOptions& options, Io& io);

}  // namespace tokmill::cli
