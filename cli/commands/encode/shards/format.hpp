#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tokmill::cli::shards {

/// The format of the files of a shard.
enum class Format {
  bin,  ///< The ids alone, and the index of Megatron-LM.
  npy,  ///< A NumPy array of the ids, and one of the offsets of the documents.
  mds,  ///< A shard of MosaicML Streaming.
};

[[nodiscard]] constexpr std::string_view name_of(Format format) noexcept {
  switch (format) {
    case Format::bin: return "bin";
    case Format::npy: return "npy";
    case Format::mds: return "mds";
  }
  return "";
}

/// The most tokens of a document. The index of Megatron-LM has the number of tokens as a signed integer of 32 bits, and
/// a shard of MosaicML Streaming has less than 4 GiB.
[[nodiscard]] constexpr std::size_t most_document_tokens(Format format) noexcept {
  return format == Format::mds ? 1'000'000'000 : 0x7FFF'FFFF;
}

/// The most tokens of a shard with several documents. In a shard of MosaicML Streaming each document takes up to 17
/// bytes besides its tokens, of which it has at least one.
[[nodiscard]] constexpr std::uint64_t most_shard_tokens(Format format) noexcept {
  return format == Format::mds ? 200'000'000 : 1'000'000'000'000;
}

}  // namespace tokmill::cli::shards
