#include "commands/encodings/features.hpp"
#include "output/optional_text.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::encodings {
namespace {

using formats::JsonWriter;
using output::unless_empty;

void write_features(JsonWriter& json, const Features& features) {
  json.member("name", features.name).member("origin", features.origin).member("format", features.format);
  json.member("pattern", unless_empty(features.pattern)).member("vocabulary_size", features.vocabulary_size);
  json.member("special_tokens", features.special_tokens).member("digest", unless_empty(features.digest));
  json.member("folder", unless_empty(features.folder)).key("files").begin_array();
  for (const InstalledFile& file : features.files) {
    json.begin_object().member("name", file.name).member("bytes", file.bytes).member("sha256", file.sha256).end_object();
  }
  json.end_array().member("added", unless_empty(features.added));
}

}  // namespace

std::string json(const std::vector<Features>& all) {
  JsonWriter json;
  json.begin_array();
  for (const Features& features : all) {
    if (&features != &all.front()) json.line_break();
    json.begin_object();
    write_features(json, features);
    json.end_object();
  }
  json.end_array();
  return json.text() + '\n';
}

std::string json(const Details& details) {
  JsonWriter json;
  json.begin_object();
  write_features(json, details.features);
  json.member("vocabulary", unless_empty(details.vocabulary)).key("models").begin_array();
  for (const std::string& model : details.models) json.value(model);
  json.end_array().key("special_token_ids").begin_object();
  for (const SpecialToken& token : details.encoding.special_tokens()) json.member(token.name, token.id);
  json.end_object();
  if (const auto& summary = details.summary) {
    json.member("tokens", summary->tokens).member("merges", summary->merges);
    json.member("other_added_tokens", summary->other_added_tokens).member("normalizers", summary->normalizers);
    json.member("ignore_merges", summary->ignore_merges).member("byte_fallback", summary->byte_fallback);
  }
  json.end_object();
  return json.text() + '\n';
}

}  // namespace tokmill::cli::encodings
