// worst_cases search [DIR] | texts DIR | measure ENCODING POLICY FILE…
//
// search: measure repeated tokens of four vocabularies at lengths of 1 to 2000 bytes, and print the ten slowest. Also
// write the texts of all finalists to DIR/ENCODING. texts: write the texts of texts.hpp to files. measure: print the
// speed of counting the files; compare.py calls it.
//
// Speeds are in MB/s (10^6 bytes) of CPU time of one thread, the best of several passes. *Cached* means a later pass
// over the same text. *Fresh* means the first pass, with an empty piece cache. The search disables the cache for runs
// of less than 32 bytes, of which there are too few to fill a text with different ones.

#include <tokmill/tokmill.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "reference/tokenizer.hpp"
#include "worst/texts.hpp"

namespace {

using namespace tokmill;

[[noreturn]] void fail(const std::string& message) {
  std::fprintf(stderr, "worst_cases: %s\n", message.c_str());
  std::exit(1);
}

double cpu_seconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// The shortest time of `passes` calls, in seconds.
template <class Call>
double best_time(int passes, const Call& call) {
  double best = 1e9;
  for (int pass = 0; pass < passes; ++pass) {
    const double start = cpu_seconds();
    call();
    best = std::min(best, cpu_seconds() - start);
  }
  return best;
}

// Keeps the compiler from removing calls.
volatile std::size_t counted;

// The speed of call(), which reads a text of `size` bytes: with an empty cache, or with the cache as it is.
template <class Call>
double fresh_speed(std::size_t size, int passes, const Call& call) {
  double best = 1e9;
  for (int pass = 0; pass < passes; ++pass) {
    release_piece_cache();
    best = std::min(best, best_time(1, call));
  }
  return static_cast<double>(size) / 1e6 / best;
}
template <class Call>
double cached_speed(std::size_t size, int passes, const Call& call) {
  return static_cast<double>(size) / 1e6 / best_time(passes, call);
}

// The lengths of runs, in bytes. Pieces of at most 31 bytes are cached, and those of more than 64 bytes are merged by a
// different algorithm.
struct Lengths {
  std::size_t least;
  std::size_t most;
};
constexpr Lengths bands[] = {{1, 16}, {17, 31}, {32, 64}, {65, 128}, {129, 500}, {501, 2000}};

struct Case {
  std::string unit;
  Lengths lengths;
  double fresh;
  double cached;
  std::string text = {};  // of a finalist
};

bool is_slower(const Case& left, const Case& right) { return left.fresh < right.fresh; }

// Runs of the unit with lengths of the band, each on a line of its own, about `size` bytes.
std::string lines_of(const std::string& unit, Lengths lengths, std::size_t size, std::mt19937& random) {
  std::string text;
  while (text.size() < size) {
    text += benchmarks::run_of(unit, lengths.least + random() % (lengths.most - lengths.least + 1));
    text += '\n';
  }
  return text;
}

void check(const Encoding& encoding, const std::string& text) {
  std::vector<TokenId> ids;
  encoding.encode_ordinary(text, ids);
  if (reference::tokenizer(encoding.name()).encode_ordinary(text) != ids) {
    fail("wrong tokens of " + std::string(encoding.name()) + ": " + text.substr(0, 200));
  }
}

std::vector<Case> slowest_of(const Encoding& encoding) {
  constexpr std::size_t finalists = 24;
  constexpr TokenId sampling = 200;  // the tokens of every 200th unit are compared with the reference
  std::mt19937 random(20261125);
  std::vector<Case> cases;
  for (TokenId id = 0; id < encoding.vocabulary_size(); ++id) {
    const auto bytes = encoding.token_bytes(id);
    if (!bytes || find_ill_formed(*bytes)) continue;
    const std::string unit(*bytes);
    if (id % sampling == 0) check(encoding, lines_of(unit, {65, 500}, 400, random));
    for (const Lengths& lengths : bands) {
      if (unit.size() > lengths.most) continue;
      const std::string text = lines_of(unit, lengths, 300, random);
      set_piece_cache_limit(lengths.most < 32 ? 0 : default_piece_cache_limit);
      cases.push_back({unit, lengths, cached_speed(text.size(), 2, [&] { counted = encoding.count(text); }), 0});
    }
  }
  // A short measurement is noisy, so measure the slowest again with longer texts.
  std::vector<Case> finals;
  for (const Lengths& lengths : bands) {
    std::vector<Case> band;
    std::copy_if(cases.begin(), cases.end(), std::back_inserter(band),
                 [&](const Case& one) { return one.lengths.least == lengths.least; });
    const std::size_t count = std::min(finalists, band.size());
    std::partial_sort(band.begin(), band.begin() + static_cast<std::ptrdiff_t>(count), band.end(), is_slower);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string text = lines_of(band[i].unit, lengths, 30000, random);
      check(encoding, text.substr(0, text.find('\n')));
      const auto pass = [&] { counted = encoding.count(text); };
      if (lengths.most < 32) set_piece_cache_limit(0);
      const double fresh = fresh_speed(text.size(), 3, pass);
      set_piece_cache_limit(default_piece_cache_limit);
      pass();
      finals.push_back({band[i].unit, lengths, fresh, cached_speed(text.size(), 3, pass), text});
    }
  }
  std::sort(finals.begin(), finals.end(), is_slower);
  return finals;
}

