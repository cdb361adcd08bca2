// Tokenizes a text in parts. The first input byte selects the encoding; the second one the special policy, the
// treatment of ill-formed text and how often the text is repeated; the third one seeds the cuts. Compares the streams
// with the functions for whole texts.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "fuzz/check_stream.hpp"
#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "tokmill/stream.hpp"

namespace {

using tokmill::Encoding;
using tokmill::IllFormed;
using tokmill::SpecialPolicy;
using tokmill::TokenId;
using tokmill::fuzz::require;

SpecialPolicy policy_of(unsigned choice) {
  switch (choice % 4) {
    case 0: return SpecialPolicy::ordinary();
    case 1: return SpecialPolicy::allow_all();
    case 2: return SpecialPolicy::error();
    default: return SpecialPolicy::of({"<|endoftext|>"}, {});
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4) return 0;
  std::string_view input = tokmill::fuzz::as_text(data, size);
  const Encoding& encoding = tokmill::fuzz::take_encoding(input);
  const auto choice = static_cast<unsigned char>(input[0]);
  const auto seed = static_cast<unsigned char>(input[1]);
  input.remove_prefix(2);
  const SpecialPolicy policy = policy_of(choice);
  const IllFormed ill_formed = (choice & 4U) == 0 ? IllFormed::replacement : IllFormed::byte_fallback;
  // Long texts from short inputs: up to 2^15 repetitions, and more than the 256 KiB from which pieces are merged in
  // blocks.
  std::string text;
  const std::size_t repetitions = std::size_t{1} << (choice >> 4);
  for (std::size_t i = 0; i < repetitions && text.size() < std::size_t{5} << 16; ++i) text += input;

  const auto checked = tokmill::fuzz::check_stream(encoding, text, policy, ill_formed, seed);
  if (!checked) return 0;
  const std::vector<TokenId>& ids = *checked;

  tokmill::StreamDecoder decoder(encoding, IllFormed::byte_fallback);
  std::string decoded;
  for (std::size_t at = 0; at < ids.size();) {
    const std::size_t some = std::min<std::size_t>(ids.size() - at, 1 + seed % 7);
    require(decoder.append({ids.data() + at, some}, decoded).has_value(), "each id has a token");
    at += some;
  }
  require(decoder.finish(decoded).has_value(), "each id has a token");
  require(decoded == *encoding.decode(ids), "the decoded text is that of decode()");
  return 0;
}
