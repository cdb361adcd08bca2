#pragma once

#include <cstdint>
#include <optional>

#include "commands/special_option.hpp"
#include "exit_code.hpp"
#include "options.hpp"

namespace tokmill::cli {

/// `tokmill count`: how many tokens a text has.
struct CountOptions {
  TokenizerOptions tokenizer;
  TextOptions text;
  SpecialOption special;
  std::optional<std::uint64_t> max_tokens;
  std::optional<std::string> field;
  std::optional<std::string> chat;
  bool json = false;
  bool json_lines = false;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const CountOptions& options, Io& io);

}  // namespace tokmill::cli
