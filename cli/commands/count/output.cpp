#include "commands/count/output.hpp"

#include <string>
#include <utility>
#include <vector>

#include "commands/count/groups.hpp"
#include "commands/count/json.hpp"
#include "commands/count/tables.hpp"
#include "commands/count/text_view.hpp"
#include "output/format.hpp"
#include "output/table.hpp"
#include "output/terminal.hpp"

namespace tokmill::cli::count {
namespace {

// `--by file` arranges the inputs; otherwise all inputs are listed, and the groups after them.
std::string json_document(const TextsRequest& request, const ChosenTokenizer& tokenizer,
                          const texts::CountedTexts& counted, const std::vector<Group>& groups) {
  const std::string_view encoding = tokenizer.encoding->name();
  if (request.by == By::file) return json(encoding, tokenizer.exact, groups, counted.total);
  const GroupList list{request.by, groups};
  return json(encoding, tokenizer.exact, group(counted.inputs, By::file), counted.total, &list);
}

std::string text(const TextsRequest& request, const texts::CountedTexts& counted, const std::vector<Group>& groups) {
  const Style style{output_width(), request.color};
  switch (request.by) {
    case By::extension:
      return extensions(groups, counted, style);
    case By::folder:
      return tree(groups, counted, style);
    case By::file:
      break;
  }
  const TextOption& source = request.texts.text;
  if (input_paths(source) != std::vector<std::string>{"-"} && !source.text) return lines(groups, counted);
  // Standard input or a literal text alone: the bare number, or nothing if it failed.
  return counted.inputs.empty() ? "" : output::format("{}\n", counted.total.tokens);
}

}  // namespace

void write(const TextsRequest& request, const ChosenTokenizer& tokenizer, const texts::CountedTexts& counted, Io& io) {
  std::vector<Group> groups = group(counted.inputs, request.by);
  arrange(groups, request.order, request.top);
  switch (request.format) {
    case Format::json:
      io.write(json_document(request, tokenizer, counted, groups));
      break;
    case Format::csv:
      io.write(output::csv(csv_table(groups, request.by, counted)));
      break;
    case Format::markdown:
      io.write(output::markdown(markdown_table(groups, request.by, counted)));
      break;
    case Format::text:
      io.write(text(request, counted, groups));
      break;
  }
}

}  // namespace tokmill::cli::count
