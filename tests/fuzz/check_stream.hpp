#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "fuzz/cutter.hpp"
#include "fuzz/require.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/stream.hpp"

namespace tokmill::fuzz {

/// Passes a text in parts to a StreamEncoder and a StreamCounter and compares the results with those of encode(). `seed`
/// chooses the parts. Returns the ids, or nullopt if the policy disallows a special token of the text.
inline std::optional<std::vector<TokenId>> check_stream(const Encoding& encoding, std::string_view text,
                                                        const SpecialPolicy& policy, IllFormed ill_formed,
                                                        std::uint32_t seed) {
  std::vector<std::uint64_t> expected_ends;
  const auto expected = encoding.encode(text, policy, ill_formed, &expected_ends);
  StreamEncoder encoder(encoding, policy, ill_formed);
  StreamCounter counter(encoding, policy, ill_formed);
  std::vector<TokenId> ids;
  std::vector<std::uint64_t> ends;
  bool has_failed = false;
  for (Cutter cutter(text, seed); !cutter.is_done() && !has_failed;) {
    const std::string_view part = cutter.next();
    has_failed = !encoder.append(part, ids, &ends);
    require(counter.append(part).has_value() != has_failed, "counter and encoder fail at the same part");
  }
  const auto finished = encoder.finish(ids, &ends);
  const auto count = counter.finish();
  require(finished.has_value() == expected.has_value(), "the stream fails exactly if encode() does");
  require(count.has_value() == expected.has_value(), "the counter fails exactly if encode() does");
  if (!expected) {
    require(finished.error().position == expected.error().position, "the error has the same position");
    return std::nullopt;
  }
  require(ids == *expected, "the ids of the stream are those of the whole text");
  require(ends == expected_ends, "the ends of the stream are those of the whole text");
  require(*count == ids.size(), "the count of the stream is the number of ids");
  return ids;
}

}  // namespace tokmill::fuzz
