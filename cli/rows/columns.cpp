#include "rows/columns.hpp"

#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::rows {

Columns::Columns(Format format, const std::vector<std::string_view>& names) {
  const bool is_object = format == Format::json_lines && names.size() > 1;
  for (const std::string_view name : names) {
    std::string& before = before_.emplace_back();
    if (is_object) {
      before = before_.size() == 1 ? "{" : ",";
      before += formats::json_string(name) + ":";
    } else if (before_.size() > 1) {
      before = "\t";
    }
  }
  if (is_object) after_ = "}";
}

}  // namespace tokmill::cli::rows
