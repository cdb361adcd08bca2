#include "output/file.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "cli/temporary_folder.hpp"

using tokmill::cli::TemporaryFolder;
using tokmill::cli::write_file;
namespace fs = std::filesystem;

namespace {

unsigned mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

}  // namespace

TEST_CASE("write_file: creates a file with the permissions of the umask") {
  const TemporaryFolder folder;
  const mode_t mask = ::umask(027);
  const bool written = write_file(folder.at("new"), "content").has_value();
  ::umask(mask);
  CHECK(written);
  CHECK(folder.content("new") == "content");
  CHECK(mode_of(folder.at("new")) == 0640);
  CHECK(folder.size() == 1);
}

TEST_CASE("write_file: replaces a file and keeps its permissions") {
  const TemporaryFolder folder;
  const std::string path = folder.file("file", "a longer text than the next");
  REQUIRE(::chmod(path.c_str(), 0600) == 0);
  REQUIRE(write_file(path, "content"));
  CHECK(folder.content("file") == "content");
  CHECK(mode_of(path) == 0600);
  CHECK(folder.size() == 1);
}

TEST_CASE("write_file: does not follow a link with the name of a temporary file") {
  const TemporaryFolder folder;
  const std::string victim = folder.file("victim", "unchanged");
  fs::create_symlink(victim, folder.at("file.unfinished"));
  REQUIRE(write_file(folder.at("file"), "content"));
  CHECK(folder.content("victim") == "unchanged");
  CHECK_FALSE(fs::is_symlink(folder.at("file")));
}

TEST_CASE("write_file: follows symbolic links, in other folders and to files that do not exist") {
  const TemporaryFolder folder;
  fs::create_directory(folder.at("below"));
  folder.file("below/target", "old");
  fs::create_symlink("below/link", folder.at("first"));
  fs::create_symlink("target", folder.at("below/link"));
  REQUIRE(write_file(folder.at("first"), "new"));
  CHECK(fs::is_symlink(folder.at("first")));
  CHECK(fs::is_symlink(folder.at("below/link")));
  CHECK(folder.content("below/target") == "new");

  fs::create_symlink("below/absent", folder.at("dangling"));
  REQUIRE(write_file(folder.at("dangling"), "new"));
  CHECK(fs::is_symlink(folder.at("dangling")));
  CHECK(folder.content("below/absent") == "new");

  fs::create_symlink("loop", folder.at("loop"));
  CHECK(write_file(folder.at("loop"), "new").error().message == "Too many levels of symbolic links");
}

TEST_CASE("write_file: after a failure there is the old content and no temporary file") {
  const TemporaryFolder folder;
  const std::string path = folder.file("file", "old");
  struct rlimit limit {};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &limit) == 0);
  struct rlimit small = limit;
  small.rlim_cur = 1000;
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const tokmill::Result<void> written = write_file(path, std::string(5000, 'x'));
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
  std::signal(SIGXFSZ, handler);
  REQUIRE_FALSE(written);
  CHECK(written.error().message == "File too large");
  CHECK(folder.content("file") == "old");
  CHECK(folder.size() == 1);

  CHECK(write_file(folder.at("absent/file"), "x").error().message == "No such file or directory");
  CHECK(write_file(folder.at("."), "x").error().message == "Is a directory");
}

TEST_CASE("write_file: pipes, devices and open files are written in place") {
  const TemporaryFolder folder;
  const std::string pipe = folder.at("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::string read;
  {
    std::jthread reader([&] { read = folder.content("pipe"); });
    REQUIRE(write_file(pipe, std::string(200000, 'x')));
  }
  CHECK(read.size() == 200000);
  CHECK(fs::is_fifo(pipe));
  CHECK(write_file("/dev/null", "content"));
  CHECK(fs::is_character_file("/dev/null"));
  CHECK(folder.size() == 1);
}
