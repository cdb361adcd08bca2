#include "commands/encode/shards/file_list.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

namespace tokmill::cli::shards {
namespace {

bool is_folder(const std::string& path) {
  std::error_code problem;
  return std::filesystem::is_directory(path, problem);
}

// As is_folder(), but a symbolic link to a folder is none.
bool is_folder_itself(const std::string& path) {
  std::error_code problem;
  return std::filesystem::is_directory(std::filesystem::symlink_status(path, problem));
}

void move_all(std::vector<std::string>& from, std::vector<std::string>& to) {
  std::ranges::move(from, std::back_inserter(to));
}

// The files in a folder, with those of its submodules, which git lists as if they were files.
std::vector<std::string> files_in(const std::string& folder, const TextsInput& input, std::size_t threads,
                                  FileList& list) {
  const std::size_t root = folder.find_last_not_of('/') + 1;
  std::vector<std::string> files;
  input::FolderListing listing = input::list_folder(folder, input.walk, threads);
  while (true) {
    std::vector<std::string> submodules;
    for (std::string& path : listing.files) (is_folder_itself(path) ? submodules : files).push_back(std::move(path));
    std::ranges::move(listing.skipped, std::back_inserter(list.skipped));
    move_all(listing.problems, list.problems);
    move_all(listing.notes, list.notes);
    if (submodules.empty()) break;
    listing = {};
    for (const std::string& submodule : submodules) {
      input::FolderListing below = input::list_submodule(submodule, root, input.walk, threads);
      move_all(below.files, listing.files);
      std::ranges::move(below.skipped, std::back_inserter(listing.skipped));
      move_all(below.problems, listing.problems);
      move_all(below.notes, listing.notes);
    }
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

bool is_read(const std::string& folder, const TextsInput& input) {
  std::error_code problem;
  const std::filesystem::path inner = std::filesystem::weakly_canonical(std::filesystem::absolute(folder, problem), problem);
  for (const std::string& path : input_paths(input.text)) {
    if (path == "-" || !is_folder(path)) continue;
    const std::filesystem::path outer = std::filesystem::canonical(path, problem);
    const auto differ = std::ranges::mismatch(outer, inner);
    if (!problem && differ.in1 == outer.end()) return true;
  }
  return false;
}

FileList list_files(const TextsInput& input, std::size_t threads) {
  FileList list;
  const std::vector<std::string> arguments = input_paths(input.text);
  for (std::size_t argument = 0; argument < arguments.size(); ++argument) {
    const std::string& path = arguments[argument];
    const bool is_walked = path != "-" && is_folder(path);
    for (std::string& file : is_walked ? files_in(path, input, threads, list) : std::vector{path}) {
      texts::Task& task = list.files.emplace_back();
      task.path = std::move(file);
      task.argument = argument;
      task.origin = is_walked ? input::Origin::walked : input::Origin::named;
      list.walked += is_walked ? 1 : 0;
    }
  }
  return list;
}

}  // namespace tokmill::cli::shards
