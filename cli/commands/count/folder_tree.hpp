#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "commands/count/groups.hpp"

namespace tokmill::cli::count {

/// A row of a view with bars.
struct Row {
  std::string label;
  std::size_t tokens;
};

/// Folders, each below its nearest ancestor in the list. `groups` must outlive the tree.
class FolderTree {
 public:
  explicit FolderTree(const std::vector<Group>& groups);

  /// The number of folders without an ancestor in the list.
  [[nodiscard]] std::size_t top_folders() const { return children_.back().size(); }

  /// The rows of the tree, drawn with lines. A folder whose files are all in one subfolder shares its row.
  [[nodiscard]] std::vector<Row> rows() const;

 private:
  // Adds a folder and its subfolders. `branch` precedes its name, `indent` the branches of its subfolders.
  void add(std::vector<Row>& rows, std::size_t folder, std::string_view name, const std::string& branch,
           const std::string& indent) const;

  // The name of a folder relative to one of its ancestors.
  [[nodiscard]] std::string_view relative_name(std::size_t folder, std::size_t ancestor) const;

  const std::vector<Group>& groups_;
  std::vector<std::vector<std::size_t>> children_;  // of each folder; the last element: the top folders
};

}  // namespace tokmill::cli::count
