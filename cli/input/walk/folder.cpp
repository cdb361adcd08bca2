#include "input/walk/folder.hpp"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <memory>
#include <optional>

#include "input/walk/git.hpp"
#include "tokmill/threads.hpp"

namespace tokmill::cli::input {
namespace {

void append(std::vector<std::string>& to, std::vector<std::string>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

bool has_hidden_part(std::string_view path) {
  return path.starts_with('.') || path.find("/.") != std::string_view::npos;
}

// A folder to read.
struct Job {
  std::string folder;
  bool is_repository = false;  // list it with git
  bool is_hidden = false;      // read it only to count the files that are left out
};

// What was found in one folder.
struct Found {
  FolderListing listing;
  std::vector<Job> below;  // its folders
};

class Walk {
 public:
  // `top_size`: the size of the prefix of all paths that the filter does not see.
  Walk(const WalkTerms& terms, std::size_t top_size) : terms_(terms), top_size_(top_size) {}

  FolderListing run(Job first, std::size_t threads) const {
    FolderListing all;
    // Each round reads the folders found in the one before.
    std::vector<Job> jobs = {std::move(first)};
    while (!jobs.empty()) {
      std::vector<Found> round(jobs.size());
      parallel_for(jobs.size(), std::min(threads, max_threads), [&](std::size_t i) { round[i] = read(jobs[i]); });
      jobs.clear();
      for (Found& found : round) {
        append(all.files, std::move(found.listing.files));
        append(all.problems, std::move(found.listing.problems));
        append(all.notes, std::move(found.listing.notes));
        std::ranges::move(found.listing.skipped, std::back_inserter(all.skipped));
        std::ranges::move(found.below, std::back_inserter(jobs));
      }
    }
    std::ranges::sort(all.files);
    std::ranges::sort(all.skipped, {}, &Skipped::path);
    std::ranges::sort(all.problems);
    std::ranges::sort(all.notes);
    all.notes.erase(std::unique(all.notes.begin(), all.notes.end()), all.notes.end());
    return all;
  }

 private:
  static constexpr std::size_t max_threads = 64;

  Found read(const Job& job) const {
    Found found;
    if (!job.is_repository || !read_repository(job, found)) read_plain_folder(job, found);
    return found;
  }

  // The part of a path that the filter sees.
  std::string_view below_top(std::string_view path) const {
    path.remove_prefix(top_size_);
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
    return path;
  }

  // Whether the filter excludes the path or a folder above it, which is then added to the skipped ones.
  bool is_excluded(const std::string& path, bool is_folder, FolderListing& listing) const {
    const std::string_view below = below_top(path);
    const std::optional<std::size_t> size = terms_.filter.excluded_prefix(below, is_folder);
    if (!size) return false;
    std::string excluded = path.substr(0, path.size() - below.size() + *size);
    if (is_folder || *size < below.size()) excluded += '/';
    // git lists the files of an excluded folder one after another.
    if (listing.skipped.empty() || listing.skipped.back().path != excluded) {
      listing.skipped.push_back({std::move(excluded), SkipReason::excluded});
    }
    return true;
  }

  void add_file(std::string path, bool is_hidden, FolderListing& listing) const {
    if (is_excluded(path, false, listing)) return;
    if (is_hidden && !terms_.hidden) {
      listing.skipped.push_back({std::move(path), SkipReason::hidden});
    } else if (!terms_.filter.includes(below_top(path))) {
      listing.skipped.push_back({std::move(path), SkipReason::not_included});
    } else {
      listing.files.push_back(std::move(path));
    }
  }

  void add_folder(std::string path, bool is_repository, bool is_hidden, Found& found) const {
    if (!is_excluded(path, true, found.listing)) found.below.push_back({std::move(path), is_repository, is_hidden});
  }

  // Returns false if git cannot list the folder.
  bool read_repository(const Job& job, Found& found) const;
  void read_plain_folder(const Job& job, Found& found) const;

  const WalkTerms& terms_;
  const std::size_t top_size_;
};

// Checks the parents of listed files: none may be a symbolic link that replaced a folder, or lead out of the
// repository. Remembers the last result, since consecutive paths often have the same parents.
class ParentCheck {
 public:
  explicit ParentCheck(const std::string& top) : top_(top) {}

  bool are_folders(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    const std::string_view parent = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
    if (last_ != parent) {
      is_valid_ = check(parent);
      last_ = parent;
    }
    return is_valid_;
  }

 private:
  bool check(std::string_view parent) const {
    for (std::size_t start = 0; start < parent.size();) {
      const std::size_t end = std::min(parent.find('/', start), parent.size());
      const std::string_view part = parent.substr(start, end - start);
      if (part.empty() || part == "." || part == "..") return false;
      struct stat status {};
      const bool is_known = is_valid_ && last_.size() >= end && last_.substr(0, end) == parent.substr(0, end) &&
                            (last_.size() == end || last_[end] == '/');
      if (!is_known &&
          (::lstat(join(top_, parent.substr(0, end)).c_str(), &status) != 0 || !S_ISDIR(status.st_mode)))
        return false;
      start = end + 1;
    }
    return true;
  }

  const std::string& top_;
  std::string last_;
  bool is_valid_ = true;
};

bool Walk::read_repository(const Job& job, Found& found) const {
  FolderListing& result = found.listing;
  Result<std::optional<GitListing>> listed = git_listing(job.folder);
  if (!listed) {
    if (!job.is_hidden) {
      result.notes.push_back(job.folder + ": git cannot list it (" + listed.error().message +
                             "); including ignored files");
    }
    return false;
  }
  if (!*listed) return false;
  GitListing& listing = **listed;
  if (listing.paths.empty() && listing.problems.empty() && git_ignores(job.folder)) {
    result.notes.push_back(job.folder + ": ignored by git, but given as an argument; including all of its files");
    return false;
  }
  for (std::string& problem : listing.problems) result.problems.push_back(job.folder + ": git: " + problem);
  for (std::string& warning : listing.warnings) result.notes.push_back(job.folder + ": git: " + warning);
  ParentCheck parents(job.folder);
  for (const std::string& path : listing.paths) {
    const bool is_hidden = job.is_hidden || has_hidden_part(path);
    if (path.starts_with('/') || path == ".." || !parents.are_folders(path)) continue;
    if (path.ends_with('/')) {
      add_folder(join(job.folder, std::string_view(path).substr(0, path.size() - 1)), true, is_hidden, found);
    } else {
      add_file(join(job.folder, path), is_hidden, result);
    }
  }
  if (terms_.lists_ignored) {
    for (std::string& path : git_ignored(job.folder)) {
      result.skipped.push_back({join(job.folder, path), SkipReason::ignored});
    }
  }
  return true;
}

void Walk::read_plain_folder(const Job& job, Found& found) const {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(job.folder.c_str()), ::closedir);
  if (folder == nullptr) {
    if (!job.is_hidden || terms_.hidden) found.listing.problems.push_back(job.folder + ": " + std::strerror(errno));
    return;
  }
  while (const dirent* const entry = ::readdir(folder.get())) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == ".." || name == ".git") continue;
    std::string path = join(job.folder, name);
    unsigned char type = entry->d_type;
    if (type == DT_UNKNOWN) {
      struct stat status {};
      if (::lstat(path.c_str(), &status) == 0)
        type = S_ISDIR(status.st_mode) ? DT_DIR : S_ISREG(status.st_mode) ? DT_REG : DT_UNKNOWN;
    }
    const bool is_hidden = job.is_hidden || name.starts_with('.');
    if (type == DT_DIR) {
      const bool use_git = !terms_.ignored && is_repository(path);
      add_folder(std::move(path), use_git, is_hidden, found);
    } else if (type == DT_REG) {
      add_file(std::move(path), is_hidden, found.listing);
    } else {
      found.listing.skipped.push_back({std::move(path), SkipReason::not_regular});
    }
  }
}

}  // namespace

std::string join(const std::string& folder, std::string_view below) {
  std::string path;
  path.reserve(folder.size() + 1 + below.size());
  path += folder;
  if (!path.ends_with('/')) path += '/';
  path += below;
  return path;
}

FolderListing list_folder(const std::string& folder, const WalkTerms& terms, std::size_t threads) {
  const Walk walk(terms, folder.find_last_not_of('/') + 1);
  return walk.run({folder, !terms.ignored && is_in_repository(folder), false}, threads);
}

FolderListing list_submodule(const std::string& folder, std::size_t top_size, const WalkTerms& terms,
                             std::size_t threads) {
  if (!is_repository(folder)) return {};
  return Walk(terms, top_size).run({folder, true, false}, threads);
}

}  // namespace tokmill::cli::input
