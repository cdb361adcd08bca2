#include "commands/count/output.hpp"

#include "output/format.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "output/bar.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "output/path.hpp"
#include "output/table.hpp"
#include "tokmill/icu/display.hpp"

namespace tokmill::cli::count {
namespace {

constexpr std::string_view bar_color = "\x1b[36m";
constexpr std::string_view plain = "\x1b[0m";

// A line of a view with bars.
struct Row {
  std::string label;
  std::size_t tokens;
};

double share_of(std::size_t tokens, std::size_t total) {
  return total == 0 ? 0.0 : static_cast<double>(tokens) / static_cast<double>(total);
}

std::string text_of(const std::vector<Row>& rows, std::size_t total, const Look& look) {
  std::size_t label_width = 0;
  for (const Row& row : rows) label_width = std::max(label_width, icu::display_width(row.label));
  const std::size_t tokens_width = std::to_string(total).size();
  constexpr std::size_t share_width = 6;  // 100.0%
  constexpr std::size_t most_bar = 30;
  const std::size_t used = tokens_width + 2 + label_width + 2 + share_width + 2;
  const std::size_t bar_width = std::min(most_bar, look.width - std::min(look.width, used));
  std::string text;
  for (const Row& row : rows) {
    const double share = share_of(row.tokens, total);
    std::string drawn = bar(share, bar_width);
    if (look.color && !drawn.empty()) drawn = output::format("{}{}{}", bar_color, drawn, plain);
    std::string line = output::format("{:>{}}  {}{:{}}  {:>5.1f}%  {}", row.tokens, tokens_width, row.label, "",
                                   label_width - icu::display_width(row.label), 100 * share, drawn);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

std::string total_line(std::size_t tokens, std::size_t width) {
  return output::format("{:>{}}  total\n", tokens, width);
}

std::string extension_label(const std::string& extension) {
  return extension.empty() ? "(none)" : output::printable_path(extension);
}

// The folder above; empty where there is none.
std::string_view folder_above(std::string_view folder) {
  const std::size_t slash = folder.rfind('/');
  if (slash == std::string_view::npos || folder == "/") return {};
  return slash == 0 ? folder.substr(0, 1) : folder.substr(0, slash);
}

// Folders under the nearest one above them that is shown too.
class Tree {
 public:
  explicit Tree(const std::vector<Group>& groups) : groups_(groups) {
    std::map<std::string_view, std::size_t> place;
    for (std::size_t i = 0; i < groups.size(); ++i) place.emplace(groups[i].name, i);
    children_.resize(groups.size() + 1);
    for (std::size_t i = 0; i < groups.size(); ++i) {
      std::size_t parent = groups.size();
      for (std::string_view above = folder_above(groups[i].name); !above.empty();
           above = folder_above(above)) {
        const auto found = place.find(above);
        if (found == place.end()) continue;
        parent = found->second;
        break;
      }
      children_[parent].push_back(i);
    }
  }

  [[nodiscard]] std::size_t top_folders() const { return children_.back().size(); }

  [[nodiscard]] std::vector<Row> rows() const {
    std::vector<Row> result;
    for (const std::size_t folder : children_.back()) add(result, folder, groups_[folder].name, "", "");
    return result;
  }

 private:
  // `first` goes before this folder's own name, `further` before those below it.
  void add(std::vector<Row>& rows, std::size_t folder, std::string_view name, const std::string& first,
           const std::string& further) const {
    const std::vector<std::size_t>& below = children_[folder];
    // A folder that holds nothing but another one shares its line.
    if (below.size() == 1 && groups_[below[0]].files == groups_[folder].files) {
      const std::string both =
          output::format("{}{}{}", name, name.ends_with('/') ? "" : "/", name_within(below[0], folder));
      return add(rows, below[0], both, first, further);
    }
    rows.push_back({first + output::printable_path(name), groups_[folder].figures.tokens});
    for (const std::size_t child : below) {
      const bool is_last = child == below.back();
      add(rows, child, name_within(child, folder), further + (is_last ? "└─ " : "├─ "),
          further + (is_last ? "   " : "│  "));
    }
  }

  [[nodiscard]] std::string_view name_within(std::size_t folder, std::size_t above) const {
    const std::string& name = groups_[above].name;
    return std::string_view(groups_[folder].name).substr(name.size() + (name.ends_with('/') ? 0 : 1));
  }

  const std::vector<Group>& groups_;
  std::vector<std::vector<std::size_t>> children_;  // of each folder, and at the end those under none
};

std::string_view column_name(By by) {
  switch (by) {
    case By::file:
      return "path";
    case By::extension:
      return "ext";
    case By::folder:
      return "dir";
  }
  return "";
}

std::string figures_json(const Figures& figures) {
  return output::format(R"("tokens":{},"bytes":{},"characters":{})", figures.tokens, figures.bytes,
                     figures.characters);
}

}  // namespace

std::string lines(const std::vector<Group>& files, const Counted& counted) {
  const std::size_t width = std::to_string(counted.total.tokens).size();
  std::string text;
  for (const Group& file : files)
    text += output::format("{:>{}}  {}\n", file.figures.tokens, width, output::printable_path(file.name));
  const bool has_total = counted.inputs.size() > 1 || (counted.inputs.empty() && counted.has_folder);
  return has_total ? text + total_line(counted.total.tokens, width) : text;
}

std::string extensions(const std::vector<Group>& groups, const Counted& counted, const Look& look) {
  std::vector<Row> rows;
  for (const Group& one : groups) rows.push_back({extension_label(one.name), one.figures.tokens});
  const std::size_t total = counted.total.tokens;
  return text_of(rows, total, look) + total_line(total, std::to_string(total).size());
}

std::string tree(const std::vector<Group>& groups, const Counted& counted, const Look& look) {
  const Tree folders(groups);
  const std::size_t total = counted.total.tokens;
  std::string text = text_of(folders.rows(), total, look);
  // The one folder at the top is the total.
  if (folders.top_folders() != 1) text += total_line(total, std::to_string(total).size());
  return text;
}

std::string csv(const std::vector<Group>& groups, By by, const Counted& counted) {
  output::Table table;
  table.columns = {
      {std::string(column_name(by))}, {"files"}, {"tokens"}, {"bytes"}, {"characters"}, {"share"}};
  for (const Group& one : groups) {
    const Figures& figures = one.figures;
    table.rows.push_back({one.name, std::to_string(one.files), std::to_string(figures.tokens),
                          std::to_string(figures.bytes), std::to_string(figures.characters),
                          output::format("{}", share_of(figures.tokens, counted.total.tokens))});
  }
  return output::csv(table);
}

std::string markdown(const std::vector<Group>& groups, By by, const Counted& counted) {
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
        one.figures.tokens);
  }
  add("total", counted.inputs.size(), counted.total.tokens);
  return output::markdown(table);
}

std::string json(std::string_view encoding, bool exact, const std::vector<Group>& inputs,
                 const std::vector<Group>* groups, By by, const Figures& total) {
  std::string text = output::format(R"({{"encoding":{},"exact":{},"total":{{{}}},"inputs":[)",
                                 formats::json_string(encoding), exact, figures_json(total));
  std::string_view separator;
  for (const Group& input : inputs) {
    text += output::format(R"({}{{"path":{},{}}})", separator, formats::json_string(input.name),
                        figures_json(input.figures));
    separator = ",";
  }
  text += ']';
  if (groups != nullptr) {
    text += output::format(R"(,"by":"{}","groups":[)", column_name(by));
    separator = {};
    for (const Group& one : *groups) {
      text += output::format(R"({}{{"name":{},"files":{},{},"share":{}}})", separator, formats::json_string(one.name),
                          one.files, figures_json(one.figures), share_of(one.figures.tokens, total.tokens));
      separator = ",";
    }
    text += ']';
  }
  return text + "}\n";
}

}  // namespace tokmill::cli::count
