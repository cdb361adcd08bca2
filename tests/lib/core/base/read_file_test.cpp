#include "tokmill/read_file.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace {

using namespace tokmill;

/// A file that exists as long as this object.
class ScratchFile {
 public:
  explicit ScratchFile(const std::string& contents)
      : path_(std::filesystem::temp_directory_path() / "tokmill_read_file_test") {
    std::ofstream(path_, std::ios::binary) << contents;
  }
  ~ScratchFile() { std::filesystem::remove(path_); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("read_file: a file as a whole, or its start") {
  const std::string contents(700'001, 'x');
  const ScratchFile file(contents);
  CHECK(*read_file(file.path(), contents.size()) == contents);
  CHECK(*read_file_start(file.path(), 5) == "xxxxx");
  CHECK(read_file_start(file.path(), 0)->empty());
  CHECK(*read_file_start(file.path(), contents.size() * 2) == contents);
}

TEST_CASE("read_file: errors name the file") {
  const ScratchFile file("four");
  const Result<std::string> large = read_file(file.path(), 3);
  REQUIRE_FALSE(large);
  CHECK(large.error().code == ErrorCode::unreadable_file);
  CHECK(large.error().message == "cannot read " + file.path() + ": more than 3 bytes");
  const Result<std::string> missing = read_file("/nonexistent/file", 3);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message == "cannot read /nonexistent/file: No such file or directory");
  CHECK_FALSE(read_file("/", 3));
}
