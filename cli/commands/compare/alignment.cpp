#include "commands/compare/alignment.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "tokmill/encoding.hpp"

namespace tokmill::cli::compare {
namespace {

// Whether the parts are the whole text, without gaps.
bool are_the_text(const std::vector<texts::Part>& parts, std::string_view text) {
  std::size_t end = 0;
  for (const texts::Part& part : parts) {
    if (part.start != end || text.substr(end, part.bytes.size()) != part.bytes) return false;
    end += part.bytes.size();
    if (part.end != end) return false;
  }
  return end == text.size();
}

// Walks through the aligned columns.
class Walk {
 public:
  explicit Walk(const std::vector<Column>& columns) : columns_(columns) {}

  [[nodiscard]] bool is_at_end() const {
    const std::size_t column = aligned_index();
    return next_[column] >= columns_[column].parts.size();
  }

  // The stretch that starts where the last one ended.
  [[nodiscard]] Stretch next() {
    Stretch stretch{.start = end_, .first = next_};
    std::size_t least = end_;
    std::size_t most = end_;
    do {
      advance(least);
      least = std::numeric_limits<std::size_t>::max();
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!columns_[i].is_aligned) continue;
        least = std::min(least, ends_[i]);
        most = std::max(most, ends_[i]);
      }
      stretch.differs |= least != most;
    } while (least != most || is_inside_grapheme());
    end_ = least;
    stretch.end = least;
    stretch.last = next_;
    return stretch;
  }

 private:
  [[nodiscard]] std::size_t aligned_index() const {
    return static_cast<std::size_t>(&first_aligned(columns_) - columns_.data());
  }

  // Takes the next part of the columns that have ended at `least`.
  void advance(std::size_t least) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!columns_[i].is_aligned || ends_[i] != least || next_[i] >= columns_[i].parts.size()) continue;
      ends_[i] = columns_[i].parts[next_[i]++].end;
    }
  }

  // Whether the part after those that were taken begins inside a grapheme.
  [[nodiscard]] bool is_inside_grapheme() const {
    const std::size_t column = aligned_index();
    return !is_at_end() && columns_[column].parts[next_[column]].begins_inside;
  }

  const std::vector<Column>& columns_;
  std::array<std::size_t, max_columns> next_ = {};  // parts
  std::array<std::size_t, max_columns> ends_ = {};  // of the parts before them
  std::size_t end_ = 0;                             // of the last stretch
};

}  // namespace

std::vector<Column> columns_of(const std::string& text, const std::vector<NamedTokenizer>& tokenizers) {
  std::vector<Column> columns;
  for (const NamedTokenizer& tokenizer : tokenizers) {
    Column& column = columns.emplace_back();
    column.tokenizer = &tokenizer;
    column.text = tokenizer.encoding->tokenized_text(text);
    // Without a policy for special tokens, this cannot fail.
    column.parts = *texts::tokens_of(*tokenizer.encoding, text, SpecialPolicy::ordinary(), {});
    texts::mark_graphemes(column.text, column.parts);
    column.changes_text = column.text != text || !are_the_text(column.parts, text);
    column.is_aligned = !column.changes_text;
  }
  if (std::ranges::none_of(columns, &Column::is_aligned)) columns.front().is_aligned = true;
  return columns;
}

const Column& first_aligned(const std::vector<Column>& columns) {
  return *std::ranges::find_if(columns, &Column::is_aligned);
}

std::vector<Stretch> stretches_of(const std::vector<Column>& columns) {
  std::vector<Stretch> stretches;
  for (Walk walk(columns); !walk.is_at_end();) stretches.push_back(walk.next());
  return stretches;
}

std::size_t saved(const Stretch& stretch, const std::vector<Column>& columns) {
  std::size_t least = std::numeric_limits<std::size_t>::max();
  std::size_t most = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].is_aligned) continue;
    const std::size_t tokens = stretch.last[i] - stretch.first[i];
    least = std::min(least, tokens);
    most = std::max(most, tokens);
  }
  return most - least;
}

}  // namespace tokmill::cli::compare
