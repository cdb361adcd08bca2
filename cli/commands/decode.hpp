#pragma once

#include "exit_code.hpp"
#include "options.hpp"

namespace tokmill::cli {

/// `tokmill decode`: the bytes of ids.
struct DecodeOptions {
  TokenizerOptions tokenizer;
  std::vector<std::string> ids;  // none: standard input
  bool json_lines = false;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const DecodeOptions& options, Io& io);

}  // namespace tokmill::cli
