#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <string>

#include "commands/encode/shards/documents.hpp"
#include "commands/encode/shards/files.hpp"
#include "commands/encode/shards/log.hpp"
#include "commands/encode/shards/request.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::shards {

/// Distributes documents to shards, in order: a document that would make the shard too long begins another one. While a
/// shard is synchronized with the disk, the next one is written, if there are several threads.
class ShardWriter {
 public:
  /// Goes on after the shards of the log, whose files must be there. Errors: as Log::open().
  [[nodiscard]] static Result<ShardWriter> open(const Request& request);

  /// How many inputs must be skipped, because their documents are in finished shards.
  [[nodiscard]] std::uint64_t inputs_to_skip() const noexcept {
    return resumed_at_.inputs - std::min(resumed_at_.inputs, position_.inputs);
  }

  /// Passes over an input that must be skipped. Errors: io_error if the inputs so far are not those of the earlier run.
  [[nodiscard]] Result<void> skip(std::uint64_t fingerprint);

  /// Requires inputs_to_skip() to be 0. Errors: io_error, if a file cannot be written, or if there is an input after
  /// the end of a run that was complete; the message begins with a path. There is then no point in going on.
  [[nodiscard]] Result<void> add(const Documents& documents);

  /// Completes the last shard, and writes the index, unless the run was complete before. Errors: as add(); also if
  /// inputs that must be skipped are missing.
  [[nodiscard]] Result<void> finish();

  [[nodiscard]] const Log& log() const noexcept { return *log_; }
  [[nodiscard]] std::size_t resumed_shards() const noexcept { return resumed_shards_; }
  [[nodiscard]] bool was_complete() const noexcept { return was_complete_; }
  /// The inputs with an error, those of earlier runs included.
  [[nodiscard]] std::uint64_t failed() const noexcept { return position_.failed; }
  [[nodiscard]] std::uint64_t empty_texts() const noexcept { return empty_; }
  /// The documents that have a shard of their own, because they are too long for any.
  [[nodiscard]] std::uint64_t long_documents() const noexcept { return long_; }

 private:
  struct Open {
    std::unique_ptr<ShardFiles> files;
    std::uint64_t documents = 0;
    std::uint64_t tokens = 0;
  };

  explicit ShardWriter(const Request& request, Log log);

  [[nodiscard]] Result<void> check_files() const;
  [[nodiscard]] Result<void> end_shard();
  [[nodiscard]] Result<void> wait_for_commit();
  [[nodiscard]] Error other_input() const;
  [[nodiscard]] bool fits(std::uint32_t tokens) const noexcept;

  const Request* request_;
  std::unique_ptr<Log> log_;  // its place does not change, since another thread uses it
  output::TokenBytes token_bytes_;
  InputPosition resumed_at_;  // the end of the last finished shard, or of the input
  std::size_t resumed_shards_ = 0;
  std::size_t checked_shards_ = 0;  // whose inputs were those of the earlier run
  bool was_complete_ = false;
  InputPosition position_;  // after what was added
  std::size_t next_shard_ = 0;
  std::optional<Open> open_;
  std::future<Result<void>> commit_;  // of the shard before
  std::uint64_t empty_ = 0;
  std::uint64_t long_ = 0;
};

}  // namespace tokmill::cli::shards
