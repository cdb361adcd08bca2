#pragma once

#include <cstdint>
#include <optional>

#include "app/exit_code.hpp"
#include "options/text_option.hpp"
#include "options/tokenizers_option.hpp"

namespace tokmill::cli {

/// `tokmill compare`: one text under several encodings, side by side.
struct CompareOptions {
  TextOption text;
  TokenizersOption tokenizers;
  bool diff = false;
  std::optional<std::uint64_t> hunks;
  bool json = false;
  bool csv = false;
  bool markdown = false;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const CompareOptions& options, Io& io);

}  // namespace tokmill::cli
