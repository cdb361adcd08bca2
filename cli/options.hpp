#pragma once

#include <optional>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "io.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// Which tokenizer: `-e` or `-m`.
struct TokenizerOptions {
  std::optional<std::string> encoding;
  std::optional<std::string> model;

  void declare(Arguments& arguments);

  /// Errors: unknown_encoding, unknown_model, invalid_argument where both are given.
  [[nodiscard]] Result<const Encoding*> find() const;
};

/// Which text: paths, `-`, or `-t`.
struct TextOptions {
  std::vector<std::string> paths;  // none: standard input
  std::optional<std::string> text;
  bool strict = false;

  void declare(Arguments& arguments);

  /// Errors: invalid_argument where both a path and a text are given, or more paths than `most`.
  [[nodiscard]] Result<void> validate(std::size_t most) const;
};

/// A text that was read, and what to call it in a message.
struct NamedText {
  std::string name;
  std::string bytes;
};

/// Reads one input. Says on standard error why it cannot be read, or that it is not UTF-8: a warning once
/// for all inputs, or a failure under --strict. Nothing where it failed.
[[nodiscard]] std::optional<NamedText> read_text(const TextOptions& options, const std::string& path, Io& io);

/// The paths to read; `-` where none is given. Not for a literal text.
[[nodiscard]] std::vector<std::string> input_paths(const TextOptions& options);

}  // namespace tokmill::cli
