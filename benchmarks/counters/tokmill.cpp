// Driver for AppendableCounter and IntervalCounter. compare.py documents the arguments and the output.

#include <tokmill/tokmill.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int repeats = 3;
constexpr std::size_t sizes[] = {10, 100, 1000, 10'000, 100'000};
constexpr std::size_t part_size = 64;

double cpu_seconds() {
  std::timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// The least CPU time of several runs, in nanoseconds for each of `units`.
template <class Run>
double best(std::size_t units, const Run& run) {
  double least = 1e99;
  for (int i = 0; i < repeats; ++i) {
    const double start = cpu_seconds();
    run();
    least = std::min(least, cpu_seconds() - start);
  }
  return least * 1e9 / static_cast<double>(units);
}

std::size_t resident_bytes() {
  std::size_t all = 0;
  std::size_t resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// The same numbers as in the driver of the peer.
class Random {
 public:
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33) % n;
  }

 private:
  std::uint64_t state_ = 1;
};

std::size_t character_start(std::string_view text, std::size_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) ++at;
  return at;
}

std::vector<tokmill::Span> intervals(std::string_view text, std::size_t size, std::size_t count) {
  Random random;
  std::vector<tokmill::Span> all;
  while (all.size() < count) {
    const std::size_t start = character_start(text, random.below(text.size() - std::min(size, text.size() - 1)));
    all.push_back({start, std::max(start, character_start(text, std::min(text.size(), start + size)))});
  }
  return all;
}

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "wrong: %s\n", what);
  std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: tokmill_counters ENCODING FILE\n", stderr);
    return 2;
  }
  const tokmill::Encoding& encoding = **tokmill::find_encoding(argv[1]);
  std::string text;
  {
    std::ifstream file(argv[2], std::ios::binary);
    file.seekg(0, std::ios::end);
    text.resize(static_cast<std::size_t>(file.tellg()));
    file.seekg(0);
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
  }
  (void)encoding.count(text);  // load the tables and fill the piece cache
  const std::size_t before = resident_bytes();
  const tokmill::IntervalCounter prepared(encoding, text);
  const std::size_t used = resident_bytes() - before;

  std::uint64_t answers = 0;
  for (const std::size_t size : sizes) {
    for (const tokmill::Span span : intervals(text, size, 100)) {
      const std::size_t tokens = prepared.count(span.start, span.end);
      require(tokens == encoding.count(std::string_view(text).substr(span.start, span.end - span.start)), "interval");
      answers = answers * 31 + tokens;
    }
  }
  tokmill::AppendableCounter checked(encoding);
  for (std::size_t at = 0; at < std::min<std::size_t>(text.size(), 3000); ++at) {
    checked.append({&text[at], 1});
    if (at % 7 == 0) require(checked.count() == encoding.count(std::string_view(text).substr(0, at + 1)), "append");
    if (at % 500 == 499) {
      checked.roll_back(at - 400);
      checked.append(std::string_view(text).substr(at - 400, 401));
    }
  }

  std::printf("{\"bytes\":%.3f", static_cast<double>(used) / static_cast<double>(text.size()));
  for (const auto& [name, step] : {std::pair{"append_1", std::size_t{1}}, std::pair{"append_64", part_size}}) {
    std::uint64_t sum = 0;
    std::printf(",\"%s\":%.2f", name, best(text.size(), [&, step = step] {
                  tokmill::AppendableCounter counter(encoding);
                  for (std::size_t at = 0; at < text.size(); at += step) {
                    counter.append(std::string_view(text).substr(at, step));
                    sum += counter.count();
                  }
                }));
    require(sum > 0, "count");
  }
  constexpr std::size_t steps = 200;
  tokmill::AppendableCounter growing(encoding);
  growing.append(text);
  std::printf(",\"roll_back\":%.0f", best(steps, [&] {
                Random random;
                for (std::size_t i = 0; i < steps; ++i) {
                  const std::size_t size = text.size() - part_size - random.below(1000);
                  growing.roll_back(size);
                  growing.append(std::string_view(text).substr(size, part_size));
                  require(growing.count() > 0, "roll_back");
                  growing.append(std::string_view(text).substr(size + part_size));
                }
              }));
  std::printf(",\"prepare\":%.2f", best(text.size(), [&] {
                std::string copy = text;
                require(tokmill::IntervalCounter(encoding, std::move(copy)).size() == text.size(), "prepare");
              }));
  for (const std::size_t size : sizes) {
    const std::vector<tokmill::Span> spans = intervals(text, size, 500);
    std::uint64_t sum = 0;
    std::printf(",\"interval_%zu\":%.0f", size, best(spans.size(), [&] {
                  for (const tokmill::Span span : spans) sum += prepared.count(span.start, span.end);
                }));
    require(sum > 0, "interval");
  }
  std::printf(",\"answers\":\"%016llx\"}\n", static_cast<unsigned long long>(answers));
  return 0;
}
