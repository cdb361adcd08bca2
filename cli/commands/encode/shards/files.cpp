#include "commands/encode/shards/files.hpp"

namespace tokmill::cli::shards {

std::unique_ptr<ShardFiles> open_files(Format format, const std::string& folder, std::size_t number,
                                       output::TokenBytes token_bytes) {
  switch (format) {
    case Format::npy: return open_npy(folder, number, token_bytes);
    case Format::mds: return open_mds(folder, number, token_bytes);
    case Format::bin: break;
  }
  return open_bin(folder, number, token_bytes);
}

}  // namespace tokmill::cli::shards
