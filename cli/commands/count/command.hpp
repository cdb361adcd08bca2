#pragma once

#include <cstdint>
#include <optional>

#include "app/exit_code.hpp"
#include "options/color_option.hpp"
#include "options/json_lines_option.hpp"
#include "options/special_option.hpp"
#include "options/text_option.hpp"
#include "options/threads_option.hpp"
#include "options/tokenizer_option.hpp"

namespace tokmill::cli {

/// `tokmill count`: how many tokens a text has.
struct CountOptions {
  TokenizerOption tokenizer;
  TextOption text;
  SpecialOption special;
  JsonLinesOption json_lines;
  std::optional<std::uint64_t> max_tokens;
  std::optional<std::string> chat;
  std::string by = "file";  // file, ext or dir
  std::optional<std::string> sort;
  std::optional<std::uint64_t> top;
  bool hidden = false;
  bool no_ignore = false;
  ThreadsOption threads;
  ColorOption color;
  bool json = false;
  bool csv = false;
  bool markdown = false;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const CountOptions& options, Io& io);

}  // namespace tokmill::cli
