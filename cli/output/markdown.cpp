#include "output/table.hpp"

namespace tokmill::cli::output {
namespace {

std::string cell(const std::string& text) {
  std::string escaped = " ";
  for (const char c : text) {
    if (c == '|' || c == '\\') escaped += '\\';
    escaped += c == '\n' ? ' ' : c;
  }
  return escaped + " |";
}

}  // namespace

std::string markdown_head(const std::vector<Column>& columns) {
  std::string text = "|";
  for (const Column& column : columns) text += cell(column.name);
  text += "\n|";
  for (const Column& column : columns) text += column.align == Align::right ? " ---: |" : " --- |";
  return text + '\n';
}

std::string markdown_row(const std::vector<std::string>& row) {
  std::string text = "|";
  for (const std::string& field : row) text += cell(field);
  return text + '\n';
}

std::string markdown(const Table& table) {
  std::string text = markdown_head(table.columns);
  for (const std::vector<std::string>& row : table.rows) text += markdown_row(row);
  return text;
}

}  // namespace tokmill::cli::output
