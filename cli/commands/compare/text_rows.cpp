#include "commands/compare/text_rows.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "output/format.hpp"
#include "texts/part_html.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::compare {
namespace {

// A row of a long line, in parts of one column.
constexpr std::size_t most_in_row = 1000;

// A block, in parts of all columns.
constexpr std::size_t most_in_block = 4000;

using Indexes = std::array<std::size_t, max_columns>;

class Writer {
 public:
  Writer(const std::vector<Column>& columns, const std::vector<Stretch>& stretches,
         const std::vector<const Stretch*>& listed)
      : columns_(columns), stretches_(stretches), text_(first_aligned(columns).text) {
    for (std::size_t i = 0; i < listed.size(); ++i) number_of_[listed[i]] = i;
    rows_.block_of.resize(listed.size());
  }

  TextRows write() {
    std::size_t first = 0;
    while (first < stretches_.size()) {
      const std::size_t last = end_of_row(first);
      append_row({stretches_.data() + first, last - first}, last == stretches_.size());
      first = last;
      if (parts_in_block() >= most_in_block || first == stretches_.size()) end_block();
    }
    return std::move(rows_);
  }

 private:
  // The index after the last stretch of the row that starts with `first`.
  [[nodiscard]] std::size_t end_of_row(std::size_t first) const {
    for (std::size_t i = first; i < stretches_.size(); ++i) {
      if (text_[stretches_[i].end - 1] == '\n') return i + 1;
      for (std::size_t column = 0; column < columns_.size(); ++column) {
        if (stretches_[i].last[column] - stretches_[first].first[column] >= most_in_row) return i + 1;
      }
    }
    return stretches_.size();
  }

  void append_row(std::span<const Stretch> stretches, bool is_last) {
    const std::string_view text =
        std::string_view(text_).substr(stretches.front().start, stretches.back().end - stretches.front().start);
    const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
    const bool differs = std::ranges::any_of(stretches, &Stretch::differs);
    output::append_format(html_,
                          "<div role=\"row\" class=\"row{}\" aria-rowindex=\"{}\"><span role=\"rowheader\">{}</span>",
                          differs ? " differs" : "", ++rows_.count + 1, line_ + 1);
    line_ += lines;
    rows_in_block_ += std::max<std::size_t>(lines, 1);
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      output::append_format(html_, "<div role=\"cell\" dir=\"auto\" class=\"of-{}\">", column);
      if (columns_[column].is_aligned) {
        append_aligned(column, stretches);
      } else {
        append_changed(column, is_last);
      }
      html_ += "</div>";
    }
    html_ += "</div>";
  }

  void append_aligned(std::size_t column, std::span<const Stretch> stretches) {
    const bool is_first = &columns_[column] == &first_aligned(columns_);
    for (const Stretch& stretch : stretches) {
      if (stretch.differs) {
        const auto number = number_of_.find(&stretch);
        if (is_first && number != number_of_.end()) {
          rows_.block_of[number->second] = block_;
          output::append_format(html_, "<mark id=\"p{}\">", number->second + 1);
        } else {
          html_ += "<mark>";
        }
      }
      append_parts(column, stretch.last[column]);
      if (stretch.differs) html_ += "</mark>";
    }
  }

  // The parts of a column whose text is another one, as many lines as the others have.
  void append_changed(std::size_t column, bool is_last) {
    const std::vector<texts::Part>& parts = columns_[column].parts;
    std::size_t end = next_[column];
    while (end < parts.size() && (is_last || lines_[column] < line_)) {
      lines_[column] += static_cast<std::size_t>(std::ranges::count(parts[end++].bytes, '\n'));
    }
    append_parts(column, end);
  }

  void append_parts(std::size_t column, std::size_t end) {
    while (next_[column] < end) next_[column] += texts::append_html(html_, columns_[column].parts, next_[column]);
  }

  [[nodiscard]] std::size_t parts_in_block() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) count += next_[i] - first_[i];
    return count;
  }

  // What the script knows of the parts of a block. The bytes of the aligned columns are the same.
  [[nodiscard]] std::string data_of_block() const {
    formats::JsonWriter json;
    json.begin_object();
    const auto parts_of = [&](std::size_t column) {
      return std::span(columns_[column].parts).subspan(first_[column], next_[column] - first_[column]);
    };
    const auto aligned = static_cast<std::size_t>(&first_aligned(columns_) - columns_.data());
    json.member("bytes", texts::hexadecimal_bytes(parts_of(aligned))).key("columns").begin_array();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::size_t start = first_[i] == 0 ? 0 : columns_[i].parts[first_[i] - 1].end;
      json.begin_object().member("first", first_[i]).member("start", start);
      texts::write_part_data(json, parts_of(i), start);
      if (!columns_[i].is_aligned) json.member("bytes", texts::hexadecimal_bytes(parts_of(i)));
      json.end_object();
    }
    json.end_array().end_object();
    return std::move(json).text();
  }

  void end_block() {
    std::string& html = rows_.html;
    const std::string data = "<script type=\"application/json\">" + data_of_block() + "</script>";
    if (block_ == 0) {
      html += "<div class=\"block\" role=\"rowgroup\">" + data + html_ + "</div>";
    } else {
      // The text of a part has no tags, so that this is no end of the script.
      output::append_format(html, "<div class=\"block\" style=\"--rows:{}\">", rows_in_block_);
      html += data + "<script type=\"text/plain\">" + html_ + "</script></div>";
    }
    html_.clear();
    first_ = next_;
    rows_in_block_ = 0;
    ++block_;
  }

  const std::vector<Column>& columns_;
  const std::vector<Stretch>& stretches_;
  const std::string& text_;
  std::map<const Stretch*, std::size_t> number_of_;  // of the listed passages

  TextRows rows_;
  std::size_t line_ = 0;  // lines before the next row

  std::size_t block_ = 0;
  std::string html_;  // of the rows of the block
  std::size_t rows_in_block_ = 0;
  Indexes first_ = {};  // parts of each column before the block
  Indexes next_ = {};   // before the next row
  Indexes lines_ = {};  // before the next row, in the columns that are not aligned
};

}  // namespace

TextRows text_rows_of(const std::vector<Column>& columns, const std::vector<Stretch>& stretches,
                      const std::vector<const Stretch*>& listed) {
  return Writer(columns, stretches, listed).write();
}

}  // namespace tokmill::cli::compare
