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

/// The shortest of several times that `run` takes, in seconds. Stops early if a time is at most `enough`.
template <class Run>
double shortest_time(double enough, const Run& run) {
  double shortest = 1e9;
  for (int i = 0; i < 4 && shortest > enough; ++i) {
    const double start = thread_seconds();
    run();
    shortest = std::min(shortest, thread_seconds() - start);
  }
  return shortest;
}

inline std::string repeated_to(std::string_view unit, std::size_t size) {
  std::string text;
  while (text.size() < size) text += unit;
  return text;
}

/// Seconds per byte of counting English.
inline double english_cost(const Encoding& encoding) {
  const std::string english = repeated_to("The quick brown fox jumps over the lazy dog. ", 200'000);
  return shortest_time(0, [&] { (void)encoding.count(english); }) / static_cast<double>(english.size());
}

/// Truncates `text` to half of its tokens on both sides and chunks it, without overlap and with the largest possible
/// one. Each may cost, per byte of its result, 250 times as much as counting English, or 16 times as much as counting
/// `text`. That is about four times the cost of the slowest texts, and a tenth of that of a search that tries every
/// token at every byte of a run.
inline void check_speed(const Encoding& encoding, std::string_view text, double english) {
  constexpr std::size_t max_tokens = 200;
  constexpr double startup = 2e-4;  // seconds
  const std::size_t tokens = encoding.count(text);
  const double same = shortest_time(0, [&] { (void)encoding.count(text); }) / static_cast<double>(text.size());
  const double allowed = std::max(250 * english, 16 * same);
  const auto check = [&](std::string_view what, std::size_t bytes, const auto& run) {
    const double limit = startup + static_cast<double>(bytes) * allowed;
    const double seconds = shortest_time(limit, run);
    CAPTURE(what);
    CAPTURE(encoding.name());
    CAPTURE(text.substr(0, 40));
    CAPTURE(bytes);
    CHECK(seconds <= limit);
  };
  const std::size_t prefix = *longest_prefix(encoding, text, tokens / 2);
  const std::size_t suffix = text.size() - *longest_suffix(encoding, text, tokens / 2);
  check("longest_prefix", prefix, [&] { (void)*longest_prefix(encoding, text, tokens / 2); });
  check("longest_suffix", suffix, [&] { (void)*longest_suffix(encoding, text, tokens / 2); });
  check("chunk", text.size(), [&] { (void)*chunk(encoding, text, {.max_tokens = max_tokens}); });

  const std::string_view start = text.substr(0, *longest_prefix(encoding, text, max_tokens + 20));
  const ChunkOptions overlapping{.max_tokens = max_tokens, .overlap = max_tokens - 1};
  std::size_t bytes = 0;
  for (const Chunk& one : *chunk(encoding, start, overlapping)) bytes += one.end - one.start;
  check("chunk with overlap", bytes, [&] { (void)*chunk(encoding, start, overlapping); });
}

}  // namespace tokmill
