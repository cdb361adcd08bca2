// Counts a text that grows and shrinks, and parts of a prepared text. The first input byte selects the encoding; the
// second one how often the text is repeated; the third one seeds the parts. Compares the counters with count().

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "reference/intervals.hpp"

using tokmill::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4) return 0;
  std::string_view input = tokmill::fuzz::as_text(data, size);
  const tokmill::Encoding& encoding = tokmill::fuzz::take_encoding(input);
  const std::size_t repetitions = std::size_t{1} << (static_cast<unsigned char>(input[0]) >> 4);
  std::uint32_t state = static_cast<unsigned char>(input[1]) * 2U + 1;
  const auto below = [&state](std::size_t n) {
    state = state * 1664525 + 1013904223;
    return (state >> 8) % n;
  };
  input.remove_prefix(2);
  // Long texts from short inputs: up to 2^15 repetitions, at most 32 KiB.
  std::string text;
  for (std::size_t i = 0; i < repetitions && text.size() < std::size_t{1} << 15; ++i) text += input;
  const auto count = [&encoding](std::string_view part) { return encoding.count(part); };

  const tokmill::IntervalCounter intervals(encoding, text);
  for (int i = 0; i < 20; ++i) {
    const std::size_t start = below(text.size() + 1);
    const std::size_t end = start + below(i % 2 == 0 ? std::min<std::size_t>(text.size() - start, 40) + 1
                                                     : text.size() - start + 1);
    require(intervals.count(start, end) == tokmill::reference::count_interval(text, start, end, count),
            "an interval has the count of a copy");
  }

  tokmill::AppendableCounter counter(encoding);
  tokmill::reference::GrowingText growing(count);
  for (int i = 0; i < 20; ++i) {
    const std::size_t at = counter.size() % text.size();
    const std::string_view part = std::string_view(text).substr(at, below(std::size_t{1} << below(14)) + 1);
    counter.append(part);
    growing.append(part);
    if (below(2) == 0) require(counter.count() == growing.count(), "a text that grows has the count of the whole");
    if (below(3) > 0) continue;
    const std::size_t most = std::min<std::size_t>(counter.size(), std::size_t{1} << below(14));
    const std::size_t shorter = counter.size() - below(most + 1);
    counter.roll_back(shorter);
    growing.roll_back(shorter);
    require(counter.size() == growing.text().size(), "a text that shrinks has the size asked for");
    require(counter.count() == growing.count(), "a text that shrinks has the count of the whole");
  }
  return 0;
}
