#include "commands/count/json.hpp"

#include "output/format.hpp"
#include "tokmill/analysis/json.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::count {
namespace {

void write_sizes(formats::JsonWriter& json, const texts::Sizes& sizes) {
  json.member("tokens", sizes.tokens).member("bytes", sizes.bytes).member("characters", sizes.characters);
}

void write_groups(formats::JsonWriter& json, const GroupList& list, std::size_t total) {
  json.member("by", column_name(list.by)).key("groups").begin_array();
  for (const Group& one : list.groups) {
    json.begin_object().member("name", one.name).member("files", one.files);
    write_sizes(json, one.sizes);
    json.key("share").raw(output::format("{}", share_of(one.sizes.tokens, total)));  // the digits of --csv
    json.end_object();
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

std::string json(std::string_view encoding, bool exact, const std::vector<Group>& inputs, const texts::Sizes& total,
                 const GroupList* groups) {
  formats::JsonWriter json;
  json.begin_object();
  write_count(json, encoding, exact, inputs, total);
  if (groups != nullptr) write_groups(json, *groups, total.tokens);
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
