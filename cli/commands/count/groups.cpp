#include "commands/count/groups.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "output/path.hpp"

namespace tokmill::cli::count {
namespace {

using Groups = std::map<std::string, Group, std::less<>>;

void add(Groups& groups, std::string_view name, const texts::Input& input) {
  auto found = groups.find(name);
  if (found == groups.end()) {
    found = groups.emplace(name, Group()).first;
    found->second.name = name;
  }
  ++found->second.files;
  found->second.sizes += input.sizes;
}

std::string_view extension(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot);
}

void add_to_folders(Groups& groups, const texts::Input& input) {
  const std::string_view path = input.path;
  if (input.root > 0) {
    add(groups, path.substr(0, input.root), input);
  } else {
    add(groups, path.starts_with('/') ? "/" : ".", input);
  }
  for (std::size_t slash = path.find('/', input.root + 1); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (path[slash - 1] != '/') add(groups, path.substr(0, slash), input);
  }
}

}  // namespace

std::string_view column_name(By by) {
  switch (by) {
    case By::file:
      return "path";
    case By::extension:
      return "ext";
    case By::folder:
      return "dir";
    case By::line:
      return "line";
  }
  return "";
}

std::vector<Group> group(const std::vector<texts::Input>& inputs, By by) {
  std::vector<Group> result;
  if (by == By::file) {
    for (const texts::Input& input : inputs) result.push_back({input.path, 1, input.sizes});
    return result;
  }
  Groups groups;
  for (const texts::Input& input : inputs) {
    if (by == By::extension) {
      add(groups, extension(input.path), input);
    } else {
      add_to_folders(groups, input);
    }
  }
  for (auto& [name, one] : groups) result.push_back(std::move(one));
  return result;
}

void arrange(std::vector<Group>& groups, std::optional<Order> order, std::optional<std::size_t> top) {
  if (order) {
    std::ranges::stable_sort(groups, [&](const Group& a, const Group& b) {
      if (order == Order::tokens && a.sizes.tokens != b.sizes.tokens) return a.sizes.tokens > b.sizes.tokens;
      if (order == Order::bytes && a.sizes.bytes != b.sizes.bytes) return a.sizes.bytes > b.sizes.bytes;
      return a.name < b.name;
    });
  }
  if (top && *top < groups.size()) groups.resize(*top);
}

double share_of(std::size_t tokens, std::size_t total) {
  return total == 0 ? 0.0 : static_cast<double>(tokens) / static_cast<double>(total);
}

std::string extension_label(const std::string& extension) {
  return extension.empty() ? "(none)" : output::printable_path(extension);
}

}  // namespace tokmill::cli::count
