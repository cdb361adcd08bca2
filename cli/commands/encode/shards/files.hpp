#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "commands/encode/shards/format.hpp"
#include "output/token_bytes.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::shards {

/// The files of a shard that is being written. They are in the folder under their names when they are complete.
class ShardFiles {
 public:
  ShardFiles() = default;
  ShardFiles(const ShardFiles&) = delete;
  ShardFiles& operator=(const ShardFiles&) = delete;
  virtual ~ShardFiles() = default;

  /// Appends documents; each has the given number of tokens. `bytes` are those of their tokens.
  void add(std::string_view bytes, std::span<const std::uint32_t> tokens) {
    add_bytes(bytes, tokens);
    tokens_.insert(tokens_.end(), tokens.begin(), tokens.end());
  }

  /// Whether there is no point in going on: commit() will fail.
  [[nodiscard]] virtual bool has_failed() const = 0;

  /// Completes the files, and synchronizes them with the disk. Call it once. Returns their names. May be called by
  /// another thread. Errors: io_error; the message begins with the name of the file.
  [[nodiscard]] virtual Result<std::vector<std::string>> commit() = 0;

 protected:
  /// The number of tokens of each document.
  [[nodiscard]] std::span<const std::uint32_t> document_tokens() const noexcept { return tokens_; }

 private:
  virtual void add_bytes(std::string_view bytes, std::span<const std::uint32_t> tokens) = 0;

  std::vector<std::uint32_t> tokens_;
};

/// The files of the shard with this number in `folder`.
[[nodiscard]] std::unique_ptr<ShardFiles> open_files(Format format, const std::string& folder, std::size_t number,
                                                     output::TokenBytes token_bytes);

/// `bin`: shard-00000.bin and shard-00000.idx.
[[nodiscard]] std::unique_ptr<ShardFiles> open_bin(const std::string& folder, std::size_t number,
                                                   output::TokenBytes token_bytes);

/// `npy`: shard-00000.npy and documents-00000.npy.
[[nodiscard]] std::unique_ptr<ShardFiles> open_npy(const std::string& folder, std::size_t number,
                                                   output::TokenBytes token_bytes);

/// `mds`: shard.00000.mds.
[[nodiscard]] std::unique_ptr<ShardFiles> open_mds(const std::string& folder, std::size_t number,
                                                   output::TokenBytes token_bytes);

}  // namespace tokmill::cli::shards
