// The speed of splitting alone, for each pre-tokenizer of tests/differential/split_patterns.json:
//
//     split_patterns PATTERNS.json FILE…
//
// Prints, for each, the number of pieces and MB/s of CPU time, the best of several passes over the first 4 MB of each
// file. With `--once NAME`, splits each file once, for counting instructions.

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/pretokenize/pattern/splitter.hpp"
#include "core/unicode/utf8.hpp"
#include "differential/split_patterns.hpp"

namespace {

using namespace tokmill::pretokenize::pattern;

std::size_t count_pieces(const Splitter& splitter, const std::string& text) {
  SplitRun run(splitter, text);
  Piece pieces[1024];
  std::size_t total = 0;
  while (const std::size_t count = run.next(pieces, std::size(pieces))) total += count;
  return total;
}

double seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

std::string read(const char* path) {
  constexpr std::size_t max_size = 4'000'000;
  std::ifstream file(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  text.resize(tokmill::unicode::well_formed_prefix(std::string_view(text).substr(0, max_size)));
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const char* once = nullptr;
  int first = 2;
  if (argc > 4 && std::strcmp(argv[2], "--once") == 0) {
    once = argv[3];
    first = 4;
  }
  for (const tokmill::tests::KnownSplitter& known : tokmill::tests::known_splitters(argv[1])) {
    if (once != nullptr && known.name != once) continue;
    std::printf("%-36s", known.name.c_str());
    for (int i = first; i < argc; ++i) {
      const std::string text = read(argv[i]);
      double best = 1e9;
      std::size_t pieces = 0;
      for (int pass = 0; pass < (once != nullptr ? 1 : 7); ++pass) {
        const double start = seconds();
        pieces = count_pieces(known.splitter, text);
        best = std::min(best, seconds() - start);
      }
      std::printf(" %9zu %6.0f", pieces, static_cast<double>(text.size()) / best / 1e6);
    }
    std::printf("\n");
  }
  return 0;
}
