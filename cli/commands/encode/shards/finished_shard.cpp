#include "commands/encode/shards/finished_shard.hpp"

#include "output/format.hpp"

namespace tokmill::cli::shards {

void write_members(const FinishedShard& shard, formats::JsonWriter& json) {
  json.key("files").begin_array();
  for (const FinishedShard::File& file : shard.files) {
    json.begin_object().member("name", file.name).member("bytes", file.digest.bytes);
    json.member("crc32", output::format("{:08x}", file.digest.crc32)).end_object();
  }
  json.end_array().member("documents", shard.documents).member("tokens", shard.tokens);
}

}  // namespace tokmill::cli::shards
