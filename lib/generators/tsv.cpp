#include "generators/tsv.hpp"

#include <sstream>
#include <utility>

#include "generators/file.hpp"

namespace tokmill::generators {

std::vector<std::vector<std::string>> read_tsv(const std::string& path, std::size_t columns) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(read_file(path));
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string> fields(1);
    for (const char c : line) {
      if (c == '\t') {
        fields.emplace_back();
      } else {
        fields.back() += c;
      }
    }
    if (fields.size() != columns) {
      fail(path + ":" + std::to_string(number) + ": expected " + std::to_string(columns) + " fields, got " +
           std::to_string(fields.size()));
    }
    rows.push_back(std::move(fields));
  }
  return rows;
}

}  // namespace tokmill::generators
