#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "output/descriptor.hpp"

/// Files of a cache that only this user may write.
namespace tokmill::cli::cache {

/// Opens a folder, and creates it and those above it if they are missing, readable by this user only. Not open (-1) if
/// that is impossible, or if the folder belongs to another user or others may write there.
[[nodiscard]] output::Descriptor open_folder(const std::string& path);

/// A file in memory. Its bytes stay as they are if the file is replaced or removed.
struct Mapping {
  std::shared_ptr<const void> owner;
  std::string_view bytes;
};

/// Maps a regular file of this user that others may not write. Symbolic links are followed. Once a day, notes that the
/// file is used, by its time.
[[nodiscard]] std::optional<Mapping> map_file(const std::string& path);

/// Writes a file of two parts that gets its name when it is complete and on the disk. Returns whether it has it.
bool write_file(const output::Descriptor& folder, const std::string& name, std::string_view first,
                std::string_view second);

/// Makes `name` a symbolic link to `target`, in place of another one.
void write_link(const output::Descriptor& folder, const std::string& name, const std::string& target);

/// Removes the files that were not used for the longest time until the others have at most `bytes` and are at most
/// `count`; always keeps `kept`. Also removes symbolic links to files that do not exist, and temporary files that a
/// program that was killed has left there an hour ago or earlier.
void remove_unused(const std::string& folder, std::uint64_t bytes, std::size_t count, std::string_view kept);

}  // namespace tokmill::cli::cache
