#pragma once

#include <optional>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "charset_option.hpp"
#include "io.hpp"
#include "model_tokenizer.hpp"
#include "prices.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// The tokenizer that was chosen, and whether it is that of the model.
struct ChosenTokenizer {
  const Encoding* encoding = nullptr;
  bool exact = true;
  std::string model_id;        // of the model that was named, as the price table has it; else empty
  std::string tokenizer_note;  // where it is not exact: what is known of the model's own
};

/// Which tokenizer: `-e` or `-m`.
struct TokenizerOptions {
  std::optional<std::string> encoding;
  std::optional<std::string> model;
  PriceOptions prices;  // a table may name a model's encoding

  void declare(Arguments& arguments);

  /// The model's own encoding, or the one that was named.
  /// Errors: unknown_encoding, unknown_model (also where the model's tokenizer is not public),
  /// invalid_argument where both are given, malformed_price_table.
  [[nodiscard]] Result<const Encoding*> find() const;

  /// As find(), but a model whose tokenizer is not public has a stand-in, which is not exact.
  [[nodiscard]] Result<ChosenTokenizer> find_or_stand_in() const;
};

/// Which text: paths, `-`, or `-t`.
struct TextOptions {
  std::vector<std::string> paths;  // none: standard input
  std::optional<std::string> text;
  CharsetOption charset;
  bool strict = false;

  void declare(Arguments& arguments,
               const std::string& paths_help = "A file to read; - or none is standard input");

  /// Errors: invalid_argument where both a path and a text are given, a charset for a text, or more paths
  /// than `most`; unknown_charset.
  [[nodiscard]] Result<void> validate(std::size_t most) const;
};

/// A text that was read, and what to call it in a message.
struct NamedText {
  std::string name;
  std::string bytes;
};

/// Reads one input, in UTF-8 by the end. Says on standard error why it cannot be read, which charset it was
/// taken for, or that it is not of its charset: a warning, or a failure under --strict. Nothing where it
/// failed.
[[nodiscard]] std::optional<NamedText> read_text(const TextOptions& options, const std::string& path, Io& io);

/// Says that a text is not UTF-8, and what becomes of it.
void warn_of_ill_formed(const std::string& name, std::size_t offset, Io& io);

/// The paths to read; `-` where none is given. Not for a literal text.
[[nodiscard]] std::vector<std::string> input_paths(const TextOptions& options);

}  // namespace tokmill::cli
