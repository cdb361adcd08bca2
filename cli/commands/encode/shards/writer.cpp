#include "commands/encode/shards/writer.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include "commands/encode/shards/fingerprint.hpp"
#include "commands/encode/shards/index.hpp"
#include "commands/encode/shards/settings.hpp"
#include "input/walk/folder.hpp"
#include "output/file.hpp"
#include "output/format.hpp"
#include "output/path.hpp"

namespace tokmill::cli::shards {
namespace {

Error error_at(const std::string& path, std::string_view message) {
  return {ErrorCode::io_error, output::format("{}: {}", output::printable_path(path), message)};
}

// Completes the files of a shard, then records that they are complete.
Result<void> commit_shard(ShardFiles& files, FinishedShard shard, const std::string& folder, Log& log) {
  Result<std::vector<std::string>> names = files.commit();
  if (!names) return std::move(names).error();
  for (std::string& name : *names) {
    const std::string path = input::join(folder, name);
    const Result<FileDigest> digest = digest_of(path);
    if (!digest) return error_at(path, digest.error().message);
    shard.files.push_back({std::move(name), *digest});
  }
  return log.append(shard);
}

}  // namespace

ShardWriter::ShardWriter(const Request& request, Log log)
    : request_(&request),
      log_(std::make_unique<Log>(std::move(log))),
      token_bytes_(request.tokenization.encoding->vocabulary_size()),
      resumed_shards_(log_->shards().size()),
      was_complete_(log_->end().has_value()),
      next_shard_(resumed_shards_) {
  if (was_complete_) {
    resumed_at_ = *log_->end();
  } else if (resumed_shards_ > 0) {
    resumed_at_ = log_->shards().back().end;
  }
}

Result<ShardWriter> ShardWriter::open(const Request& request) {
  Result<Log> log = Log::open(request.folder, settings_json(request));
  if (!log) return std::move(log).error();
  ShardWriter writer(request, std::move(*log));
  if (Result<void> valid = writer.check_files(); !valid) return std::move(valid).error();
  return writer;
}

// The contents are not read: they were complete, and on the disk.
Result<void> ShardWriter::check_files() const {
  for (const FinishedShard& shard : log_->shards()) {
    for (const FinishedShard::File& file : shard.files) {
      const std::string path = input::join(request_->folder, file.name);
      struct stat status {};
      if (::stat(path.c_str(), &status) != 0) return error_at(path, std::strerror(errno));
      if (static_cast<std::uint64_t>(status.st_size) != file.digest.bytes) {
        return error_at(path, output::format("expected {} bytes, got {}", file.digest.bytes, status.st_size));
      }
    }
  }
  return {};
}

Error ShardWriter::other_input() const {
  const std::uint64_t same = checked_shards_ == 0 ? 0 : log_->shards()[checked_shards_ - 1].end.inputs;
  return error_at(request_->folder, output::format("the input is not that of the earlier run in this folder: {} of its "
                                                   "first {} inputs are the same",
                                                   same, resumed_at_.inputs));
}

Result<void> ShardWriter::skip(std::uint64_t fingerprint) {
  ++position_.inputs;
  position_.fingerprint = add_fingerprint(position_.fingerprint, fingerprint);
  const std::vector<FinishedShard>& shards = log_->shards();
  while (checked_shards_ < shards.size() && shards[checked_shards_].end.inputs == position_.inputs) {
    if (shards[checked_shards_].end.fingerprint != position_.fingerprint) return other_input();
    ++checked_shards_;
  }
  if (inputs_to_skip() > 0) return {};
  if (position_.fingerprint != resumed_at_.fingerprint) return other_input();
  position_.failed = resumed_at_.failed;
  return {};
}

bool ShardWriter::fits(std::uint32_t tokens) const noexcept {
  return open_->documents == 0 || tokens <= request_->shard_tokens - std::min(open_->tokens, request_->shard_tokens);
}

Result<void> ShardWriter::add(const Documents& documents) {
  if (was_complete_ && !documents.fingerprints.empty()) return other_input();
  empty_ += documents.empty;
  std::string_view bytes = documents.bytes;
  std::vector<std::uint32_t> sizes;  // of documents that are written at once
  std::size_t size = 0;              // their tokens
  const auto write = [&] {
    const std::string_view some = bytes.substr(0, size * token_bytes_.size());
    if (!sizes.empty()) open_->files->add(some, sizes);
    bytes.remove_prefix(some.size());
    sizes.clear();
    size = 0;
  };
  auto document = documents.documents.begin();
  auto failed = documents.failed.begin();
  for (std::size_t input = 0; input < documents.fingerprints.size(); ++input) {
    if (document != documents.documents.end() && document->input == input) {
      if (open_ && !fits(document->tokens)) {
        write();
        if (Result<void> done = end_shard(); !done) return done;
      }
      if (!open_) open_ = Open{open_files(request_->format, request_->folder, next_shard_, token_bytes_)};
      if (document->tokens > request_->shard_tokens) ++long_;
      sizes.push_back(document->tokens);
      size += document->tokens;
      ++open_->documents;
      open_->tokens += document->tokens;
      ++document;
    }
    if (failed != documents.failed.end() && *failed == input) {
      ++position_.failed;
      ++failed;
    }
    ++position_.inputs;
    position_.fingerprint = add_fingerprint(position_.fingerprint, documents.fingerprints[input]);
  }
  write();
  // The error is that of the commit.
  return open_ && open_->files->has_failed() ? end_shard() : Result<void>();
}

Result<void> ShardWriter::end_shard() {
  if (Result<void> done = wait_for_commit(); !done) return done;
  FinishedShard shard{{}, open_->documents, open_->tokens, position_};
  std::unique_ptr<ShardFiles> files = std::move(open_->files);
  open_.reset();
  ++next_shard_;
  const bool now = request_->threads <= 1 || files->has_failed();
  const auto launch = now ? std::launch::deferred : std::launch::async;
  const auto commit = [files = std::shared_ptr<ShardFiles>(std::move(files)), shard = std::move(shard),
                       folder = request_->folder, log = log_.get()]() mutable {
    return commit_shard(*files, std::move(shard), folder, *log);
  };
  try {
    commit_ = std::async(launch, commit);
  } catch (const std::system_error&) {
    // The system refuses another thread.
    commit_ = std::async(std::launch::deferred, commit);
  }
  return now ? wait_for_commit() : Result<void>();
}

Result<void> ShardWriter::wait_for_commit() { return commit_.valid() ? commit_.get() : Result<void>(); }

Result<void> ShardWriter::finish() {
  if (inputs_to_skip() > 0) return other_input();
  if (was_complete_) return {};
  if (open_) {
    if (Result<void> done = end_shard(); !done) return done;
  }
  if (Result<void> done = wait_for_commit(); !done) return done;
  const std::string path = input::join(request_->folder, "index.json");
  if (Result<void> done = write_file(path, index_json(*request_, log_->shards())); !done) {
    return error_at(path, done.error().message);
  }
  return log_->append_end(position_);
}

}  // namespace tokmill::cli::shards
