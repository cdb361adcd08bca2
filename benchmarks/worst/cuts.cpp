// worst_cuts ENCODING: measure truncating and chunking texts that are slow to cut, and print a table in Markdown.
//
// MB/s (10^6 bytes) of CPU time of one thread, the best of several passes. The columns: chunks of 5 and of 200 tokens,
// without overlap and with the largest possible one, in MB/s of the chunks together; the longest prefix and suffix with
// half of the tokens, in MB/s of the result. The last column identifies the results: it is the same for two versions
// that cut all texts at the same places.

#include <tokmill/tokmill.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "worst/texts.hpp"

namespace {

using namespace tokmill;

constexpr std::size_t text_size = 100'000;

struct Text {
  std::string name;
  std::string text;
};

// Random characters of an alphabet.
Text random_text(std::string name, const std::vector<std::string_view>& alphabet) {
  std::mt19937 random(20261126);
  std::string text;
  while (text.size() < text_size) text += alphabet[random() % alphabet.size()];
  return {std::move(name), std::move(text)};
}

Text run(std::string name, std::string_view unit) { return {std::move(name), benchmarks::run_of(unit, text_size)}; }

std::vector<std::string_view> ascii(char first, char last) {
  static const std::string all = [] {
    std::string characters(128, '\0');
    for (std::size_t i = 0; i < characters.size(); ++i) characters[i] = static_cast<char>(i);
    return characters;
  }();
  std::vector<std::string_view> alphabet;
  for (char c = first; c <= last; ++c) alphabet.push_back(std::string_view(all).substr(static_cast<std::size_t>(c), 1));
  return alphabet;
}

std::vector<Text> texts() {
  std::vector<std::string_view> rarely(20, "A");
  rarely.push_back("\u4E2D");
  return {run("English", "The quick brown fox jumps over the lazy dog. "),
          run("`-`", "-"),
          run("`=`", "="),
          run("blanks", " "),
          run("line feeds", "\n"),
          run("`a`", "a"),
          run("`1`", "1"),
          run("no-break spaces", "\u00A0"),
          run("`-=`", "-="),
          run("`responsibilitie`", "responsibilitie"),
          run("Arabic digits", "\u0661\u0662\u0663\u0664\u0665"),
          run("Bengali digits", "\u09E7"),
          random_text("letters at random", ascii('a', 'z')),
          random_text("`-` and `=` at random", {"-", "="}),
          random_text("blanks and line feeds at random", {" ", "\n"}),
          random_text("printable ASCII at random", ascii(' ', '~')),
          random_text("Arabic digits at random", {"\u0661", "\u0662", "\u0663", "\u0664", "\u0665"}),
          random_text("`A`, rarely `\u4E2D`", rarely)};
}

double cpu_seconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Measures calls and mixes their results into a checksum.
class Meter {
 public:
  // Prints the speed of call(), which returns chunks of a text.
  template <class Call>
  void print(const Call& call) {
    double best = 1e9;
    std::vector<Chunk> chunks;
    for (int pass = 0; pass < 3; ++pass) {
      const double start = cpu_seconds();
      chunks = call();
      best = std::min(best, cpu_seconds() - start);
    }
    std::size_t bytes = 0;
    for (const Chunk& chunk : chunks) {
      bytes += chunk.end - chunk.start;
      checksum_ = (checksum_ * 31 + chunk.end) * 31 + chunk.tokens;
    }
    std::printf(" %.1f |", static_cast<double>(bytes) / 1e6 / best);
  }

  [[nodiscard]] std::uint32_t checksum() const { return static_cast<std::uint32_t>(checksum_ >> 32); }

 private:
  std::uint64_t checksum_ = 0;
};

void measure(const Encoding& encoding, const Text& one) {
  std::printf("| %s |", one.name.c_str());
  const std::string_view text = one.text;
  Meter meter;
  for (const std::size_t tokens : {std::size_t{5}, std::size_t{200}}) {
    meter.print([&] { return *chunk(encoding, text, {.max_tokens = tokens}); });
    // The chunks together are up to `tokens` times the text.
    const std::string_view start = text.substr(0, *longest_prefix(encoding, text, tokens + 300));
    meter.print([&] { return *chunk(encoding, start, {.max_tokens = tokens, .overlap = tokens - 1}); });
  }
  const std::size_t half = encoding.count(text) / 2;
  meter.print([&] { return std::vector<Chunk>{{0, *longest_prefix(encoding, text, half), half}}; });
  meter.print([&] { return std::vector<Chunk>{{*longest_suffix(encoding, text, half), text.size(), half}}; });
  std::printf(" %08x |\n", meter.checksum());
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const auto encoding = find_encoding(argc == 2 ? argv[1] : "");
  if (!encoding) {
    std::fprintf(stderr, "usage: worst_cuts ENCODING: %s\n", encoding.error().message.c_str());
    return 1;
  }
  std::printf("| text | chunks of 5 | of 5, overlap 4 | of 200 | of 200, overlap 199 | prefix | suffix | results |\n"
              "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n");
  for (const Text& text : texts()) measure(**encoding, text);
}
