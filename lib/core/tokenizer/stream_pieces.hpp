#pragma once

// Splitting a text that arrives in parts into pieces, and encoding them.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/tokenize.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Encodes the pieces of a stream of UTF-8. Holds back the pieces at the end that more text can change.
///
/// `Encoder` is a PieceEncoder. Each call takes one, because an encoder belongs to a thread and a stream does not.
class StreamPieces {
 public:
  explicit StreamPieces(const EncodingData& data) : data_(data) {}

  /// Precondition: `part` consists of whole characters.
  template <class Encoder>
  void append(std::string_view part, Encoder& encoder) {
    if (held_.size() + part.size() < enough_) {
      held_ += part;
      return;
    }
    if (!held_.empty() && !connect(part, encoder)) return;
    hold(encode_settled(part, part.size(), encoder));
  }

  /// Ends the text.
  template <class Encoder>
  void finish(Encoder& encoder) {
    for_each_batch(data_.pre_tokenizer, held_,
                   [&](const char* start, const char* const* ends, std::size_t count, const char* readable) {
                     encoder.encode(start, ends, count, readable);
                     return true;
                   });
    hold({});
  }

 private:
  // Small parts are collected until this many bytes are held.
  static constexpr std::size_t min_enough = 4096;

  // The number of bytes of a part to try first when looking for the end of the pieces held back.
  static constexpr std::size_t min_reach = 1024;

  // Encodes the pieces that were held back, and those at the start of `part`, up to a settled piece that starts in
  // `part`, and removes them from it. Returns false if there is no such piece; then all of `part` is held.
  template <class Encoder>
  bool connect(std::string_view& part, Encoder& encoder) {
    for (std::size_t reach = min_reach; !part.empty(); reach *= 2) {
      const std::size_t before = held_.size();
      std::size_t taken = std::min(reach, part.size());
      while (!unicode::is_character_boundary(part, taken)) --taken;
      held_ += part.substr(0, taken);
      const std::size_t left = encode_settled(held_, before, encoder).size();
      if (left <= taken) {
        part.remove_prefix(taken - left);
        held_.clear();
        return true;
      }
      held_.erase(0, held_.size() - left);
      part.remove_prefix(taken);
    }
    hold(held_);
    return false;
  }

  // Encodes the settled pieces of `text` up to the first that ends at or after `until`. Returns the rest of the text.
  template <class Encoder>
  std::string_view encode_settled(std::string_view text, std::size_t until, Encoder& encoder) {
    constexpr std::size_t kept = pretokenize::max_unsettled_pieces;
    const char* ends[kept + pretokenize::window_size];
    std::size_t count = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    const char* const enough = at + until;
    for (const char* next = at; next != end && at < enough;) {
      count += data_.pre_tokenizer(next, end, ends + count, pretokenize::window_size);
      next = ends[count - 1];
      if (count <= kept) continue;
      std::size_t settled = count - kept;
      if (ends[settled - 1] > enough) {
        settled = static_cast<std::size_t>(std::lower_bound(ends, ends + settled, enough) - ends) + 1;
      }
      encoder.encode(at, ends, settled, end);
      at = ends[settled - 1];
      std::copy(ends + settled, ends + count, ends);
      count -= settled;
    }
    return {at, static_cast<std::size_t>(end - at)};
  }

  void hold(std::string_view text) {
    if (text.data() != held_.data()) held_ = text;
    // A long piece is not split again with every part, but each time its size has doubled.
    enough_ = std::max(min_enough, 2 * held_.size());
  }

  const EncodingData& data_;
  std::string held_;                  // starts at a piece
  std::size_t enough_ = min_enough;  // bytes to hold before splitting them
};

}  // namespace tokmill
