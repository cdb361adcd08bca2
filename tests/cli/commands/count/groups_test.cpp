#include "commands/count/groups.hpp"

#include <doctest/doctest.h>

using namespace tokmill::cli::count;
using tokmill::cli::texts::Input;

namespace {

Input input(const char* path, std::size_t root, std::size_t tokens) {
  return {path, root, {tokens, 10 * tokens, 0}};
}

std::vector<std::string> names(const std::vector<Group>& groups) {
  std::vector<std::string> result;
  for (const Group& one : groups) result.push_back(one.name + " " + std::to_string(one.sizes.tokens));
  return result;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a folder includes its subfolders, from the argument down") {
  const std::vector<Input> inputs = {input("src/a/b/c.c", 3, 1), input("src/a/d.c", 3, 2),
                                     input("src/e.c", 3, 4)};
  CHECK(names(group(inputs, By::folder)) == Names{"src 7", "src/a 3", "src/a/b 1"});
  CHECK(group(inputs, By::folder)[1].files == 2);
}

TEST_CASE("folders for each way to write the argument") {
  CHECK(names(group({input("./a/b", 1, 1)}, By::folder)) == Names{". 1", "./a 1"});
  CHECK(names(group({input("/etc/ssl/x", 0, 1)}, By::folder)) == Names{"/ 1", "/etc 1", "/etc/ssl 1"});
  CHECK(names(group({input("src//a/b", 3, 1)}, By::folder)) == Names{"src 1", "src//a 1"});
  CHECK(names(group({input("/x/y/a/b", 4, 1)}, By::folder)) == Names{"/x/y 1", "/x/y/a 1"});
  CHECK(names(group({input("file", 0, 1)}, By::folder)) == Names{". 1"});
  CHECK(names(group({input("dir/file", 3, 1)}, By::folder)) == Names{"dir 1"});
}

TEST_CASE("an extension follows the last dot of a name unless that is its first character") {
  const std::vector<Input> inputs = {input("a.b/c", 1, 1), input("a.b/.rc", 1, 2),
                                     input("a.b/x.tar.gz", 1, 4), input("y.gz", 0, 8)};
  CHECK(names(group(inputs, By::extension)) == Names{" 3", ".gz 12"});
}

TEST_CASE("arrange sorts and keeps the first groups") {
  std::vector<Group> groups = {{"b", 1, {1, 9, 0}}, {"c", 1, {2, 1, 0}}, {"a", 1, {1, 1, 0}}};
  arrange(groups, std::nullopt, std::nullopt);
  CHECK(names(groups) == Names{"b 1", "c 2", "a 1"});
  arrange(groups, Order::tokens, std::nullopt);
  CHECK(names(groups) == Names{"c 2", "a 1", "b 1"});
  arrange(groups, Order::bytes, std::nullopt);
  CHECK(groups.front().name == "b");
  arrange(groups, Order::path, 2);
  CHECK(names(groups) == Names{"a 1", "b 1"});
}
