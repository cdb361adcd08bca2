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

std::string markdown(const Table& table) {
  std::string text = "|";
  for (const Column& column : table.columns) text += cell(column.name);
  text += "\n|";
  for (const Column& column : table.columns) text += column.align == Align::right ? " ---: |" : " --- |";
  text += '\n';
  for (const auto& row : table.rows) {
    text += '|';
    for (const std::string& field : row) text += cell(field);
    text += '\n';
  }
  return text;
}

}  // namespace tokmill::cli::output
