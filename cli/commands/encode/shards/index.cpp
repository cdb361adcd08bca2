#include "commands/encode/shards/index.hpp"

#include "commands/encode/shards/mds.hpp"
#include "output/token_bytes.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::shards {
namespace {

// The reader of MosaicML Streaming rejects members that it does not know.
void write_mds_shard(const FinishedShard& shard, output::TokenBytes token_bytes, formats::JsonWriter& json) {
  write_mds_columns(token_bytes, json);
  json.key("raw_data").begin_object();
  json.member("basename", shard.files.front().name).member("bytes", shard.files.front().digest.bytes);
  json.key("hashes").begin_object().end_object().end_object();
  json.member("samples", shard.documents).member("zip_data", std::nullopt);
}

}  // namespace

std::string index_json(const Request& request, const std::vector<FinishedShard>& shards) {
  const Tokenization& tokenization = request.tokenization;
  const output::TokenBytes token_bytes(tokenization.encoding->vocabulary_size());
  std::uint64_t documents = 0;
  std::uint64_t tokens = 0;
  for (const FinishedShard& shard : shards) {
    documents += shard.documents;
    tokens += shard.tokens;
  }
  formats::JsonWriter json;
  json.begin_object();
  if (request.format == Format::mds) json.member("version", 2);
  json.member("format", name_of(request.format)).member("encoding", tokenization.encoding->name());
  json.member("vocabulary_size", tokenization.encoding->vocabulary_size()).member("dtype", token_bytes.type());
  json.key("end_of_text");
  if (tokenization.end_of_text) {
    json.value(tokenization.end_of_text->id);
  } else {
    json.value(std::nullopt);
  }
  json.member("documents", documents).member("tokens", tokens);
  json.key("shards").begin_array();
  for (const FinishedShard& shard : shards) {
    json.line_break().begin_object();
    if (request.format == Format::mds) {
      write_mds_shard(shard, token_bytes, json);
    } else {
      write_members(shard, json);
    }
    json.end_object();
  }
  json.end_array().end_object();
  return std::move(json).text() + "\n";
}

}  // namespace tokmill::cli::shards
