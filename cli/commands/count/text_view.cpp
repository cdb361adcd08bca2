#include "commands/count/text_view.hpp"

#include <algorithm>
#include <string_view>

#include "commands/count/folder_tree.hpp"
#include "output/bar.hpp"
#include "output/colors.hpp"
#include "output/format.hpp"
#include "output/path.hpp"
#include "tokmill/icu/display.hpp"

namespace tokmill::cli::count {
namespace {

constexpr std::string_view bar_color = "\x1b[36m";

std::string bars(const std::vector<Row>& rows, std::size_t total, const Style& style) {
  std::size_t label_width = 0;
  for (const Row& row : rows) label_width = std::max(label_width, icu::display_width(row.label));
  const std::size_t tokens_width = std::to_string(total).size();
  constexpr std::size_t share_width = 6;  // 100.0%
  constexpr std::size_t max_bar_width = 30;
  const std::size_t used = tokens_width + 2 + label_width + 2 + share_width + 2;
  const std::size_t bar_width = std::min(max_bar_width, style.width - std::min(style.width, used));
  std::string text;
  for (const Row& row : rows) {
    const double share = share_of(row.tokens, total);
    std::string drawn = bar(share, bar_width);
    if (style.color && !drawn.empty()) drawn = output::format("{}{}{}", bar_color, drawn, output::plain);
    std::string line = output::format("{:>{}}  {}{:{}}  {:>5.1f}%  {}", row.tokens, tokens_width, row.label, "",
                                      label_width - icu::display_width(row.label), 100 * share, drawn);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

}  // namespace

std::string total_line(std::size_t tokens, std::size_t width) {
  return output::format("{:>{}}  total\n", tokens, width);
}

std::string lines(const std::vector<Group>& files, const texts::CountedTexts& counted) {
  const std::size_t width = std::to_string(counted.total.tokens).size();
  std::string text;
  for (const Group& file : files) {
    output::append_format(text, "{:>{}}  {}\n", file.sizes.tokens, width, output::printable_path(file.name));
  }
  const bool has_total = counted.inputs.size() > 1 || (counted.inputs.empty() && counted.has_folder);
  return has_total ? text + total_line(counted.total.tokens, width) : text;
}

std::string extensions(const std::vector<Group>& groups, const texts::CountedTexts& counted, const Style& style) {
  std::vector<Row> rows;
  for (const Group& one : groups) rows.push_back({extension_label(one.name), one.sizes.tokens});
  const std::size_t total = counted.total.tokens;
  return bars(rows, total, style) + total_line(total, std::to_string(total).size());
}

std::string tree(const std::vector<Group>& groups, const texts::CountedTexts& counted, const Style& style) {
  const FolderTree folders(groups);
  const std::size_t total = counted.total.tokens;
  std::string text = bars(folders.rows(), total, style);
  // A single top folder shows the total already.
  if (folders.top_folders() != 1) text += total_line(total, std::to_string(total).size());
  return text;
}

}  // namespace tokmill::cli::count
