#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/encode/shards/finished_shard.hpp"
#include "output/descriptor.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::shards {

/// The file progress.jsonl of a folder of shards: the settings, a line for each shard whose files are complete, and a
/// last line when the input is. Lines are synchronized with the disk before append() returns. The file is locked, so
/// that only one run writes to a folder.
class Log {
 public:
  /// Opens the log of a folder. Creates both if they are missing, and removes what a run that was killed has left.
  /// `settings` is a JSON object. Errors: io_error if the folder has other files but no log, or has the log of a run
  /// with other settings, or if another run is writing there; the message begins with a path.
  [[nodiscard]] static Result<Log> open(const std::string& folder, const std::string& settings);

  [[nodiscard]] const std::vector<FinishedShard>& shards() const noexcept { return shards_; }

  /// The end of the input, if the last shard is finished.
  [[nodiscard]] const std::optional<InputPosition>& end() const noexcept { return end_; }

  /// Errors: io_error; the message begins with the path.
  [[nodiscard]] Result<void> append(const FinishedShard& shard);
  [[nodiscard]] Result<void> append_end(const InputPosition& end);

 private:
  Log() = default;

  [[nodiscard]] Result<void> read(const std::string& settings);
  [[nodiscard]] Result<void> read_line(std::string_view line);
  [[nodiscard]] Result<void> append_line(std::string line);
  [[nodiscard]] Error failure(std::string_view message) const;

  std::string path_;
  output::Descriptor file_;
  std::vector<FinishedShard> shards_;
  std::optional<InputPosition> end_;
};

}  // namespace tokmill::cli::shards
