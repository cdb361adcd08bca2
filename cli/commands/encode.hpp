#pragma once

#include "commands/json_lines_option.hpp"
#include "commands/special_option.hpp"
#include "exit_code.hpp"
#include "options.hpp"

namespace tokmill::cli {

/// `tokmill encode`: the ids of a text.
struct EncodeOptions {
  TokenizerOptions tokenizer;
  TextOptions text;
  SpecialOption special;
  JsonLinesOption json_lines;
  std::optional<std::string> npy_path;
  bool json = false;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const EncodeOptions& options, Io& io);

}  // namespace tokmill::cli
