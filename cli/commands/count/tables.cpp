#include "commands/count/tables.hpp"

#include <string>

#include "output/format.hpp"
#include "output/path.hpp"

namespace tokmill::cli::count {

output::Table csv_table(const std::vector<Group>& groups, By by, const texts::CountedTexts& counted) {
  output::Table table;
  table.columns = {{std::string(column_name(by))}, {"files"}, {"tokens"}, {"bytes"}, {"characters"}, {"share"}};
  for (const Group& one : groups) {
    table.rows.push_back({one.name, std::to_string(one.files), std::to_string(one.sizes.tokens),
                          std::to_string(one.sizes.bytes), std::to_string(one.sizes.characters),
                          output::format("{}", share_of(one.sizes.tokens, counted.total.tokens))});
  }
  return table;
}

output::Table markdown_table(const std::vector<Group>& groups, By by, const texts::CountedTexts& counted) {
  using output::Align;
  output::Table table;
  table.columns = {{std::string(column_name(by)), Align::left},
                   {"files", Align::right},
                   {"tokens", Align::right},
                   {"share", Align::right}};
  const auto add = [&](const std::string& name, std::size_t files, std::size_t tokens) {
    table.rows.push_back({name, std::to_string(files), std::to_string(tokens),
                          output::format("{:.1f}%", 100 * share_of(tokens, counted.total.tokens))});
  };
  for (const Group& one : groups) {
    add(by == By::extension ? extension_label(one.name) : output::printable_path(one.name), one.files,
        one.sizes.tokens);
  }
  add("total", counted.inputs.size(), counted.total.tokens);
  return table;
}

}  // namespace tokmill::cli::count
