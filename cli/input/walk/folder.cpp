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
  explicit Walk(const WalkTerms& terms) : terms_(terms) {}

  FolderListing run(Job first) const {
    FolderListing all;
    // Each round reads the folders found in the one before.
    std::vector<Job> jobs = {std::move(first)};
    while (!jobs.empty()) {
      std::vector<Found> round(jobs.size());
      const std::size_t threads = std::min(terms_.threads, max_threads);
      parallel_for(jobs.size(), threads, [&](std::size_t i) { round[i] = read(jobs[i]); });
      jobs.clear();
      for (Found& found : round) {
        append(all.files, std::move(found.listing.files));
        append(all.problems, std::move(found.listing.problems));
        append(all.notes, std::move(found.listing.notes));
        all.hidden += found.listing.hidden;
        std::ranges::move(found.below, std::back_inserter(jobs));
      }
    }
    std::ranges::sort(all.files);
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

  void add_file(std::string path, bool is_hidden, FolderListing& listing) const {
    if (is_hidden && !terms_.hidden) {
      ++listing.hidden;
    } else {
      listing.files.push_back(std::move(path));
    }
  }

  // Returns false if git cannot list the folder.
  bool read_repository(const Job& job, Found& found) const;
  void read_plain_folder(const Job& job, Found& found) const;

  const WalkTerms terms_;
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
      found.below.push_back({join(job.folder, std::string_view(path).substr(0, path.size() - 1)), true, is_hidden});
    } else {
      add_file(join(job.folder, path), is_hidden, result);
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
      found.below.push_back({std::move(path), use_git, is_hidden});
    } else if (type == DT_REG) {
      add_file(std::move(path), is_hidden, found.listing);
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

FolderListing list_folder(const std::string& folder, const WalkTerms& terms) {
  return Walk(terms).run({folder, !terms.ignored && is_in_repository(folder), false});
}

FolderListing list_submodule(const std::string& folder, const WalkTerms& terms) {
  if (!is_repository(folder)) return {};
  return Walk(terms).run({folder, true, false});
}

}  // namespace tokmill::cli::input
