// The program that hugging_face_split_test.py and fancy_regex_split_test.py compare. Reads one JSON object per line:
//
//     {"steps": [{"type": "Split", "regex": "\\s+", "behavior": "isolated", "invert": false}, …], "texts": ["a b", …]}
//     {"rank_file": "\\s+", "texts": ["a b", …]}
//
// and answers each with a line: for each text a list of [start, end] in bytes, or {"error": …, "position": …}. The types
// of steps are those of tokenizer.json.

#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/pretokenize/pattern/splitter.hpp"
#include "differential/split_patterns.hpp"

namespace {

using nlohmann::json;
using namespace tokmill::pretokenize::pattern;

json pieces_of(const Splitter& splitter, std::string_view text) {
  json pieces = json::array();
  SplitRun run(splitter, text);
  Piece some[100];
  while (const std::size_t count = run.next(some, std::size(some))) {
    for (std::size_t i = 0; i < count; ++i) {
      pieces.push_back({some[i].start - text.data(), some[i].end - text.data()});
    }
  }
  return pieces;
}

}  // namespace

int main() {
  std::string line;
  while (std::getline(std::cin, line)) {
    const json request = json::parse(line);
    const tokmill::Result<Splitter> splitter = tokmill::tests::splitter_of(request);
    json answer;
    if (splitter) {
      answer = json::array();
      for (const json& text : request.at("texts")) answer.push_back(pieces_of(*splitter, text.get<std::string>()));
    } else {
      answer = {{"error", splitter.error().message}, {"position", splitter.error().position}};
    }
    std::cout << answer.dump() << '\n' << std::flush;
  }
  return 0;
}
