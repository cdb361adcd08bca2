#pragma once

#include "output/token_bytes.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::shards {

/// Writes the members that describe the columns of a shard of MosaicML Streaming.
void write_mds_columns(output::TokenBytes token_bytes, formats::JsonWriter& json);

}  // namespace tokmill::cli::shards
