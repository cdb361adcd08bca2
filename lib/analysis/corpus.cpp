#include "tokmill/analysis/corpus.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>

#include "tokmill/formats/json.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

struct Line {
  std::string language;
  std::string text;
};

Error line_error(std::string message) { return Error{ErrorCode::invalid_argument, std::move(message)}; }

Result<std::string> string_member(const formats::JsonValue& object, const std::string& name) {
  const std::optional<formats::JsonValue> member = object.find(name);
  if (!member) return line_error("the object has no member \"" + name + "\"");
  if (!member->is_string()) return line_error("the member \"" + name + "\" is not a string");
  return member->text();
}

Result<Line> parse_line(std::string_view line) {
  const Result<formats::JsonDocument> document = formats::parse_json(line);
  if (!document) return document.error();
  const formats::JsonValue value = document->root();
  if (!value.is_object()) return line_error("expected an object");
  Result<std::string> language = string_member(value, "lang");
  if (!language) return std::move(language).error();
  Result<std::string> text = string_member(value, "text");
  if (!text) return std::move(text).error();
  return Line{std::move(*language), std::move(*text)};
}

}  // namespace

std::vector<LanguageTexts> parse_corpus(std::string_view json_lines,
                                        const std::function<void(const std::string& problem)>& on_problem) {
  std::vector<LanguageTexts> corpus;
  std::map<std::string, std::size_t> index_of_language;
  for (std::size_t number = 1; !json_lines.empty(); ++number) {
    const std::size_t end = std::min(json_lines.find('\n'), json_lines.size());
    const std::string_view text = json_lines.substr(0, end);
    json_lines.remove_prefix(std::min(end + 1, json_lines.size()));
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    Result<Line> line = parse_line(text);
    if (!line) {
      on_problem("line " + std::to_string(number) + ": " + line.error().message);
      continue;
    }
    const auto [known, is_new] = index_of_language.try_emplace(line->language, corpus.size());
    if (is_new) corpus.push_back({line->language, {}});
    corpus[known->second].texts.push_back(std::move(line->text));
  }
  return corpus;
}

}  // namespace tokmill::analysis
