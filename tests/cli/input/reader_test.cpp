#include "input/reader.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "cli/temporary_folder.hpp"

using namespace tokmill::cli::input;
using tokmill::cli::read_input;
using tokmill::cli::TemporaryFolder;

TEST_CASE("reader: the name of an input in messages") {
  CHECK(tokmill::cli::display_name("-") == "standard input");
  CHECK(tokmill::cli::display_name("a/-") == "a/-");
}

TEST_CASE("reader: files of sizes around that of the buffer, one after another") {
  const TemporaryFolder folder;
  FileReader reader;
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{65534}, std::size_t{65535}, std::size_t{65536},
        std::size_t{65537}, std::size_t{200000}, std::size_t{17'000'000}, std::size_t{3}}) {
    CAPTURE(size);
    std::string bytes(size, 'a');
    if (size > 0) bytes.back() = 'z';
    const std::string path = folder.file("text", bytes);
    for (const Origin origin : {Origin::named, Origin::walked}) {
      const FileRead read = reader.read(path, origin);
      if (size > FileReader::max_size) {
        CHECK(read.kind == FileKind::large);
      } else {
        CHECK(read.kind == FileKind::text);
        CHECK(read.bytes == bytes);
      }
    }
    CHECK(*read_input(path) == bytes);
  }
}

TEST_CASE("reader: a NUL byte anywhere makes a file binary in a walk") {
  const TemporaryFolder folder;
  FileReader reader;
  for (const std::size_t offset :
       {std::size_t{0}, std::size_t{65535}, std::size_t{65536}, std::size_t{199999}}) {
    CAPTURE(offset);
    std::string bytes(200000, 'a');
    bytes[offset] = '\0';
    const std::string path = folder.file("data", bytes);
    CHECK(reader.read(path, Origin::walked).kind == FileKind::binary);
    CHECK(reader.read(path, Origin::walked, true).bytes == bytes);
    CHECK(reader.read(path, Origin::named).bytes == bytes);
  }
}

TEST_CASE("reader: what a walk leaves out although it can be read by name") {
  const TemporaryFolder folder;
  FileReader reader;
  const std::string text = folder.file("text", "text");
  std::filesystem::create_symlink(text, folder.at("link"));
  CHECK(reader.read(folder.at("link"), Origin::walked).kind == FileKind::left_out);
  CHECK(reader.read(folder.at("link"), Origin::named).bytes == "text");
  CHECK(reader.read(folder.at("absent"), Origin::walked).kind == FileKind::left_out);
  CHECK(reader.read(folder.at("absent"), Origin::named).problem == "No such file or directory");
  CHECK(reader.read(folder.at("."), Origin::walked).kind == FileKind::folder);
}

TEST_CASE("reader: a pipe is read to its end by name, and does not block a walk") {
  const TemporaryFolder folder;
  FileReader reader;
  const std::string pipe = folder.at("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(reader.read(pipe, Origin::walked).kind == FileKind::left_out);
  const std::string bytes(300000, 'x');
  for (const bool whole : {false, true}) {
    std::jthread writer([&] { std::ofstream(pipe, std::ios::binary) << bytes; });
    if (whole) {
      CHECK(*read_input(pipe) == bytes);
    } else {
      CHECK(reader.read(pipe, Origin::named).bytes == bytes);
    }
  }
}

TEST_CASE("reader: files without a size, and errors") {
  const TemporaryFolder folder;
  const tokmill::Result<std::string> status = read_input("/proc/self/status");
  REQUIRE(status);
  CHECK(status->starts_with("Name:"));
  CHECK(read_input(folder.at("absent")).error().message == "No such file or directory");
  CHECK(read_input(folder.at(".")).error().message == "Is a directory");
  CHECK(read_input(folder.at(".")).error().code == tokmill::ErrorCode::io_error);
  CHECK(read_input("/proc/self/mem").error().message == "Input/output error");
  CHECK(read_input("/proc/self/mem").error().code == tokmill::ErrorCode::io_error);
}

TEST_CASE("reader: a regular file takes its size in memory") {
  const TemporaryFolder folder;
  const std::string path = folder.file("text", std::string(5'000'000, 'a'));
  const tokmill::Result<std::string> bytes = read_input(path);
  REQUIRE(bytes);
  CHECK(bytes->size() == 5'000'000);
  CHECK(bytes->capacity() < 5'100'000);
}

TEST_CASE("reader: an input of a limited size") {
  const TemporaryFolder folder;
  const std::string path = folder.file("text", std::string(1000, 'a'));
  CHECK(read_input(path, 1000)->size() == 1000);
  CHECK(read_input(path, 999).error().message == "File too large");
  CHECK(read_input("/dev/zero", 100'000).error().message == "File too large");
}
