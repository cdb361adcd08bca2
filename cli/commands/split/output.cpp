#include "commands/split/output.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

TableParts::TableParts(Io& io, const output::RowFormat& format, bool has_ids)
    : io_(io), format_(format), has_ids_(has_ids) {
  using output::Align;
  std::vector<output::Column> columns;
  if (has_ids) columns.push_back({"id", Align::right});
  columns.insert(columns.end(), {{"text"}, {"bytes"}, {"start", Align::right}, {"end", Align::right}});
  io.write(format.head(columns));
}

void TableParts::add(const Part& part) {
  std::vector<std::string> row;
  if (has_ids_) row.push_back(std::to_string(*part.id));
  row.insert(row.end(), {output::text_or_escapes(part.bytes), output::hexadecimal(part.bytes),
                         std::to_string(part.start), std::to_string(part.end)});
  io_.write(format_.row(row));
}

void SeparatedParts::add(const Part& part) {
  if (!is_empty_) io_.write("|");
  is_empty_ = false;
  io_.write(output::text_or_escapes(part.bytes));
}

}  // namespace tokmill::cli::split
