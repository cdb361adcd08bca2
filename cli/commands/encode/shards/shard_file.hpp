#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "input/walk/folder.hpp"
#include "output/file.hpp"
#include "output/path.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::shards {

/// A new file in a folder. It gets its name when it is complete.
class ShardFile {
 public:
  ShardFile(const std::string& folder, std::string name)
      : name_(std::move(name)), path_(input::join(folder, name_)), file_(path_) {}

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] OutputFile& file() noexcept { return file_; }
  [[nodiscard]] bool has_failed() const noexcept { return file_.problem() != 0; }

  void write(std::string_view bytes) noexcept { file_.write(bytes); }

  /// Errors: those of OutputFile; the message begins with the path.
  [[nodiscard]] Result<void> commit() {
    Result<void> done = file_.commit();
    if (!done) done.error().message.insert(0, output::printable_path(path_) + ": ");
    return done;
  }

 private:
  std::string name_;
  std::string path_;
  OutputFile file_;
};

/// Completes the files in this order, and returns their names. Errors: the first one of ShardFile::commit().
[[nodiscard]] Result<std::vector<std::string>> commit_all(std::initializer_list<ShardFile*> files);

}  // namespace tokmill::cli::shards
