#include "commands/split/output.hpp"

#include <optional>
#include <string>
#include <string_view>

#include "output/visible.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::split {

void JsonParts::add(const Part& part) {
  const bool is_utf8 = !find_ill_formed(part.bytes);
  formats::JsonWriter json;
  json.begin_object();
  if (part.id) json.member("id", *part.id);
  json.member("text", is_utf8 ? std::optional(part.bytes) : std::nullopt)
      .member("bytes", output::hexadecimal(part.bytes))
      .member("start", part.start)
      .member("end", part.end)
      .end_object();
  array_.add(json.text());
}

output::Table table(const std::vector<Part>& parts, bool has_ids) {
  using output::Align;
  output::Table table;
  if (has_ids) table.columns.push_back({"id", Align::right});
  table.columns.insert(table.columns.end(), {{"text"}, {"bytes"}, {"start", Align::right}, {"end", Align::right}});
  for (const Part& part : parts) {
    std::vector<std::string> row;
    if (has_ids) row.push_back(std::to_string(*part.id));
    row.insert(row.end(), {output::text_or_escapes(part.bytes), output::hexadecimal(part.bytes),
                           std::to_string(part.start), std::to_string(part.end)});
    table.rows.push_back(std::move(row));
  }
  return table;
}

void SeparatedParts::add(const Part& part) {
  if (!is_empty_) io_.write("|");
  is_empty_ = false;
  io_.write(output::text_or_escapes(part.bytes));
}

}  // namespace tokmill::cli::split
