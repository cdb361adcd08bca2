#pragma once

#include "commands/special_option.hpp"
#include "exit_code.hpp"
#include "options.hpp"

namespace tokmill::cli {

/// `tokmill encode`: the ids of a text.
struct EncodeOptions {
  TokenizerOptions tokenizer;
  TextOptions text;
  SpecialOption special;
  std::optional<std::string> field;
  std::optional<std::string> npy_path;
  bool json = false;
  bool json_lines = false;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const EncodeOptions& options, Io& io);

}  // namespace tokmill::cli
