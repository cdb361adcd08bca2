#pragma once

// Splitting a text into chunks that arrives in parts, or is larger than the memory.
//
//     tokmill::StreamChunker chunker(tokmill::o200k_base(), {.max_tokens = 500});
//     const auto print = [](const tokmill::Chunk& chunk, std::string_view text) { … };
//     while (read(block)) {
//       if (auto appended = chunker.append(block, print); !appended) return report(appended.error());
//     }
//     if (auto finished = chunker.finish(print); !finished) return report(finished.error());

#include <functional>
#include <memory>
#include <string_view>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"
#include "tokmill/truncate.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Splits a text that arrives in parts as chunk() splits the whole text, wherever it is cut into parts.
///
/// Memory: about three times the text that `max_tokens` tokens cover. Time: that of chunk(). Not thread-safe.
class TOKMILL_EXPORT StreamChunker {
 public:
  /// Called for each chunk, in order. `text` is the text of the chunk, valid during the call; the offsets of `chunk` are
  /// those in the whole text.
  using OnChunk = std::function<void(const Chunk& chunk, std::string_view text)>;

  /// Keeps a copy of `encoding`, which is a handle.
  StreamChunker(const Encoding& encoding, ChunkOptions options);
  StreamChunker(StreamChunker&&) noexcept;
  StreamChunker& operator=(StreamChunker&&) noexcept;
  ~StreamChunker();

  /// Continues the text with `part`, which is only read during the call. Reports the chunks that do not depend on the
  /// text that follows; a few kilobytes, or the text of a chunk, are collected first.
  ///
  /// Errors: those of chunk(), but the chunks before the error are reported. Every further call returns the same error,
  /// until finish().
  Result<void> append(std::string_view part, const OnChunk& on_chunk);

  /// Ends the text and reports the remaining chunks. Errors: see append(). The next append() starts another text.
  Result<void> finish(const OnChunk& on_chunk);

 private:
  class State;

  Encoding encoding_;
  ChunkOptions options_;
  std::unique_ptr<State> state_;
};

}  // namespace tokmill
