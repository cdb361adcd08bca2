#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "commands/encode/shards/request.hpp"
#include "input/walk/folder.hpp"
#include "input/walk/skipped.hpp"
#include "texts/task.hpp"

namespace tokmill::cli::shards {

/// The files that the arguments of a command name, including those in folders.
struct FileList {
  std::vector<texts::Task> files;  ///< In the order of the arguments; within a folder, by the bytes of the path.
  std::size_t walked = 0;          ///< How many of them are in folders.
  std::vector<input::Skipped> skipped;
  std::vector<std::string> problems;  ///< `PATH: CAUSE` for each folder that cannot be read.
  std::vector<std::string> notes;     ///< Warnings, one sentence each.
};

/// Whether `folder`, which may not exist yet, is one of the folders that are read, or in one of them.
[[nodiscard]] bool is_read(const std::string& folder, const TextsInput& input);

[[nodiscard]] FileList list_files(const TextsInput& input, std::size_t threads);

}  // namespace tokmill::cli::shards
