// Runs the whole program in child processes in which memory, reading, writing or a signal fails at a chosen call.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/faults/plan.hpp"
#include "cli/temporary_folder.hpp"

int tokmill_main(int argc, char** argv);  // main() of the program

using namespace std::string_view_literals;
using tokmill::cli::TemporaryFolder;
using tokmill::faults::never;
using tokmill::faults::Plan;
namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

struct Outcome {
  int exit_status = -1;  // -1 if a signal ended the program
  int signal = 0;
  std::string output;
  std::string errors;
  std::map<std::string, std::string> files;  // all files of the folder
  std::size_t allocations = 0;
};

// A file in memory.
class Stream {
 public:
  Stream() : file_(::memfd_create("stream", MFD_CLOEXEC)) { REQUIRE(file_ >= 0); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() { ::close(file_); }

  [[nodiscard]] int file() const noexcept { return file_; }

  [[nodiscard]] std::string content() const {
    std::string bytes(static_cast<std::size_t>(::lseek(file_, 0, SEEK_END)), '\0');
    REQUIRE(::pread(file_, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
    return bytes;
  }

 private:
  int file_;
};

const std::string text =
    "The quick brown fox jumps over 1234567 lazy dogs.\nZwölf Boxkämpfer — 今天天气很好 😀👨‍👩‍👧!\n\n\tfor (;;) {}  \n";

#ifdef TOKMILL_HAS_COMPRESSION
// "hello world" in each format.
constexpr std::pair<std::string_view, std::string_view> compressed_files[] = {
    {"gzip",
     "\037\213\010\000\000\000\000\000\002\003\313\110\315\311\311\127\050\317\057\312\111\341\002\000\055"
     "\073\010\257\014\000\000\000"sv},
    {"zstd",
     "\050\265\057\375\044\014\141\000\000\150\145\154\154\157\040\167\157\162\154\144\012\214\155\175\040"sv},
    {"bzip2",
     "\102\132\150\071\061\101\131\046\123\131\116\354\350\066\000\000\002\121\200\000\020\100\000\006\104"
     "\220\200\040\000\061\006\114\101\001\247\251\245\200\273\224\061\370\273\222\051\302\204\202\167\147"
     "\101\260"sv},
    {"xz",
     "\375\067\172\130\132\000\000\004\346\326\264\106\002\000\041\001\026\000\000\000\164\057\345\243\001"
     "\000\013\150\145\154\154\157\040\167\157\162\154\144\012\000\241\362\377\304\152\177\277\317\000\001"
     "\044\014\246\030\330\330\037\266\363\175\001\000\000\000\000\004\131\132"sv},
};
#else
constexpr std::pair<std::string_view, std::string_view> compressed_files[] = {{"text", "hello world\n"sv}};
#endif

// A folder with inputs of all commands.
class Folder {
 public:
  Folder() {
    folder_.file("text", text);
    folder_.file("lines", "\"hello world\"\n{\"text\": \"a b\"}\n");
    folder_.file("old", "old content");
    fs::create_directory(folder_.at("below"));
    folder_.file("below/one", text);
    folder_.file("below/two", "two");
    fs::create_directory(folder_.at("compressed"));
    for (const auto& [name, bytes] : compressed_files) {
      folder_.file("compressed/" + std::string(name), std::string(bytes));
    }
  }

  Outcome run(const Words& words, const Plan& plan) const {
    const Stream output;
    const Stream errors;
    auto* const allocations = static_cast<std::size_t*>(
        ::mmap(nullptr, sizeof(std::size_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    REQUIRE(allocations != MAP_FAILED);
    const pid_t child = ::fork();
    if (child == 0) run_here(words, plan, output, errors, allocations);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    Outcome outcome;
    outcome.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    outcome.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    outcome.output = output.content();
    outcome.errors = errors.content();
    outcome.allocations = *allocations;
    ::munmap(allocations, sizeof(std::size_t));
    for (const auto& entry : fs::directory_iterator(folder_.at(""))) {
      if (!entry.is_regular_file()) continue;
      const std::string name = entry.path().filename().string();
      outcome.files[name] = folder_.content(name);
    }
    // Restore the inputs.
    for (const auto& [name, content] : outcome.files) {
      if (name != "text" && name != "lines" && name != "old") fs::remove(folder_.at(name));
    }
    if (outcome.files["old"] != "old content") folder_.file("old", "old content");
    return outcome;
  }

 private:
  [[noreturn]] void run_here(const Words& words, const Plan& plan, const Stream& output, const Stream& errors,
                             std::size_t* allocations) const {
    // doctest handles some of these signals.
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGABRT, SIGSEGV, SIGFPE, SIGILL}) std::signal(signal, SIG_DFL);
    ::alarm(30);  // ends a program that hangs
    if (::chdir(folder_.at("").c_str()) != 0) std::abort();
    const int input = ::open("lines", O_RDONLY | O_CLOEXEC);
    if (::dup2(input, STDIN_FILENO) < 0 || ::dup2(output.file(), STDOUT_FILENO) < 0 ||
        ::dup2(errors.file(), STDERR_FILENO) < 0) {
      std::abort();
    }
    ::setenv("HOME", "/nonexistent", 1);
    ::unsetenv("XDG_CONFIG_HOME");
    std::vector<char*> argv = {const_cast<char*>("tokmill")};
    for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    tokmill::faults::follow(plan);
    const int exit_status = tokmill_main(static_cast<int>(argv.size()) - 1, argv.data());
    *allocations = tokmill::faults::allocations();
    std::exit(exit_status);
  }

  TemporaryFolder folder_;
};

Words count_compressed() {
  Words words = {"count"};
  for (const auto& [name, bytes] : compressed_files) words.push_back("compressed/" + std::string(name));
  return words;
}

const std::vector<Words> commands = {
    {"count", "text"},
    count_compressed(),
    {"count", "--json", "-j", "2", "below"},
    {"count", "--jsonl"},
    {"encode", "text"},
    {"encode", "--npy", "old", "text"},
    {"split", "--json", "text"},
    {"split", "--html", "new", "text"},
    {"chunk", "--max-tokens", "5", "--overlap", "2", "text"},
    {"cost", "-m", "gpt-4o", "-m", "claude-sonnet-4-6", "--at", "2026-10-30", "text"},
};

std::string name_of(const Words& words) {
  std::string name;
  for (const std::string& word : words) name += (name.empty() ? "" : " ") + word;
  return name;
}

bool contains(const std::string& string, std::string_view part) { return string.find(part) != std::string::npos; }

// The number of allocations before the program runs out of memory, for each run of a sweep over `total` allocations.
std::vector<std::size_t> sweep(std::size_t total) {
  const char* const full = std::getenv("TOKMILL_FULL");
  const bool is_full = full != nullptr && std::string_view(full) == "1";
  const std::size_t each = std::min<std::size_t>(total, is_full ? 2000 : 10);
  const std::size_t spread = is_full ? 200 : 12;
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < each; ++i) numbers.push_back(i);
  for (std::size_t i = 0; i < spread && total > each; ++i) numbers.push_back(each + (total - each) * i / spread);
  return numbers;
}

// Why the outcome of a run without enough memory is wrong; empty if it is not.
std::string fault_of(const Outcome& outcome, const Outcome& expected, bool may_succeed) {
  if (outcome.signal != 0) return "ended by a signal";
  for (const auto& [name, content] : outcome.files) {
    if (name.starts_with(".tokmill")) return "a temporary file is left";
    const auto complete = expected.files.find(name);
    const bool is_complete = complete != expected.files.end() && complete->second == content;
    if (!is_complete && !(name == "old" && content == "old content")) return "half-written file " + name;
  }
  if (outcome.exit_status == 0) {
    if (!may_succeed) return "status 0 without memory";
    if (outcome.output != expected.output || outcome.files != expected.files) return "wrong output with status 0";
    return outcome.errors.empty() ? "" : "a message with status 0";
  }
  if (outcome.exit_status != 1) return "status is neither 0 nor 1";
  if (std::count(outcome.errors.begin(), outcome.errors.end(), '\n') != 1) return "expected one line";
  const bool is_clear = contains(outcome.errors, "out of memory") || contains(outcome.errors, "Cannot allocate memory");
  return is_clear ? "" : "unclear message";
}

void check_memory(const Words& words, bool later_allocations_fail) {
  const Folder folder;
  const Outcome expected = folder.run(words, {});
  REQUIRE_MESSAGE(expected.exit_status == 0, expected.errors);
  REQUIRE(expected.allocations > 100);
  std::size_t failed = 0;
  for (const std::size_t number : sweep(expected.allocations)) {
    Plan plan;
    plan.failing_allocation = number;
    plan.later_allocations_fail = later_allocations_fail;
    const Outcome outcome = folder.run(words, plan);
    // With several threads, the number of allocations varies a little.
    const bool has_enough = outcome.exit_status == 0 && outcome.allocations <= number;
    const std::string fault = fault_of(outcome, expected, !later_allocations_fail || has_enough);
    CHECK_MESSAGE(fault.empty(), name_of(words) << ", allocation " << number << " of " << expected.allocations << ": "
                                                << fault << "; status " << outcome.exit_status << ", signal "
                                                << outcome.signal << "; " << outcome.errors);
    if (outcome.exit_status == 1) ++failed;
  }
  CHECK(failed > 0);
}

}  // namespace

TEST_CASE("memory: one allocation fails") {
  for (const Words& words : commands) check_memory(words, false);
}

TEST_CASE("memory: all allocations after one fail") {
  for (const Words& words : commands) check_memory(words, true);
}

TEST_CASE("reading and writing: one byte at a time, interrupted, and not ready") {
  const Folder folder;
  for (const Words& words : commands) {
    CAPTURE(name_of(words));
    Plan plan;
    plan.short_calls = true;
    const Outcome expected = folder.run(words, {});
    const Outcome outcome = folder.run(words, plan);
    CHECK(outcome.exit_status == 0);
    CHECK(outcome.errors == "");
    CHECK(outcome.output == expected.output);
    CHECK(outcome.files == expected.files);
  }
}

TEST_CASE("writing: the disk is full") {
  const Folder folder;
  for (const Words& words : commands) {
    CAPTURE(name_of(words));
    Plan plan;
    plan.failing_write = 0;
    plan.write_problem = ENOSPC;
    const Outcome outcome = folder.run(words, plan);
    CHECK(outcome.exit_status == 1);
    CHECK(outcome.output == "");
    CHECK(outcome.files.size() == 3);
    CHECK(outcome.files.at("old") == "old content");
    const bool writes_file = words[1] == "--npy" || words[1] == "--html";
    CHECK(outcome.errors ==
          "tokmill: " + (writes_file ? words[2] : "standard output") + ": No space left on device\n");
  }
}

TEST_CASE("signals: they end the program while it writes, and no file remains") {
  const Folder folder;
  for (const Words& words : commands) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) {
      CAPTURE(name_of(words));
      CAPTURE(signal);
      Plan plan;
      plan.failing_write = 0;
      plan.write_signal = signal;
      const Outcome outcome = folder.run(words, plan);
      CHECK(outcome.signal == signal);
      CHECK(outcome.errors == "");
      CHECK(outcome.files.size() == 3);
      CHECK(outcome.files.at("old") == "old content");
    }
  }
  Plan plan;
  plan.sync_signal = SIGINT;
  const Outcome outcome = folder.run({"encode", "--npy", "old", "text"}, plan);
  CHECK(outcome.signal == SIGINT);
  CHECK(outcome.files.size() == 3);
  CHECK(outcome.files.at("old") == "old content");
}
