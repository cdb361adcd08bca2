#pragma once

#include <optional>
#include <string>

#include "app/exit_code.hpp"
#include "options/threads_option.hpp"
#include "options/tokenizers_option.hpp"
#include "output/io.hpp"

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
