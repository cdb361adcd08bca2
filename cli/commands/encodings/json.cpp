#include <span>
#include <string_view>

#include "commands/encodings/features.hpp"
#include "commands/encodings/steps.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::encodings {
namespace {

using formats::JsonWriter;
using formats::unless_empty;

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

void write_ids(JsonWriter& json, std::string_view name, std::span<const TokenId> ids) {
  json.key(name).begin_array();
  for (const TokenId id : ids) json.value(id);
  json.end_array();
}

void write_steps(JsonWriter& json, std::string_view name, const auto& steps) {
  json.key(name).begin_array();
  for (const auto& step : steps) write_step(json, step);
  json.end_array();
}

void write_summary(JsonWriter& json, const vocabularies::FileSummary& summary) {
  json.member("alphabet", summary.has_bytes ? "bytes" : "characters").member("tokens", summary.tokens);
  json.member("merges", summary.merges).member("unreachable", summary.unreachable);
  if (summary.has_bytes) json.member("missing_bytes", summary.missing_bytes);
  json.member("ignore_merges", summary.ignore_merges).member("byte_fallback", summary.byte_fallback);
  json.member("unknown_token", summary.unknown).member("fuse_unknown", summary.fuse_unknown);
  json.member("other_added_tokens", summary.other_added_tokens);
  write_steps(json, "normalizers", summary.normalizers);
  write_steps(json, "pre_tokenizers", summary.splits);
  json.key("added_tokens").begin_array();
  for (const AddedToken& token : summary.added) {
    json.begin_object().member("id", token.id).member("content", token.name).member("special", token.special);
    json.member("normalized", token.normalized).end_object();
  }
  json.end_array();
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
  write_ids(json, "prefix_tokens", details.encoding.prefix_tokens());
  write_ids(json, "suffix_tokens", details.encoding.suffix_tokens());
  if (details.summary) write_summary(json, *details.summary);
  json.end_object();
  return json.text() + '\n';
}

}  // namespace tokmill::cli::encodings
