// `encode --shards` in child processes that end before each call that changes a file, and then in one that goes on.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include "cli/faults/plan.hpp"
#include "cli/temporary_folder.hpp"

int tokmill_main(int argc, char** argv);  // main() of the program

using tokmill::cli::TemporaryFolder;
using tokmill::faults::never;
namespace fs = std::filesystem;

namespace {

std::string rows() {
  std::string lines;
  for (int i = 0; i < 12; ++i) lines += "\"document " + std::string(static_cast<std::size_t>(i), 'x') + "\"\n";
  return lines;
}

[[noreturn]] void encode_here(const TemporaryFolder& folder, const char* format, std::size_t last_change) {
  for (const int signal : {SIGINT, SIGTERM, SIGABRT, SIGSEGV}) std::signal(signal, SIG_DFL);  // doctest handles them
  ::alarm(30);
  const int input = ::open(folder.at("rows").c_str(), O_RDONLY | O_CLOEXEC);
  if (::chdir(folder.at("").c_str()) != 0 || ::dup2(input, STDIN_FILENO) < 0) std::abort();
  std::string words[] = {"tokmill", "encode", "-j1", "--jsonl", "--shards", "out", "--shard-tokens", "12",
                         "--shard-format", format};
  char* argv[std::size(words) + 1] = {};
  for (std::size_t i = 0; i < std::size(words); ++i) argv[i] = words[i].data();
  ::setenv("HOME", "/nonexistent", 1);
  const int silent = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (::dup2(silent, STDERR_FILENO) < 0) std::abort();
  tokmill::faults::follow({.last_change = last_change});
  std::exit(tokmill_main(static_cast<int>(std::size(words)), argv));
}

// Returns whether the program came to its end.
bool encode(const TemporaryFolder& folder, const char* format, std::size_t last_change = never) {
  const pid_t child = ::fork();
  if (child == 0) encode_here(folder, format, last_change);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  if (WIFSIGNALED(status)) {
    REQUIRE(WTERMSIG(status) == SIGKILL);
    return false;
  }
  REQUIRE(WEXITSTATUS(status) == 0);
  return true;
}

std::map<std::string, std::string> files_in(const TemporaryFolder& folder, const std::string& name) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(folder.at(name))) {
    files[entry.path().filename().string()] = folder.content(name + "/" + entry.path().filename().string());
  }
  return files;
}

}  // namespace

TEST_CASE("shards: a run that was killed at any change of a file goes on") {
  for (const char* const format : {"bin", "npy", "mds"}) {
    CAPTURE(format);
    const TemporaryFolder folder;
    folder.file("rows", rows());
    REQUIRE(encode(folder, format));
    const auto expected = files_in(folder, "out");
    REQUIRE(expected.size() > 6);
    std::size_t change = 0;
    bool is_complete = false;
    for (; !is_complete; ++change) {
      CAPTURE(change);
      fs::remove_all(folder.at("out"));
      is_complete = encode(folder, format, change);
      // The run that goes on is killed at the same change, and at an earlier one.
      if (!is_complete) {
        encode(folder, format, change);
        encode(folder, format, change / 2);
        REQUIRE(encode(folder, format));
      }
      CHECK(files_in(folder, "out") == expected);
    }
    CHECK(change > 50);
  }
}
