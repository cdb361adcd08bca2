#pragma once

#include "app/exit_code.hpp"
#include "options/tokenizer_option.hpp"
#include "output/io.hpp"

namespace tokmill::cli {

/// `tokmill decode`: the bytes of ids.
struct DecodeOptions {
  TokenizerOption tokenizer;
  std::vector<std::string> ids;  // none: standard input
  bool json_lines = false;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const DecodeOptions& options, Io& io);

}  // namespace tokmill::cli
