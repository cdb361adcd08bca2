#pragma once

#include <string>
#include <vector>

namespace tokmill::cli::output {

enum class Align { left, right };

struct Column {
  std::string name;
  Align align = Align::left;
};

/// A table of texts. Every row has a field for each column.
struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

/// For a terminal: columns padded with blanks, two between them. They line up in every script of which the terminal
/// draws the characters as wide as Unicode says.
[[nodiscard]] std::string text_table(const Table& table);

/// As RFC 4180 has it, but for the ends of lines, which are those of Unix.
[[nodiscard]] std::string csv(const Table& table);

/// As GitHub reads it.
[[nodiscard]] std::string markdown(const Table& table);

}  // namespace tokmill::cli::output
