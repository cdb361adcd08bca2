#include "input/file.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

using namespace tokmill::cli::input;

namespace {

// A folder of its own for each test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "tokmill-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] std::string at(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] std::string file(const std::string& name, const std::string& bytes) const {
    std::ofstream(at(name), std::ios::binary) << bytes;
    return at(name);
  }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("files of every size around those of the buffer, one after another") {
  const Folder folder;
  FileReader reader;
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{65534}, std::size_t{65535}, std::size_t{65536},
        std::size_t{65537}, std::size_t{200000}, std::size_t{17'000'000}, std::size_t{3}}) {
    CAPTURE(size);
    std::string bytes(size, 'a');
    if (size > 0) bytes.back() = 'z';
    const std::string path = folder.file("text", bytes);
    for (const Wanted wanted : {Wanted::by_name, Wanted::by_walk}) {
      const FileRead read = reader.read(path, wanted);
      CHECK(read.kind == FileKind::text);
      CHECK(read.bytes == bytes);
    }
  }
}

TEST_CASE("a NUL byte anywhere makes a file binary, where a walk wants it") {
  const Folder folder;
  FileReader reader;
  for (const std::size_t offset :
       {std::size_t{0}, std::size_t{65535}, std::size_t{65536}, std::size_t{199999}}) {
    CAPTURE(offset);
    std::string bytes(200000, 'a');
    bytes[offset] = '\0';
    const std::string path = folder.file("data", bytes);
    CHECK(reader.read(path, Wanted::by_walk).kind == FileKind::binary);
    CHECK(reader.read(path, Wanted::by_walk, true).bytes == bytes);
    CHECK(reader.read(path, Wanted::by_name).bytes == bytes);
  }
}

TEST_CASE("what a walk leaves out and a name does not") {
  const Folder folder;
  FileReader reader;
  const std::string text = folder.file("text", "text");
  std::filesystem::create_symlink(text, folder.at("link"));
  CHECK(reader.read(folder.at("link"), Wanted::by_walk).kind == FileKind::left_out);
  CHECK(reader.read(folder.at("link"), Wanted::by_name).bytes == "text");
  CHECK(reader.read(folder.at("absent"), Wanted::by_walk).kind == FileKind::left_out);
  CHECK(reader.read(folder.at("absent"), Wanted::by_name).problem == "No such file or directory");
  CHECK(reader.read(folder.at("."), Wanted::by_walk).kind == FileKind::folder);
}

TEST_CASE("a pipe is read to its end by name, and does not hold up a walk") {
  const Folder folder;
  FileReader reader;
  const std::string pipe = folder.at("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(reader.read(pipe, Wanted::by_walk).kind == FileKind::left_out);
  const std::string bytes(300000, 'x');
  std::jthread writer([&] { std::ofstream(pipe, std::ios::binary) << bytes; });
  CHECK(reader.read(pipe, Wanted::by_name).bytes == bytes);
}
