#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "options/tokenizers_option.hpp"
#include "texts/part.hpp"

namespace tokmill::cli::compare {

/// The most tokenizers of a page.
inline constexpr std::size_t max_columns = 4;

/// A text under one tokenizer of a page.
struct Column {
  const NamedTokenizer* tokenizer = nullptr;
  std::string text;                // that is tokenized
  std::vector<texts::Part> parts;  ///< With marks of graphemes.
  bool changes_text = false;       ///< The tokens are not the text that was given.
  bool is_aligned = true;          ///< The tokens are the same text as those of the other columns that are aligned.
};

/// `text`, which must be UTF-8, under each tokenizer. Columns that change the text are not aligned; if all do, the first
/// column alone is aligned.
[[nodiscard]] std::vector<Column> columns_of(const std::string& text, const std::vector<NamedTokenizer>& tokenizers);

/// The first column that is aligned.
[[nodiscard]] const Column& first_aligned(const std::vector<Column>& columns);

/// A part of the text that is as short as possible: at its start and at its end, all aligned columns have a token
/// boundary that is not inside a grapheme.
struct Stretch {
  std::size_t start = 0;  ///< Byte offsets.
  std::size_t end = 0;
  std::array<std::size_t, max_columns> first = {};  ///< For each aligned column: the index of its first part,
  std::array<std::size_t, max_columns> last = {};   ///< and the index after its last one.
  bool differs = false;                             ///< The columns have different boundaries in it.
};

/// The stretches of a text, which is their sum.
[[nodiscard]] std::vector<Stretch> stretches_of(const std::vector<Column>& columns);

/// The difference between the largest and the smallest number of tokens of a stretch.
[[nodiscard]] std::size_t saved(const Stretch& stretch, const std::vector<Column>& columns);

}  // namespace tokmill::cli::compare
