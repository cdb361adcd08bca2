#pragma once

// Counting the tokens of many parts of one text.
//
//     const tokmill::IntervalCounter counter(tokmill::o200k_base(), std::move(text));
//     const std::size_t tokens = counter.count(1000, 5000);

#include <cstddef>
#include <memory>
#include <string>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

class RuledIntervals;  // not part of the public interface

/// A text that is prepared once, so that the tokens of any part of it can then be counted without reading the part.
///
/// A count is what Encoding::count returns for a copy of the part: the part is split into pieces as if the text started
/// and ended with it, special tokens are ordinary text, and what is not UTF-8 is replaced by U+FFFD, which includes
/// what a cut leaves of a character.
///
/// **Ownership.** Owns the text. Keeps a copy of the encoding, which is a handle. A counter that was moved from can only be
/// assigned or destroyed.
///
/// **Threads.** Immutable: any number of threads may count at the same time.
///
/// **Memory.** 1.4 bytes for each byte of text, the text included; 12 more for each byte of a piece of more than 256
/// bytes, such as a run of dashes, and 16 more for each digit in a run of more than 1 KiB. An ill-formed part takes 32
/// bytes. The constructor needs another 1 MB.
///
/// **Time.** The constructor takes about twice as long as Encoding::encode; in pieces of more than 256 bytes, up to
/// 0.2 microseconds for each byte. A count takes time that does not grow with the size of the part, except for a term
/// that is logarithmic in the size of the longest piece. There are two exceptions, both of which are linear:
/// - text whose pieces never end where those of the whole text do: in o200k_base, `'ve've've've` without end, and
///   letters without case in a word that has other letters before;
/// - a cut inside a character, if the pieces next to it are long.
///
/// For an encoding that was made with normalizers, added tokens or a splitter, a count reads the text between the ends of
/// the part and the next positions at which the text can be cut without changing a token: mostly about 64 bytes. Memory
/// is then at most 1.25 bytes for each byte of text.
///
/// **Errors.** None; throws std::bad_alloc.
class TOKMILL_EXPORT IntervalCounter {
 public:
  IntervalCounter(const Encoding& encoding, std::string text);
  IntervalCounter(IntervalCounter&&) noexcept;
  IntervalCounter& operator=(IntervalCounter&&) noexcept;
  ~IntervalCounter();

  /// The number of tokens of the bytes [start, end) of the text: encoding.count(text.substr(start, end - start)). An
  /// `end` beyond the end of the text means the end of the text. Returns 0 if `start` is not before `end`.
  [[nodiscard]] std::size_t count(std::size_t start, std::size_t end) const;

  /// The size of the text in bytes, as it was passed to the constructor.
  [[nodiscard]] std::size_t size() const noexcept;

 private:
  class Prepared;
  std::unique_ptr<const Prepared> prepared_;
  std::unique_ptr<const RuledIntervals> ruled_;  // instead of prepared_, for an encoding with rules
};

}  // namespace tokmill
