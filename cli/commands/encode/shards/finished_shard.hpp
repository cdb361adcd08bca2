#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "commands/encode/shards/crc32.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::shards {

/// How far a run has read its input.
struct InputPosition {
  std::uint64_t inputs = 0;       ///< Rows or files.
  std::uint64_t failed = 0;       ///< Those of them that have an error.
  std::uint64_t fingerprint = 0;  ///< Of all of them (add_fingerprint()).

  friend bool operator==(const InputPosition&, const InputPosition&) = default;
};

/// A shard whose files are complete.
struct FinishedShard {
  struct File {
    std::string name;
    FileDigest digest;
  };

  std::vector<File> files;
  std::uint64_t documents = 0;
  std::uint64_t tokens = 0;
  InputPosition end;  ///< After its last document.
};

/// Writes the members with the files of a shard, its documents and its tokens.
void write_members(const FinishedShard& shard, formats::JsonWriter& json);

}  // namespace tokmill::cli::shards
