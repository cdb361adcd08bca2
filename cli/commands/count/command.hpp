#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "app/exit_code.hpp"
#include "commands/count/request.hpp"
#include "options/add_special_option.hpp"
#include "options/color_option.hpp"
#include "options/format_option.hpp"
#include "rows/rows_option.hpp"
#include "options/special_option.hpp"
#include "options/text_option.hpp"
#include "options/threads_option.hpp"
#include "options/tokenizer_option.hpp"
#include "options/walk_option.hpp"
#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// A validated `tokmill count`: counts tokens.
struct CountRequest {
  ChosenTokenizer tokenizer;
  std::string model;  // as the user named it; empty if an encoding was named
  std::optional<std::uint64_t> max_tokens;
  std::variant<count::TextsRequest, count::RowsRequest, count::ChatRequest> input;
};

struct CountOptions {
  TokenizerOption tokenizer;
  TextOption text;
  SpecialOption special;
  AddSpecialOption add_special;
  RowsOption rows;
  std::optional<std::uint64_t> max_tokens;
  std::optional<std::string> chat;
  std::string by = "file";
  std::optional<std::string> sort;
  std::optional<std::uint64_t> top;
  WalkOption walk;
  ThreadsOption threads;
  ColorOption color;
  FormatOption format;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<CountRequest> validate() const;

 private:
  [[nodiscard]] Result<void> check_combinations() const;
  [[nodiscard]] Result<count::TextsRequest> validate_texts() const;
  [[nodiscard]] Result<count::RowsRequest> validate_rows(const Encoding& first) const;
  [[nodiscard]] Result<count::ChatRequest> validate_chat() const;
};

[[nodiscard]] ExitCode run(const CountRequest& request, Io& io);

}  // namespace tokmill::cli
