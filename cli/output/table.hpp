#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tokmill::cli::output {

enum class Align { left, right };

struct Column {
  std::string name;
  Align align = Align::left;
  int rank = 0;  ///< A narrow terminal leaves out the column with the highest rank first; 0: it is always shown.
};

/// A table of strings. Every row has a field for each column.
struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

/// The table for a terminal: columns are padded with spaces and separated by two spaces. They are aligned in all
/// scripts, provided that the terminal draws characters with the width that Unicode specifies.
[[nodiscard]] std::string text_table(const Table& table);

/// The width of the lines of text_table(), in terminal columns.
[[nodiscard]] std::size_t text_width(const Table& table);

/// The table without the columns of the highest ranks if its lines would be wider than `width`.
[[nodiscard]] Table fitted(Table table, std::size_t width);

/// The table for standard output: fitted to the width of the terminal if it is one, otherwise complete.
[[nodiscard]] std::string output_table(const Table& table);

/// Whether output_table() leaves out columns. A command then prints more_columns_note.
[[nodiscard]] bool leaves_out_columns(const Table& table);

inline constexpr std::string_view more_columns_note = "use a wider terminal, --csv or --json for more columns";

/// The table as in RFC 4180, except that lines end with a line feed.
[[nodiscard]] std::string csv(const Table& table);
[[nodiscard]] std::string csv_head(const std::vector<Column>& columns);
[[nodiscard]] std::string csv_row(const std::vector<std::string>& row);

/// The table in GitHub Flavored Markdown.
[[nodiscard]] std::string markdown(const Table& table);
[[nodiscard]] std::string markdown_head(const std::vector<Column>& columns);
[[nodiscard]] std::string markdown_row(const std::vector<std::string>& row);

/// A format in which a table can be written row by row: first the head, then each row.
struct RowFormat {
  std::string (*head)(const std::vector<Column>& columns);
  std::string (*row)(const std::vector<std::string>& row);
};

inline constexpr RowFormat csv_rows{csv_head, csv_row};
inline constexpr RowFormat markdown_rows{markdown_head, markdown_row};

}  // namespace tokmill::cli::output
