#include "input/walk/folder.hpp"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "input/walk/git.hpp"

namespace tokmill::cli::input {
namespace {

void append(std::vector<std::string>& to, std::vector<std::string>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

bool has_hidden_part(std::string_view path) {
  return path.starts_with('.') || path.find("/.") != std::string_view::npos;
}

// A folder that is still to be read.
struct Job {
  std::string folder;
  bool is_repository = false;  // git is asked for its files
  bool is_hidden = false;      // it is read only to say how many files are left out
};

// Folders to be read, by whichever thread is free, and what was found in those that were.
class Walk {
 public:
  explicit Walk(const WalkTerms& terms) : terms_(terms) {}

  FolderListing run(Job first) {
    // One thread sees to the first folder, which may be all, as where git lists everything.
    FolderListing found;
    std::vector<Job> below;
    read(first, found, below);
    jobs_ = std::move(below);
    found_ = std::move(found);
    {
      std::vector<std::jthread> others;
      const std::size_t wanted = jobs_.empty() ? 0 : std::min<std::size_t>(terms_.threads, 64);
      for (std::size_t i = 1; i < wanted; ++i) others.emplace_back([this] { work(); });
      work();
    }
    std::ranges::sort(found_.files);
    std::ranges::sort(found_.problems);
    std::ranges::sort(found_.notes);
    found_.notes.erase(std::unique(found_.notes.begin(), found_.notes.end()), found_.notes.end());
    return std::move(found_);
  }

 private:
  void work() {
    FolderListing found;
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return !jobs_.empty() || busy_ == 0; });
      if (jobs_.empty()) break;
      const Job job = std::move(jobs_.back());
      jobs_.pop_back();
      ++busy_;
      lock.unlock();
      std::vector<Job> below;
      read(job, found, below);
      lock.lock();
      --busy_;
      std::ranges::move(below, std::back_inserter(jobs_));
      changed_.notify_all();
    }
    append(found_.files, std::move(found.files));
    append(found_.problems, std::move(found.problems));
    append(found_.notes, std::move(found.notes));
    found_.hidden += found.hidden;
  }

  void read(const Job& job, FolderListing& found, std::vector<Job>& below) const {
    if (!job.is_repository || !read_repository(job, found, below)) read_plainly(job, found, below);
  }

  void take(std::string path, bool is_hidden, FolderListing& found) const {
    if (is_hidden && !terms_.hidden) {
      ++found.hidden;
    } else {
      found.files.push_back(std::move(path));
    }
  }

  // False where git cannot say what is there.
  bool read_repository(const Job& job, FolderListing& found, std::vector<Job>& below) const;
  void read_plainly(const Job& job, FolderListing& found, std::vector<Job>& below) const;

  const WalkTerms terms_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Job> jobs_;
  std::size_t busy_ = 0;  // threads that may still add jobs
  FolderListing found_;
};

// Whether the folders on the way to a listed file are folders, as git sees it: not a symbolic link that took
// the place of one, and nothing outside. Remembers the last answer, which the next path mostly shares.
class FoldersOnTheWay {
 public:
  explicit FoldersOnTheWay(const std::string& top) : top_(top) {}

  bool are_folders(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    const std::string_view way = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
    if (last_ != way) {
      is_fine_ = check(way);
      last_ = way;
    }
    return is_fine_;
  }

 private:
  bool check(std::string_view way) const {
    for (std::size_t start = 0; start < way.size();) {
      const std::size_t end = std::min(way.find('/', start), way.size());
      const std::string_view part = way.substr(start, end - start);
      if (part.empty() || part == "." || part == "..") return false;
      struct stat status {};
      const bool is_known = is_fine_ && last_.size() >= end && last_.substr(0, end) == way.substr(0, end) &&
                            (last_.size() == end || last_[end] == '/');
      if (!is_known &&
          (::lstat(join(top_, way.substr(0, end)).c_str(), &status) != 0 || !S_ISDIR(status.st_mode)))
        return false;
      start = end + 1;
    }
    return true;
  }

  const std::string& top_;
  std::string last_;
  bool is_fine_ = true;
};

bool Walk::read_repository(const Job& job, FolderListing& found, std::vector<Job>& below) const {
  Result<std::optional<GitListing>> listed = git_listing(job.folder);
  if (!listed) {
    if (!job.is_hidden)
      found.notes.push_back(job.folder + ": what git ignores is counted too: " + listed.error().message);
    return false;
  }
  if (!*listed) return false;
  GitListing& listing = **listed;
  if (listing.paths.empty() && listing.problems.empty() && git_ignores(job.folder)) {
    found.notes.push_back(job.folder + ": git ignores this folder, but it was named: all files are counted");
    return false;
  }
  for (std::string& problem : listing.problems) found.problems.push_back(job.folder + ": git: " + problem);
  for (std::string& warning : listing.warnings) found.notes.push_back(job.folder + ": git: " + warning);
  FoldersOnTheWay folders(job.folder);
  for (const std::string& path : listing.paths) {
    const bool is_hidden = job.is_hidden || has_hidden_part(path);
    if (path.starts_with('/') || path == ".." || !folders.are_folders(path)) continue;
    if (path.ends_with('/')) {
      below.push_back({join(job.folder, std::string_view(path).substr(0, path.size() - 1)), true, is_hidden});
    } else {
      take(join(job.folder, path), is_hidden, found);
    }
  }
  return true;
}

void Walk::read_plainly(const Job& job, FolderListing& found, std::vector<Job>& below) const {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(job.folder.c_str()), ::closedir);
  if (folder == nullptr) {
    if (!job.is_hidden || terms_.hidden) found.problems.push_back(job.folder + ": " + std::strerror(errno));
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
      const bool ask_git = !terms_.ignored && is_repository(path);
      below.push_back({std::move(path), ask_git, is_hidden});
    } else if (type == DT_REG) {
      take(std::move(path), is_hidden, found);
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
