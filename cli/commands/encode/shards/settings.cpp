#include "commands/encode/shards/settings.hpp"

#include "commands/encode/shards/fingerprint.hpp"
#include "output/format.hpp"
#include "output/join.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::shards {
namespace {

// Of the tokens and of how texts are split: a vocabulary file may get other contents under the same name.
std::uint64_t fingerprint_of_encoding(const Encoding& encoding) {
  std::uint64_t sequence = fingerprint_of(encoding.pattern());
  for (TokenId id = 0; id < encoding.vocabulary_size(); ++id) {
    sequence = add_fingerprint(sequence, fingerprint_of(encoding.token_bytes(id).value_or("")));
  }
  return sequence;
}

std::string name_of_policy(const SpecialPolicy& policy) {
  if (policy.is_ordinary()) return "text";
  return policy.allows("") ? "allow" : "error";
}

void write_input_settings(const rows::Request& rows, formats::JsonWriter& json) {
  const bool is_json = rows.format == rows::Format::json_lines;
  json.member("input", is_json ? "--jsonl" : "--tsv");
  json.member("field", is_json ? rows.field : std::to_string(rows.column + 1));
  json.member("null", rows.skips_null ? "skip" : "error");
  json.member("strict", rows.strict ? "yes" : "no");
  json.member("decompress", rows.decompress == input::Decompress::yes ? "yes" : "no");
}

void write_input_settings(const TextsInput& texts, formats::JsonWriter& json) {
  json.member("input", "files");
  json.member("from", texts.text.charset.from.value_or(""));
  json.member("strict", texts.text.strict ? "yes" : "no");
  json.member("decompress", texts.text.no_decompress ? "no" : "yes");
}

}  // namespace

std::string settings_json(const Request& request) {
  const Tokenization& tokenization = request.tokenization;
  const Encoding& encoding = *tokenization.encoding;
  formats::JsonWriter json;
  json.begin_object();
  json.member("tokmill_shards", 1);  // the version of this file
  json.member("format", name_of(request.format));
  json.member("shard_tokens", request.shard_tokens);
  json.member("encoding", encoding.name());
  json.member("vocabulary", output::format("{:016x}", fingerprint_of_encoding(encoding)));
  json.member("end_of_text", tokenization.end_of_text ? tokenization.end_of_text->name : std::string_view("none"));
  json.member("special", name_of_policy(tokenization.special));
  json.member("add_special", output::join(tokenization.added.prefix, " ") + "," +
                                 output::join(tokenization.added.suffix, " "));
  std::visit([&json](const auto& input) { write_input_settings(input, json); }, request.input);
  json.end_object();
  return std::move(json).text();
}

}  // namespace tokmill::cli::shards
