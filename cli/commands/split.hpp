#pragma once

#include "commands/special_option.hpp"
#include "exit_code.hpp"
#include "options.hpp"
#include "terminal.hpp"

namespace tokmill::cli {

/// `tokmill split`: where the tokens, or the pre-tokenizer's pieces, of a text begin and end.
struct SplitOptions {
  TokenizerOptions tokenizer;
  TextOptions text;
  SpecialOption special;
  ColorOption color;
  bool pieces = false;
  bool ids = false;
  bool json = false;
  bool csv = false;
  bool markdown = false;
  std::optional<std::string> html_path;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const SplitOptions& options, Io& io);

}  // namespace tokmill::cli
