#include "commands/count/json.hpp"

#include "output/format.hpp"
#include "tokmill/analysis/json.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::count {
namespace {

void write_sizes(formats::JsonWriter& json, const texts::Sizes& sizes) {
  json.member("tokens", sizes.tokens).member("bytes", sizes.bytes).member("characters", sizes.characters);
}

void write_share(formats::JsonWriter& json, std::size_t tokens, std::size_t total) {
  json.key("share").raw(output::format("{}", share_of(tokens, total)));  // the digits of --csv
}

void write_groups(formats::JsonWriter& json, const GroupList& list, std::size_t total) {
  json.member("by", column_name(list.by)).key("groups").begin_array();
  for (const Group& one : list.groups) {
    json.begin_object().member("name", one.name).member("files", one.files);
    write_sizes(json, one.sizes);
    write_share(json, one.sizes.tokens, total);
    json.end_object();
  }
  json.end_array();
}

void write_lines(formats::JsonWriter& json, const std::vector<texts::ListedLine>& lines, std::size_t total) {
  json.member("by", column_name(By::line)).key("lines").begin_array();
  for (const texts::ListedLine& line : lines) {
    json.begin_object().member("path", line.path).member("line", line.number);
    write_sizes(json, line.sizes);
    write_share(json, line.sizes.tokens, total);
    json.member("text", line.text).end_object();
  }
  json.end_array();
}

// The members of every document.
void write_count(formats::JsonWriter& json, std::string_view encoding, bool exact, const std::vector<Group>& inputs,
                 const texts::Sizes& total) {
  json.member("encoding", encoding).member("exact", exact);
  json.key("total").begin_object();
  write_sizes(json, total);
  json.end_object().key("inputs").begin_array();
  for (const Group& input : inputs) {
    json.begin_object().member("path", input.name);
    write_sizes(json, input.sizes);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string json(std::string_view encoding, bool exact, const Listed& listed, const texts::Sizes& total) {
  formats::JsonWriter json;
  json.begin_object();
  write_count(json, encoding, exact, listed.inputs, total);
  if (listed.groups != nullptr) write_groups(json, *listed.groups, total.tokens);
  if (listed.lines != nullptr) write_lines(json, *listed.lines, total.tokens);
  json.end_object();
  return json.text() + "\n";
}

std::string json(std::string_view encoding, const std::string& path, const ChatCount& count) {
  formats::JsonWriter json;
  json.begin_object();
  write_count(json, encoding, count.exact, {{path, 1, count.sizes}}, count.sizes);
  if (!count.exact) {
    json.key("range");
    if (count.range) {
      json.begin_object().key("tokens").begin_array();
      json.value(count.range->low).value(count.range->high).end_array().end_object();
    } else {
      json.value(std::nullopt);
    }
  }
  analysis::write_omissions(json, count.omissions);
  json.end_object();
  return json.text() + "\n";
}

}  // namespace tokmill::cli::count
