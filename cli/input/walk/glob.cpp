#include "input/walk/glob.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <utility>

#include "input/walk/parts.hpp"

namespace tokmill::cli::input {
namespace {

constexpr std::string_view any_folders = "**";

// The names between the slashes of a path or pattern, as fnmatch() takes them; empty names are left out.
std::vector<std::string> split(std::string_view path) {
  const std::vector<std::string_view> names = parts(path, '/');
  return {names.begin(), names.end()};
}

// The last pattern that matches decides; nullopt if none does.
std::optional<bool> decide(const std::vector<Glob>& globs, const std::vector<std::string>& path, bool is_folder) {
  const auto last = std::find_if(globs.rbegin(), globs.rend(), [&](const Glob& glob) {
    return glob.matches(path, is_folder);
  });
  if (last == globs.rend()) return std::nullopt;
  return !last->is_negated();
}

Result<std::vector<Glob>> parse_all(std::string_view option, const std::vector<std::string>& patterns) {
  std::vector<Glob> globs;
  for (const std::string& pattern : patterns) {
    Result<Glob> glob = Glob::parse(pattern);
    if (!glob) return Error{glob.error().code, std::string(option) + ": " + glob.error().message};
    globs.push_back(std::move(*glob));
  }
  return globs;
}

}  // namespace

Result<Glob> Glob::parse(std::string_view pattern) {
  Glob glob;
  std::string_view rest = pattern;
  glob.is_negated_ = rest.starts_with('!');
  if (glob.is_negated_) rest.remove_prefix(1);
  glob.matches_only_folders_ = rest.ends_with('/');
  while (rest.ends_with('/')) rest.remove_suffix(1);
  const bool is_relative_to_top = rest.find('/') != std::string_view::npos;
  glob.names_ = split(rest);
  if (glob.names_.empty()) {
    return Error{ErrorCode::invalid_argument, "expected a glob, got '" + std::string(pattern) + "'"};
  }
  if (!is_relative_to_top) glob.names_.emplace(glob.names_.begin(), any_folders);
  return glob;
}

bool Glob::matches(const std::vector<std::string>& path, bool is_folder) const {
  if (matches_only_folders_ && !is_folder) return false;
  std::size_t name = 0;  // of the pattern
  std::size_t at = 0;    // in the path
  std::optional<std::size_t> after_any;  // the name of the pattern after the last `**`
  std::size_t any_end = 0;               // where the path continues after that `**`
  while (at < path.size()) {
    if (name < names_.size() && names_[name] == any_folders) {
      after_any = ++name;
      any_end = at;
    } else if (name < names_.size() && ::fnmatch(names_[name].c_str(), path[at].c_str(), 0) == 0) {
      ++name;
      ++at;
    } else if (after_any) {
      name = *after_any;
      at = ++any_end;
    } else {
      return false;
    }
  }
  return name == names_.size();
}

Result<PathFilter> PathFilter::parse(const std::vector<std::string>& include,
                                     const std::vector<std::string>& exclude) {
  Result<std::vector<Glob>> included = parse_all("--include", include);
  if (!included) return std::move(included).error();
  Result<std::vector<Glob>> excluded = parse_all("--exclude", exclude);
  if (!excluded) return std::move(excluded).error();
  PathFilter filter;
  filter.include_ = std::move(*included);
  filter.exclude_ = std::move(*excluded);
  return filter;
}

std::optional<std::size_t> PathFilter::excluded_prefix(std::string_view path, bool is_folder) const {
  if (exclude_.empty()) return std::nullopt;
  std::vector<std::string> names;
  for (std::size_t end = 0; end < path.size();) {
    const std::size_t start = names.empty() ? 0 : end + 1;
    end = std::min(path.find('/', start), path.size());
    names.emplace_back(path.substr(start, end - start));
    if (decide(exclude_, names, is_folder || end < path.size()).value_or(false)) return end;
  }
  return std::nullopt;
}

bool PathFilter::includes(std::string_view path) const {
  if (include_.empty()) return true;
  std::vector<std::string> names = split(path);
  for (bool is_folder = false; !names.empty(); is_folder = true) {
    if (const std::optional<bool> included = decide(include_, names, is_folder)) return *included;
    names.pop_back();
  }
  return false;
}

}  // namespace tokmill::cli::input
