#pragma once

// Counting a text that grows at its end, and shrinks again.
//
//     tokmill::AppendableCounter counter(tokmill::o200k_base());
//     counter.append("The quick brown fox");
//     const std::size_t size = counter.size();
//     counter.append(" jumps over the lazy dog");
//     if (counter.count() > limit) counter.roll_back(size);

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

class RuledGrowth;  // not part of the public interface

/// Counts the tokens of a text to which parts are appended, and from the end of which parts are removed.
///
/// The count is always what Encoding::count returns for the whole text so far: special tokens are ordinary text, and
/// what is not UTF-8 is replaced by U+FFFD, which includes a character at the end that is not complete yet. Parts may
/// end anywhere, also inside a character.
///
/// **Ownership.** Owns a copy of the text. Keeps a copy of the encoding, which is a handle. A counter that was moved from can
/// only be assigned or destroyed.
///
/// **Threads.** Not thread-safe, but may be moved from one thread to another between calls.
///
/// **Memory.** The text, at most 11 bytes for each 100 bytes of it to find the state to roll back to, 40 for each
/// ill-formed part, and 16 for each byte at its end whose tokens are not settled yet: later text can still change them.
/// Normally these are few bytes; in a piece without end, such as dashes, up to about 25,000; all of the run in the cases that
/// are listed in stream.hpp.
///
/// **Time.** Appending takes as long as Encoding::count for the same text, in parts of any size. A count takes as long
/// as counting the text that was appended since the last one, and the pieces at the end of the text; but of a long
/// piece, only the bytes that are new. Rolling back costs the same as appending up to 25,000 bytes again, normally about
/// 2000, and takes linear time in the cases that are listed in stream.hpp.
///
/// For an encoding that was made with normalizers, added tokens or a splitter, a count takes as long as counting the text
/// from the last position at which it can be cut without changing a token: mostly a word. In letters without end, that
/// is all of them.
///
/// **Errors.** None; throws std::bad_alloc, after which only the destructor and assignment may be used.
class TOKMILL_EXPORT AppendableCounter {
 public:
  explicit AppendableCounter(const Encoding& encoding);
  AppendableCounter(AppendableCounter&&) noexcept;
  AppendableCounter& operator=(AppendableCounter&&) noexcept;
  ~AppendableCounter();

  /// Appends `part`, which is only read during the call, to the text.
  void append(std::string_view part);

  /// The number of tokens of the text.
  [[nodiscard]] std::uint64_t count();

  /// The size of the text in bytes, as it was appended.
  [[nodiscard]] std::size_t size() const noexcept;

  /// Removes all but the first `size` bytes of the text. Does nothing if there are no more.
  void roll_back(std::size_t size);

 private:
  class State;
  std::unique_ptr<State> state_;
  std::unique_ptr<RuledGrowth> ruled_;  // instead of state_, for an encoding with rules
};

}  // namespace tokmill
