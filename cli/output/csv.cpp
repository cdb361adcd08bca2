#include "output/table.hpp"

namespace tokmill::cli::output {
namespace {

std::string field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

std::string csv_head(const std::vector<Column>& columns) {
  std::vector<std::string> names;
  for (const Column& column : columns) names.push_back(column.name);
  return csv_row(names);
}

std::string csv_row(const std::vector<std::string>& row) {
  std::string text;
  for (std::size_t i = 0; i < row.size(); ++i) text += (i > 0 ? "," : "") + field(row[i]);
  return text + '\n';
}

std::string csv(const Table& table) {
  std::string text = csv_head(table.columns);
  for (const std::vector<std::string>& row : table.rows) text += csv_row(row);
  return text;
}

}  // namespace tokmill::cli::output
