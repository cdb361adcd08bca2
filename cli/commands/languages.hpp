#pragma once

#include <optional>
#include <string>

#include "exit_code.hpp"
#include "io.hpp"
#include "threads_option.hpp"
#include "tokenizers_option.hpp"

namespace tokmill::cli {

/// `tokmill languages`: what the same meaning takes in many languages.
struct LanguagesOptions {
  TokenizersOption tokenizers;
  ThreadsOption threads;
  std::optional<std::string> corpus;
  std::optional<std::string> base;
  std::optional<std::string> at;
  std::optional<std::string> html;
  bool summary = false;
  bool json = false;
  bool csv = false;
  bool markdown = false;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const LanguagesOptions& options, Io& io);

}  // namespace tokmill::cli
