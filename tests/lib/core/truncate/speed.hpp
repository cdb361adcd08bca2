#pragma once

// Checks that truncating and chunking a text take no longer than a fixed multiple of the time to count it.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <string>
#include <string_view>

#include "tokmill/encoding.hpp"
#include "tokmill/truncate.hpp"

namespace tokmill {

/// The processor time of this thread in seconds.
inline double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// The processor time in seconds that `run` takes.
template <class Run>
double seconds_of(const Run& run) {
  const double start = thread_seconds();
  run();
  return thread_seconds() - start;
}

inline std::string repeated_to(std::string_view unit, std::size_t size) {
  std::string text;
  while (text.size() < size) text += unit;
  return text;
}

/// Seconds per byte of counting English. The shortest of several times.
inline double english_cost(const Encoding& encoding) {
  const std::string english = repeated_to("The quick brown fox jumps over the lazy dog. ", 200'000);
  double shortest = 1e9;
  for (int i = 0; i < 4; ++i) shortest = std::min(shortest, seconds_of([&] { (void)encoding.count(english); }));
  return shortest / static_cast<double>(english.size());
}

/// Counts `text`, truncates it to half of its tokens on both sides and chunks it, without overlap and with the largest
/// possible one. Each may cost, per byte of its result, `max_ratio` times as much as counting English, whose words are
/// all cached. In a release build that is about 9 MB/s where English has 500; the slowest texts have about 15. A time
/// that is too long is measured again, together with English, because another process may have disturbed it.
inline void check_speed(const Encoding& encoding, std::string_view text, double english) {
  constexpr double max_ratio = 55;
  constexpr std::size_t max_tokens = 200;
  constexpr double startup = 2e-4;  // seconds
  const auto check = [&](std::string_view what, std::size_t bytes, const auto& run) {
    constexpr int attempts = 8;
    double ratio = 0;
    for (int i = 0; i < attempts; ++i) {
      const double cost = i == 0 ? english : english_cost(encoding);
      ratio = std::max(0.0, seconds_of(run) - startup) / (static_cast<double>(bytes) * cost);
      if (ratio <= max_ratio) break;
    }
    CAPTURE(what);
    CAPTURE(encoding.name());
    CAPTURE(text.substr(0, 40));
    CAPTURE(bytes);
    CHECK(ratio <= max_ratio);
  };
  check("count", text.size(), [&] { (void)encoding.count(text); });
  const std::size_t tokens = encoding.count(text);
  const std::size_t prefix = *longest_prefix(encoding, text, tokens / 2);
  const std::size_t suffix = text.size() - *longest_suffix(encoding, text, tokens / 2);
  check("longest_prefix", prefix, [&] { (void)*longest_prefix(encoding, text, tokens / 2); });
  check("longest_suffix", suffix, [&] { (void)*longest_suffix(encoding, text, tokens / 2); });
  check("chunk", text.size(), [&] { (void)*chunk(encoding, text, {.max_tokens = max_tokens}); });

  const std::string_view start = text.substr(0, *longest_prefix(encoding, text, max_tokens + 100));
  const ChunkOptions overlapping{.max_tokens = max_tokens, .overlap = max_tokens - 1};
  std::size_t bytes = 0;
  for (const Chunk& one : *chunk(encoding, start, overlapping)) bytes += one.end - one.start;
  check("chunk with overlap", bytes, [&] { (void)*chunk(encoding, start, overlapping); });
}

}  // namespace tokmill
