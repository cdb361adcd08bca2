#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "app/exit_code.hpp"
#include "commands/split/waste/run.hpp"
#include "options/add_special_option.hpp"
#include "options/color_option.hpp"
#include "options/format_option.hpp"
#include "options/special_option.hpp"
#include "options/text_option.hpp"
#include "options/threads_option.hpp"
#include "options/tokenizer_option.hpp"
#include "options/view_files.hpp"
#include "output/io.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// A validated `tokmill split`: shows the tokens of a text, or the pieces of the pre-tokenizer.
struct SplitRequest {
  enum class Output {
    separated,  ///< The bytes of the tokens with `|` between them.
    visible,    ///< The same for people: split::text_view().
    ids,        ///< The id of each token below it.
    json,
    csv,
    markdown,
    none,  ///< Only the files.
  };

  TextOption text;
  const Encoding* encoding = nullptr;
  std::vector<std::string> name_notes = {};  ///< What rules resolved names of models to.
  SpecialPolicy special = SpecialPolicy::ordinary();
  AddedSpecial added = {};  ///< Put around the text.
  bool pieces = false;
  Output output = Output::separated;
  bool color = false;
  ViewFiles files;
  bool special_is_error = false;
  std::optional<split::WasteTerms> waste;  ///< Report waste instead of the tokens.
};

struct SplitOptions {
  TokenizerOption tokenizer;
  TextOption text;
  SpecialOption special;
  AddSpecialOption add_special;
  ThreadsOption threads;
  ColorOption color;
  FormatOption format;
  bool pieces = false;
  bool ids = false;
  ViewFiles files;
  bool waste = false;
  std::optional<std::uint64_t> top;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<SplitRequest> validate() const;

 private:
  [[nodiscard]] Result<void> validate_waste() const;
  [[nodiscard]] Result<std::optional<split::PricedBy>> validate_price() const;
};

[[nodiscard]] ExitCode run(const SplitRequest& request, Io& io);

}  // namespace tokmill::cli
