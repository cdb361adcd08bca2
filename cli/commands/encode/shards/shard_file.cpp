#include "commands/encode/shards/shard_file.hpp"

namespace tokmill::cli::shards {

Result<std::vector<std::string>> commit_all(std::initializer_list<ShardFile*> files) {
  std::vector<std::string> names;
  for (ShardFile* const file : files) {
    if (Result<void> done = file->commit(); !done) return std::move(done).error();
    names.push_back(file->name());
  }
  return names;
}

}  // namespace tokmill::cli::shards
