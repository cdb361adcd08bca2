#pragma once

#include <string>
#include <vector>

#include "commands/encode/shards/log.hpp"
#include "commands/encode/shards/request.hpp"

namespace tokmill::cli::shards {

/// The file index.json: the encoding and all shards. For MosaicML Streaming, it has the members that its reader takes.
[[nodiscard]] std::string index_json(const Request& request, const std::vector<FinishedShard>& shards);

}  // namespace tokmill::cli::shards
