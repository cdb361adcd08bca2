#include "input/walk/git.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>

#include "input/walk/parts.hpp"
#include "input/walk/process.hpp"
#include "output/descriptor.hpp"
#include "output/format.hpp"

extern char** environ;

namespace tokmill::cli::input {
namespace {

using namespace std::string_view_literals;

// Settings by which the configuration of a repository could make git run a program while it lists files. The command
// line takes precedence over all configuration files.
constexpr std::array disabled = {
    "core.fsmonitor=false",          // a program that reports changed files
    "core.hooksPath=/dev/null",      // programs that are run when the index is written
    "core.sshCommand=false",         // a program that fetches missing objects of a partial clone
    "safe.bareRepository=explicit",  // a folder that only looks like a repository
};

// A configuration may name a FIFO or a device as a file to read, which never ends.
constexpr std::chrono::seconds time_limit{10};

// Variables that make git use another repository than the folder's. They are set while git runs a hook.
constexpr std::array about_another_repository = {
    "GIT_DIR"sv,          "GIT_WORK_TREE"sv,
    "GIT_INDEX_FILE"sv,   "GIT_PREFIX"sv,
    "GIT_COMMON_DIR"sv,   "GIT_OBJECT_DIRECTORY"sv,
    "GIT_NAMESPACE"sv,    "GIT_ALTERNATE_OBJECT_DIRECTORIES"sv,
    "GIT_SHALLOW_FILE"sv, "GIT_INTERNAL_SUPER_PREFIX"sv,
    "GIT_GRAFT_FILE"sv,   "GIT_REPLACE_REF_BASE"sv,
};

// Variables that are set below.
constexpr std::array replaced = {"LC_ALL"sv, "GIT_OPTIONAL_LOCKS"sv, "GIT_NO_LAZY_FETCH"sv,
                                 "GIT_ALLOW_PROTOCOL"sv, "GIT_TERMINAL_PROMPT"sv};

std::vector<std::string> environment_of_git() {
  std::vector<std::string> result = {
      "LC_ALL=C",                 // the messages are parsed below
      "GIT_OPTIONAL_LOCKS=0",     // do not write
      "GIT_NO_LAZY_FETCH=1",      // do not fetch, for new versions of git
      "GIT_ALLOW_PROTOCOL=none",  // do not fetch, for old versions of git
      "GIT_TERMINAL_PROMPT=0",    // do not ask for passwords
  };
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view name = std::string_view(*variable).substr(0, std::strcspn(*variable, "="));
    const auto is_name = [&](std::string_view other) { return name == other; };
    if (std::ranges::none_of(about_another_repository, is_name) && std::ranges::none_of(replaced, is_name)) {
      result.emplace_back(*variable);
    }
  }
  return result;
}

Result<Finished> run_git(const std::string& folder, const std::vector<std::string>& command,
                         const std::string& configuration = {}) {
  std::vector<std::string> arguments = {"git", "--no-pager"};
  for (const char* const setting : disabled) {
    arguments.emplace_back("-c");
    arguments.emplace_back(setting);
  }
  arguments.emplace_back("-C");
  arguments.push_back(folder);
  arguments.insert(arguments.end(), command.begin(), command.end());
  std::vector<std::string> environment = environment_of_git();
  if (!configuration.empty()) {
    std::erase_if(environment,
                  [](const std::string& variable) { return variable.starts_with("GIT_CONFIG_GLOBAL="); });
    environment.push_back(configuration);
  }
  Result<Finished> finished = run_program(arguments, environment, time_limit);
  if (finished && finished->timed_out) {
    return Error{ErrorCode::io_error, output::format("no answer within {} s", time_limit.count())};
  }
  return finished;
}

std::string value_of(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

std::string include_of(const std::string& path) {
  std::string text = "[include]\n\tpath = \"";
  for (const char c : std::filesystem::absolute(path).string()) {
    if (c == '"' || c == '\\') text += '\\';
    if (c == '\n') return "";  // cannot be written in a configuration
    text += c;
  }
  return text + "\"\n";
}

// The user's configuration, with a setting that trusts repositories of other owners: git accepts it only from this
// file. It is safe here because nothing in the repository is run: the settings by which ls-files or check-ignore run a
// program are those of `disabled`, and tests/cli/input/walk/git_test.py tries the others. What these commands read
// (attributes, excluded files, included configurations) can only change which files are listed, or take longer than
// `time_limit`.
std::string configuration_that_trusts_owners() {
  std::string text = "[safe]\n\tdirectory = *\n";
  const std::string home = value_of("HOME");
  if (const std::string global = value_of("GIT_CONFIG_GLOBAL"); !global.empty())
    return text + include_of(global);
  const std::string xdg = value_of("XDG_CONFIG_HOME");
  if (!xdg.empty()) {
    text += include_of(xdg + "/git/config");
  } else if (!home.empty()) {
    text += include_of(home + "/.config/git/config");
  }
  if (!home.empty()) text += include_of(home + "/.gitconfig");
  return text;
}

// Runs git with a configuration file in memory.
Result<Finished> run_git_for_other_owners(const std::string& folder,
                                          const std::vector<std::string>& command) {
  const std::string text = configuration_that_trusts_owners();
  // Not inherited, so that programs which other threads start do not see it; git opens it through /proc.
  const int file = ::memfd_create("tokmill-git-config", MFD_CLOEXEC);
  if (file < 0) return output::system_error(errno);
  Result<Finished> finished =
      ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size())
          ? run_git(folder, command, output::format("GIT_CONFIG_GLOBAL=/proc/{}/fd/{}", ::getpid(), file))
          : Result<Finished>(output::system_error(errno));
  ::close(file);
  return finished;
}

Result<Finished> ask_git(const std::string& folder, const std::vector<std::string>& command) {
  Result<Finished> git = run_git(folder, command);
  if (git && git->exit_status != 0 && git->errors.find("dubious ownership") != std::string::npos) {
    Result<Finished> again = run_git_for_other_owners(folder, command);
    if (again) return again;
  }
  return git;
}

}  // namespace