// The unit as text in which every byte is visible.
std::string visible(const std::string& unit) {
  std::string result;
  for (const char c : unit) {
    const auto byte = static_cast<unsigned char>(c);
    char escaped[5];
    std::snprintf(escaped, sizeof escaped, "\\x%02X", byte);
    result += byte < 0x20 || byte == 0x7F ? escaped : std::string(1, c);
  }
  return '"' + result + '"';
}

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) fail("cannot write to " + path.string());
}

// Writes the texts under names that begin with their rank: `012 65-128 "unit".txt`.
void write_finalists(const std::filesystem::path& folder, const std::vector<Case>& cases) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Case& one = cases[i];
    constexpr std::size_t longest_name = 200;  // file systems allow 255 bytes
    std::string name = visible(one.unit);
    std::replace(name.begin(), name.end(), '/', '|');
    if (name.size() > longest_name) name = "long unit";
    char start[32];
    std::snprintf(start, sizeof start, "%03zu %zu-%zu ", i, one.lengths.least, one.lengths.most);
    write(folder / (start + name + ".txt"), one.text);
  }
}

void search(const char* folder) {
  for (const char* name : {"r50k_base", "p50k_base", "cl100k_base", "o200k_base"}) {
    const std::vector<Case> slowest = slowest_of(**find_encoding(name));
    std::printf("%s: the ten slowest, MB/s fresh and cached, lengths, unit\n", name);
    for (std::size_t i = 0; i < std::min<std::size_t>(10, slowest.size()); ++i) {
      const Case& one = slowest[i];
      std::printf("%8.1f %8.1f  %4zu to %4zu  %s\n", one.fresh, one.cached, one.lengths.least, one.lengths.most,
                  visible(one.unit).c_str());
    }
    std::fflush(stdout);
    if (folder != nullptr) write_finalists(std::filesystem::path(folder) / name, slowest);
  }
}

std::string contents_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) fail("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_texts(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  for (const benchmarks::WorstText& text : benchmarks::worst_texts()) write(folder / (text.name + ".txt"), text.text);
}

// Prints a line for each file: the speed fresh, cached and without the piece cache, and the number of tokens. Policies
// are the words of --special: text, allow, error. Text that the policy refuses has 0 tokens.
void measure(const char* encoding_name, std::string_view policy_name, char** files) {
  const auto encoding = find_encoding(encoding_name);
  if (!encoding) fail(encoding.error().message);
  const SpecialPolicy policy = policy_name == "allow"   ? SpecialPolicy::allow_all()
                               : policy_name == "error" ? SpecialPolicy::error()
                                                        : SpecialPolicy::ordinary();
  for (; *files != nullptr; ++files) {
    const std::string text = contents_of(*files);
    const auto pass = [&] {
      const auto tokens = (*encoding)->count(text, policy);
      counted = tokens ? *tokens : 0;
    };
    const double fresh = fresh_speed(text.size(), 5, pass);
    const double cached = cached_speed(text.size(), 5, pass);
    set_piece_cache_limit(0);
    const double uncached = cached_speed(text.size(), 5, pass);
    set_piece_cache_limit(default_piece_cache_limit);
    std::printf("%.1f %.1f %.1f %zu\n", fresh, cached, uncached, static_cast<std::size_t>(counted));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view command = argc > 1 ? argv[1] : "";
  if (command == "search" && argc <= 3) {
    search(argc == 3 ? argv[2] : nullptr);
  } else if (command == "texts" && argc == 3) {
    write_texts(argv[2]);
  } else if (command == "measure" && argc > 4) {
    measure(argv[2], argv[3], argv + 4);
  } else {
    fail("usage: worst_cases search [DIR] | texts DIR | measure ENCODING text|allow|error FILE...");
  }
  return 0;
}
