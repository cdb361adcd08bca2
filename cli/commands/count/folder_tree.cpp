#include "commands/count/folder_tree.hpp"

#include <map>

#include "output/format.hpp"
#include "output/path.hpp"

namespace tokmill::cli::count {
namespace {

// The parent folder; empty if there is none.
std::string_view parent_of(std::string_view folder) {
  const std::size_t slash = folder.rfind('/');
  if (slash == std::string_view::npos || folder == "/") return {};
  return slash == 0 ? folder.substr(0, 1) : folder.substr(0, slash);
}

}  // namespace

FolderTree::FolderTree(const std::vector<Group>& groups) : groups_(groups) {
  std::map<std::string_view, std::size_t> index_of;
  for (std::size_t i = 0; i < groups.size(); ++i) index_of.emplace(groups[i].name, i);
  children_.resize(groups.size() + 1);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    std::size_t parent = groups.size();
    for (std::string_view ancestor = parent_of(groups[i].name); !ancestor.empty(); ancestor = parent_of(ancestor)) {
      const auto found = index_of.find(ancestor);
      if (found == index_of.end()) continue;
      parent = found->second;
      break;
    }
    children_[parent].push_back(i);
  }
}

std::vector<Row> FolderTree::rows() const {
  std::vector<Row> result;
  for (const std::size_t folder : children_.back()) add(result, folder, groups_[folder].name, "", "");
  return result;
}

void FolderTree::add(std::vector<Row>& rows, std::size_t folder, std::string_view name, const std::string& branch,
                     const std::string& indent) const {
  const std::vector<std::size_t>& children = children_[folder];
  if (children.size() == 1 && groups_[children[0]].files == groups_[folder].files) {
    const std::string joined =
        output::format("{}{}{}", name, name.ends_with('/') ? "" : "/", relative_name(children[0], folder));
    return add(rows, children[0], joined, branch, indent);
  }
  rows.push_back({branch + output::printable_path(name), groups_[folder].sizes.tokens});
  for (const std::size_t child : children) {
    const bool is_last = child == children.back();
    add(rows, child, relative_name(child, folder), indent + (is_last ? "└─ " : "├─ "),
        indent + (is_last ? "   " : "│  "));
  }
}

std::string_view FolderTree::relative_name(std::size_t folder, std::size_t ancestor) const {
  const std::string& above = groups_[ancestor].name;
  return std::string_view(groups_[folder].name).substr(above.size() + (above.ends_with('/') ? 0 : 1));
}

}  // namespace tokmill::cli::count