bool is_repository(const std::string& folder) {
  struct stat status {};
  return ::lstat((folder + "/.git").c_str(), &status) == 0;
}

bool is_in_repository(const std::string& folder) {
  std::error_code problem;
  std::filesystem::path path = std::filesystem::canonical(folder, problem);
  if (problem) return false;
  while (true) {
    if (is_repository(path.string())) return true;
    if (path == path.root_path()) return false;
    path = path.parent_path();
  }
}

Result<std::optional<GitListing>> git_listing(const std::string& folder) {
  const Result<Finished> git =
      ask_git(folder, {"ls-files", "--cached", "--others", "--exclude-standard", "-z"});
  if (!git) return git.error();
  const std::vector<std::string_view> messages = parts(git->errors, '\n');
  if (git->exit_status != 0) {
    if (git->errors.find("not a git repository") != std::string::npos) return std::optional<GitListing>();
    return Error{ErrorCode::io_error, std::string(messages.empty() ? "git failed"sv : messages.front())};
  }
  GitListing listing;
  for (const std::string_view path : parts(git->output, '\0')) listing.paths.emplace_back(path);
  std::ranges::sort(listing.paths);
  // A path with a merge conflict is listed once for each side.
  listing.paths.erase(std::unique(listing.paths.begin(), listing.paths.end()), listing.paths.end());
  for (const std::string_view line : messages) {
    const bool is_problem =
        line.starts_with("error: ") || line.find("could not open directory") != std::string_view::npos;
    (is_problem ? listing.problems : listing.warnings).emplace_back(line);
  }
  return std::optional(std::move(listing));
}

std::vector<std::string> git_ignored(const std::string& folder) {
  const Result<Finished> git =
      ask_git(folder, {"ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z"});
  std::vector<std::string> paths;
  if (!git || git->exit_status != 0) return paths;
  for (const std::string_view path : parts(git->output, '\0')) paths.emplace_back(path);
  std::ranges::sort(paths);
  return paths;
}

bool git_ignores(const std::string& folder) {
  const Result<Finished> git = ask_git(folder, {"check-ignore", "--quiet", "."});
  return git && git->exit_status == 0;
}

}  // namespace tokmill::cli::input
