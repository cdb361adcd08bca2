#pragma once

#include "app/exit_code.hpp"
#include "options/json_lines_option.hpp"
#include "options/special_option.hpp"
#include "options/text_option.hpp"
#include "options/tokenizer_option.hpp"

namespace tokmill::cli {

/// `tokmill encode`: the ids of a text.
struct EncodeOptions {
  TokenizerOption tokenizer;
  TextOption text;
  SpecialOption special;
  JsonLinesOption json_lines;
  std::optional<std::string> npy_path;
  bool json = false;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const EncodeOptions& options, Io& io);

}  // namespace tokmill::cli
