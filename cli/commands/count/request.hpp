#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "commands/count/groups.hpp"
#include "options/add_special_option.hpp"
#include "options/format_option.hpp"
#include "options/text_option.hpp"
#include "rows/request.hpp"
#include "texts/count.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/pricing/pricing.hpp"

/// The three kinds of input of `tokmill count`, validated.
namespace tokmill::cli::count {

/// Files, folders, standard input or a literal text.
struct TextsRequest {
  texts::Request texts;
  Format format = Format::text;
  By by = By::file;
  std::optional<Order> order;  ///< nullopt: that of the arguments.
  std::optional<std::size_t> top;
  bool color = false;
};

/// `--jsonl` or `--tsv`: one text per line of standard input.
struct RowsRequest {
  rows::Request rows;
  std::vector<const Encoding*> encodings;  ///< At least one.
  SpecialPolicy special = SpecialPolicy::ordinary();
  AddSpecialOption add_special = {};
};

/// `--chat FILE`.
struct ChatRequest {
  std::string path;
  TextOption text;  ///< How to read the file: --strict.
  bool json = false;

  /// Set if neither an encoding nor a model was named: then the model in the file selects the tokenizer.
  std::optional<pricing::PriceBook> book;
};

}  // namespace tokmill::cli::count
