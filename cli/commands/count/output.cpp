#include "commands/count/output.hpp"

#include <string>
#include <utility>
#include <vector>

#include "commands/count/groups.hpp"
#include "commands/count/json.hpp"
#include "commands/count/line_tables.hpp"
#include "commands/count/line_view.hpp"
#include "commands/count/tables.hpp"
#include "commands/count/text_view.hpp"
#include "output/format.hpp"
#include "output/table.hpp"
#include "output/terminal.hpp"

namespace tokmill::cli::count {
namespace {

// `--by file` arranges the inputs; otherwise all inputs are listed, and the groups or lines after them.
std::string json_document(const TextsRequest& request, const ChosenTokenizer& tokenizer,
                          const texts::CountedTexts& counted, const std::vector<Group>& groups) {
  const std::string_view encoding = tokenizer.encoding->name();
  if (request.by == By::file) return json(encoding, tokenizer.exact, {groups}, counted.total);
  const std::vector<Group> inputs = group(counted.inputs, By::file);
  if (request.by == By::line) {
    return json(encoding, tokenizer.exact, {.inputs = inputs, .lines = &counted.lines}, counted.total);
  }
  const GroupList list{request.by, groups};
  return json(encoding, tokenizer.exact, {.inputs = inputs, .groups = &list}, counted.total);
}

// Whether the input is standard input or a literal text alone, which needs no name.
bool is_unnamed(const TextOption& source) {
  return source.text || input_paths(source) == std::vector<std::string>{"-"};
}

std::string text(const TextsRequest& request, const texts::CountedTexts& counted, const std::vector<Group>& groups) {
  const Style style{output_width(), request.color};
  switch (request.by) {
    case By::extension:
      return extensions(groups, counted, style);
    case By::folder:
      return tree(groups, counted, style);
    case By::line:
      return line_view(counted, !is_unnamed(request.texts.text));
    case By::file:
      break;
  }
  if (!is_unnamed(request.texts.text)) return lines(groups, counted);
  // The bare number, or nothing if it failed.
  return counted.inputs.empty() ? "" : output::format("{}\n", counted.total.tokens);
}

output::Table csv(const TextsRequest& request, const texts::CountedTexts& counted, const std::vector<Group>& groups) {
  return request.by == By::line ? csv_table_of_lines(counted) : csv_table(groups, request.by, counted);
}

output::Table markdown(const TextsRequest& request, const texts::CountedTexts& counted,
                       const std::vector<Group>& groups) {
  return request.by == By::line ? markdown_table_of_lines(counted, !is_unnamed(request.texts.text))
                                : markdown_table(groups, request.by, counted);
}

}  // namespace

void write(const TextsRequest& request, const ChosenTokenizer& tokenizer, const texts::CountedTexts& counted, Io& io) {
  std::vector<Group> groups;
  if (request.by != By::line) groups = group(counted.inputs, request.by);
  arrange(groups, request.order, request.top);
  switch (request.format) {
    case Format::json:
      io.write(json_document(request, tokenizer, counted, groups));
      break;
    case Format::csv:
      io.write(output::csv(csv(request, counted, groups)));
      break;
    case Format::markdown:
      io.write(output::markdown(markdown(request, counted, groups)));
      break;
    case Format::text:
      io.write(text(request, counted, groups));
      break;
  }
}

}  // namespace tokmill::cli::count
