#pragma once

#include "app/exit_code.hpp"
#include "options/color_option.hpp"
#include "options/special_option.hpp"
#include "options/text_option.hpp"
#include "options/tokenizer_option.hpp"

namespace tokmill::cli {

/// `tokmill split`: where the tokens, or the pre-tokenizer's pieces, of a text begin and end.
struct SplitOptions {
  TokenizerOption tokenizer;
  TextOption text;
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
