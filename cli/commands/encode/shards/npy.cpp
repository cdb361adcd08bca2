// A NumPy array of the ids, and one with the offset of each document in it: document i is ids[offsets[i]:offsets[i +
// 1]].

#include "commands/encode/shards/files.hpp"
#include "commands/encode/shards/shard_file.hpp"
#include "output/format.hpp"
#include "output/little_endian.hpp"
#include "output/npy.hpp"

namespace tokmill::cli::shards {
namespace {

class NpyFiles : public ShardFiles {
 public:
  NpyFiles(const std::string& folder, std::size_t number, output::TokenBytes token_bytes)
      : tokens_(folder, output::format("shard-{:05}.npy", number)),
        offsets_(folder, output::format("documents-{:05}.npy", number)),
        token_bytes_(token_bytes) {
    tokens_.write(output::npy_header(0, token_bytes_.numpy_type()));
  }

  [[nodiscard]] bool has_failed() const override { return tokens_.has_failed() || offsets_.has_failed(); }

  [[nodiscard]] Result<std::vector<std::string>> commit() override {
    std::vector<std::uint64_t> offsets = {0};
    for (const std::uint32_t tokens : document_tokens()) offsets.push_back(offsets.back() + tokens);
    tokens_.file().replace_start(output::npy_header(offsets.back(), token_bytes_.numpy_type()));
    std::string bytes = output::npy_header(offsets.size(), "<u8");
    output::append_little_endian<std::uint64_t>(std::span<const std::uint64_t>(offsets), bytes);
    offsets_.write(bytes);
    return commit_all({&tokens_, &offsets_});
  }

 private:
  void add_bytes(std::string_view bytes, std::span<const std::uint32_t> /*tokens*/) override { tokens_.write(bytes); }

  ShardFile tokens_;
  ShardFile offsets_;
  output::TokenBytes token_bytes_;
};

}  // namespace

std::unique_ptr<ShardFiles> open_npy(const std::string& folder, std::size_t number, output::TokenBytes token_bytes) {
  return std::make_unique<NpyFiles>(folder, number, token_bytes);
}

}  // namespace tokmill::cli::shards
