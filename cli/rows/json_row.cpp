#include <optional>
#include <utility>

#include "output/format.hpp"
#include "rows/row.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::rows {
namespace {

using formats::JsonKind;
using formats::JsonPlace;
using formats::JsonPlaces;

Error row_error(std::string message) { return {ErrorCode::invalid_argument, std::move(message)}; }

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

// Appends an object with one member.
void append_object(std::string_view member, std::string_view value, std::string& output) {
  output += '{';
  output += formats::json_string(member);
  output += ':';
  output += value;
  output += '}';
}

// Appends an object with a member more, or with another value for it.
void append_with_member(std::string_view line, const JsonPlaces& places, std::string_view member,
                        std::string_view value, std::string& output) {
  if (const std::optional<JsonPlace>& old = places.other_member) {
    output += line.substr(0, old->start);
    output += value;
    output += line.substr(old->end, places.document.end - old->end);
    return;
  }
  const std::string_view start = line.substr(0, places.document.end - 1);
  const bool is_empty = start.find_last_not_of(" \t\r") == places.document.start;
  output += start;
  if (!is_empty) output += ',';
  output += formats::json_string(member);
  output += ':';
  output += value;
  output += '}';
}

// One row.
class JsonRow {
 public:
  JsonRow(const Request& request, const Answer& answer, std::string_view line, bool is_well_formed)
      : request_(request), answer_(answer), line_(line), is_well_formed_(is_well_formed) {}

  // The text or the array; nullopt if it is null. Errors: invalid_argument.
  Result<std::optional<std::string_view>> read(std::string& buffer) {
    if (is_blank(line_)) return null_or("blank line");
    Result<JsonPlaces> places =
        formats::search_json(line_, is_well_formed_, request_.field,
                             request_.passes_row ? member() : std::string_view(), buffer);
    if (!places) return row_error(std::move(places).error().message);
    places_ = *places;
    const bool is_object = places_->document.kind == JsonKind::object;
    if (places_->other_member && !request_.member) {
      return row_error(output::format("the object has a member \"{}\"; use --as to choose another name", member()));
    }
    const std::optional<JsonPlace> place = is_object ? places_->member : places_->document;
    if (!place || place->kind == JsonKind::null) {
      return null_or(is_object ? "the object has no member \"" + request_.field + "\"" : expected());
    }
    return is_object || place->kind == kind() ? value_at(*place) : row_error(expected());
  }

  void write(std::string_view value, std::string& output) const {
    if (request_.passes_row && places_ && places_->document.kind == JsonKind::object) {
      append_with_member(line_, *places_, member(), value, output);
    } else if (answer_.is_object || (request_.passes_row && !is_bare())) {
      append_object(member(), value, output);
    } else {
      output += value;
    }
  }

 private:
  [[nodiscard]] std::string_view member() const {
    return request_.member ? std::string_view(*request_.member) : answer_.member;
  }

  // The row is the text, or the array, itself. Its answer is that without --pass.
  [[nodiscard]] bool is_bare() const { return places_ && places_->document.kind == kind(); }

  [[nodiscard]] JsonKind kind() const {
    return answer_.input == Answer::Input::text ? JsonKind::string : JsonKind::array;
  }

  [[nodiscard]] std::string expected() const {
    return answer_.input == Answer::Input::text ? "expected a string or an object" : "expected an array of token ids";
  }

  [[nodiscard]] Result<std::optional<std::string_view>> null_or(std::string message) const {
    if (request_.skips_null) return std::optional<std::string_view>();
    return row_error(std::move(message));
  }

  [[nodiscard]] Result<std::optional<std::string_view>> value_at(const JsonPlace& place) const {
    if (place.kind != kind()) {
      return row_error("the member \"" + request_.field + "\" is not " +
                       (answer_.input == Answer::Input::text ? "a string" : "an array"));
    }
    if (answer_.input == Answer::Input::array) return std::optional(line_.substr(place.start, place.end - place.start));
    return std::optional(places_->text);
  }

  const Request& request_;
  const Answer& answer_;
  std::string_view line_;
  bool is_well_formed_;
  std::optional<JsonPlaces> places_;  // unless the line is not valid
};

}  // namespace

Result<std::uint64_t> answer_json_line(const Request& request, const Answer& answer, std::string_view line,
                                       bool is_well_formed, Buffers& buffers, std::string& output) {
  JsonRow row(request, answer, line, is_well_formed);
  const Result<std::optional<std::string_view>> input = row.read(buffers.text);
  if (!input) {
    append_json_error(request, line, input.error().message, output);
    return input.error();
  }
  if (!*input) {
    row.write("null", output);
    return 0;
  }
  buffers.value.clear();
  Result<std::uint64_t> answered = answer.compute(**input, buffers.value);
  if (answered) {
    row.write(buffers.value, output);
  } else {
    append_json_error(request, line, answered.error().message, output);
  }
  return answered;
}

void append_json_error(const Request& request, std::string_view line, std::string_view message, std::string& output) {
  const std::string value = formats::json_string(message);
  if (request.passes_row && !is_blank(line)) {
    std::string unused;
    const Result<JsonPlaces> places = formats::search_json(line, !find_ill_formed(line), "", "error", unused);
    if (places && places->document.kind == JsonKind::object) {
      return append_with_member(line, *places, "error", value, output);
    }
  }
  append_object("error", value, output);
}

}  // namespace tokmill::cli::rows
