#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/tokenizer/replacements.hpp"
#include "core/tokenizer/ruled_cuts.hpp"
#include "core/tokenizer/stream_utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// What AppendableCounter does for an encoding with rules: counts up to the last cut of the text (RuledCuts) once, and
/// the rest of the text at each count.
class RuledGrowth {
 public:
  /// Precondition: the encoding has rules.
  explicit RuledGrowth(const Encoding& encoding)
      : encoding_(encoding), data_(EncodingAccess::data(encoding_)), cuts_(data_) {}

  void append(std::string_view part);
  [[nodiscard]] std::uint64_t count();
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  void roll_back(std::size_t size);

 private:
  // The text up to a cut.
  struct Settled {
    std::size_t end = 0;
    std::uint64_t tokens = 0;
    std::size_t known = 0;  // the size of the text at whose end the cut was found
  };

  void append_bytes(std::string_view part);
  void settle();

  const Encoding encoding_;
  const EncodingData& data_;
  RuledCuts cuts_;
  StreamUtf8 utf8_;
  std::size_t size_ = 0;  // in bytes, as appended
  // All other offsets are those of the text with U+FFFD for ill-formed parts.
  std::string text_;  // without the bytes that utf8_ holds
  Replacements replacements_;
  std::optional<std::uint64_t> count_;  // unless the text has changed
  // If more bytes have no cut, they are merged to find a settled one.
  static constexpr std::size_t min_merged = std::size_t{1} << 13;
  std::size_t merged_at_ = min_merged;
  std::size_t looked_at_ = 0;           // there is no cut between now_.end and this
  Settled now_;
  std::vector<Settled> checkpoints_;  // in order, at some distance from each other
};

}  // namespace tokmill
