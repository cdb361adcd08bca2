#pragma once

// From pieces to tokens. A piece is, in this order: one that this thread has seen before; a token, found by one probe of the
// vocabulary; or cut at its merge boundaries and merged.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "core/bpe/merge.hpp"
#include "core/bpe/merge_boundaries.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/piece_cache.hpp"
#include "core/tokenizer/token_sinks.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Turns pieces into tokens, which it puts in a sink (token_sinks.hpp). One is made for a call and used by
/// the thread that made it.
template <class Sink>
class PieceEncoder {
 public:
  PieceEncoder(const EncodingData& data, Sink& sink)
      : vocabulary_(data.vocabulary),
        vocabulary_number_(std::uint64_t{data.vocabulary_number} << ShortEntry::vocabulary_shift),
        cache_(piece_cache_of_thread()),
        sink_(sink) {}

  /// Encodes pieces that lie one behind the other: the first from `at` to ends[0], and so on. Reads nothing at or beyond
  /// `readable`, which is not before the end of the last.
  void encode(const char* at, const char* const* ends, std::size_t count, const char* readable) {
    readable_ = readable;
    encode_all(at, ends, count, [this](std::string_view piece) { encode_longer(piece); },
               [this](std::string_view piece, const Probe& probe) { encode_short(piece, probe, true); });
    if (count > 0) sink_.advance(static_cast<std::size_t>(ends[count - 1] - at));
  }

 private:
  // Probes whose memory is asked for before the first of them is read: enough to hide the way to the outermost cache,
  // few enough that what was asked for is still in the nearest one.
  static constexpr std::size_t probes_at_a_time = 32;

  // make_room() of a batch of pieces and that of the parts of one of them leave enough for both.
  static_assert(TokenAppender::room >= 2 * probes_at_a_time * ShortEntry::most_tokens);

  struct Probe {
    bpe::ShortKey key;   // as in ShortEntry; of size 0 where the piece is too long for one
    std::uint64_t hash;  // ShortEntry::hash of the key
  };

  // Encodes pieces, or parts of one: what is remembered goes to the sink, a short one that is not is handed to on_miss, a
  // longer one to on_longer.
  template <class OnLonger, class OnMiss>
  void encode_all(const char* at, const char* const* ends, std::size_t count, const OnLonger& on_longer,
                  const OnMiss& on_miss) {
    Probe probes[probes_at_a_time];
    std::size_t missed = 0;  // of the batch before
    while (count > 0) {
      const std::size_t batch = std::min(count, probes_at_a_time);
      const char* const end = ends[batch - 1];
      ShortTable::View remembered = cache_.short_pieces.view();
      std::size_t ahead = batch;  // of them, those from whose start on sixteen bytes may be read
      while (ahead > 0 && readable_ - start_of(at, ends, ahead - 1) < 16) --ahead;
      prepare(remembered, at, ends, ahead, probes, bpe::short_key_of_sixteen);
      if (ahead < batch) [[unlikely]] {
        prepare(remembered, start_of(at, ends, ahead), ends + ahead, batch - ahead, probes + ahead, bpe::short_key);
      }
      // What is new seldom comes alone: then the vocabulary's memory is asked for as well.
      if (missed >= 2) {
        const bpe::ShortPieces table = vocabulary_.short_pieces();
        for (std::size_t i = 0; i < batch; ++i) table.prefetch(table.bucket_of(probes[i].hash));
      }
      missed = 0;
      typename Sink::Cursor cursor = sink_.make_room();
      for (std::size_t i = 0; i < batch; ++i) {
        const Probe& probe = probes[i];
        const bool is_short = probe.key.high != 0;
        if (is_short) [[likely]] {
          const ShortEntry* const entry = remembered.find(probe.key, probe.hash);
          if (entry != nullptr) [[likely]] {
            cursor.put(*entry);
            continue;
          }
        }
        const std::string_view piece = piece_at(at, ends, i);
        sink_.resume(cursor);
        ++missed;
        if (is_short) {
          on_miss(piece, probe);
        } else {
          on_longer(piece);
        }
        remembered = cache_.short_pieces.view();
        cursor = sink_.cursor();
      }
      sink_.resume(cursor);
      at = end;
      ends += batch;
      count -= batch;
    }
  }

  // What pieces are looked up by; the memory where that will be is asked for.
  template <class MakeKey>
  void prepare(const ShortTable::View& remembered, const char* start, const char* const* ends, std::size_t batch,
               Probe* probes, const MakeKey& make_key) noexcept {
    for (std::size_t i = 0; i < batch; ++i) {
      const char* const end = ends[i];
      const auto size = static_cast<std::size_t>(end - start);
      if (size <= bpe::longest_short_piece) [[likely]] {
        probes[i] = probe_of(make_key(start, size));
        remembered.prefetch(probes[i].hash);
      } else {
        probes[i] = {};
        if (size <= longest_medium_piece) {
          cache_.medium_pieces.view().prefetch(MediumEntry::hash(medium_key({start, size})));
        }
      }
      start = end;
    }
  }

  // The key of what may be among the last bytes of the text.
  [[nodiscard]] bpe::ShortKey key_of(const char* bytes, std::size_t size) const noexcept {
    return readable_ - bytes >= 16 ? bpe::short_key_of_sixteen(bytes, size) : bpe::short_key(bytes, size);
  }

  [[nodiscard]] Probe probe_of(bpe::ShortKey key) const noexcept {
    const std::uint64_t hash = bpe::hash(key);
    key.high |= vocabulary_number_;
    return {key, hash};
  }

  static const char* start_of(const char* at, const char* const* ends, std::size_t i) noexcept {
    return i == 0 ? at : ends[i - 1];
  }

  static std::string_view piece_at(const char* at, const char* const* ends, std::size_t i) noexcept {
    const char* const start = start_of(at, ends, i);
    return {start, static_cast<std::size_t>(ends[i] - start)};
  }

  // A piece of at most 15 bytes that is not remembered. `may_have_boundaries`: it is not itself what lies between two.
  void encode_short(std::string_view piece, const Probe& probe, bool may_have_boundaries) {
    TokenId tokens[bpe::longest_short_piece];
    sink_.put(tokens, short_tokens(piece, probe, may_have_boundaries, tokens));
  }

  // Writes its tokens, remembers them, and returns how many there are.
  std::size_t short_tokens(std::string_view piece, const Probe& probe, bool may_have_boundaries, TokenId* tokens) {
    std::size_t count = 1;
    tokens[0] = vocabulary_.find_short(ShortEntry::key_in_vocabulary(probe.key), probe.hash);
    if (tokens[0] == bpe::no_token) {
      count = may_have_boundaries ? merge_parts(piece, tokens) : bpe::merge_short(vocabulary_, piece, tokens);
    }
    if (count <= ShortEntry::most_tokens) cache_.short_pieces.insert({probe.key, tokens, count}, probe.hash);
    return count;
  }

  [[nodiscard]] MediumKey medium_key(std::string_view piece) const noexcept {
    MediumKey key;
    std::memcpy(key.first, piece.data(), sizeof key.first);
    key.rest = piece.size() == 16 ? bpe::ShortKey{0, 0} : key_of(piece.data() + 16, piece.size() - 16);
    key.rest.high |= vocabulary_number_;
    return key;
  }

  // A piece of 16 bytes or more.
  void encode_longer(std::string_view piece) {
    if (piece.size() > longest_medium_piece) {
      const TokenId whole = vocabulary_.find_long(piece);
      if (whole != bpe::no_token) {
        sink_.put(&whole, 1);
      } else {
        encode_parts(piece);
      }
      return;
    }
    const MediumKey key = medium_key(piece);
    const std::uint64_t hash = MediumEntry::hash(key);
    if (const MediumEntry* const entry = cache_.medium_pieces.view().find(key, hash)) {
      sink_.put(entry->tokens, entry->count());
      return;
    }
    TokenId tokens[longest_medium_piece];
    tokens[0] = vocabulary_.find_long(piece);
    const std::size_t count = tokens[0] != bpe::no_token ? 1 : merge_parts(piece, tokens);
    sink_.put(tokens, count);
    if (count > MediumEntry::most_tokens) return;
    MediumEntry entry{key, {}, static_cast<std::uint32_t>(count)};
    std::copy_n(tokens, count, entry.tokens);
    cache_.medium_pieces.insert(entry, hash);
  }

  // Merges a piece that is no token and short enough for merge_short, part by part.
  std::size_t merge_parts(std::string_view piece, TokenId* tokens) {
    std::size_t count = 0;
    bpe::for_each_part(vocabulary_, piece, [&](std::string_view part) {
      if (part.size() > bpe::longest_short_piece || part.size() == piece.size()) {
        count += bpe::merge_short(vocabulary_, part, tokens + count);
        return;
      }
      const Probe probe = probe_of(key_of(part.data(), part.size()));
      TokenId of_part[bpe::longest_short_piece];
      std::size_t size;
      if (const ShortEntry* const entry = cache_.short_pieces.view().find(probe.key, probe.hash)) {
        entry->copy_to(of_part);
        size = entry->count();
      } else {
        size = short_tokens(part, probe, false, of_part);
      }
      std::copy_n(of_part, size, tokens + count);
      count += size;
    });
    return count;
  }

  // Encodes a piece of any size that is no token, part by part.
  void encode_parts(std::string_view piece) {
    const char* ends[probes_at_a_time];
    std::size_t count = 0;
    const char* start = piece.data();
    const auto encode_some = [&] {
      encode_all(start, ends, count, [this](std::string_view part) { merge(part); },
                 [this](std::string_view part, const Probe& probe) { encode_short(part, probe, false); });
      start = ends[count - 1];
      count = 0;
    };
    bpe::for_each_part(vocabulary_, piece, [&](std::string_view part) {
      ends[count++] = part.data() + part.size();
      if (count == probes_at_a_time) encode_some();
    });
    if (count > 0) encode_some();
  }

  // Merges what has no merge boundaries, is longer than a key and need not be looked up whole: a token that it may be is what merging gives.
  void merge(std::string_view part) {
    if (part.size() <= bpe::longest_short_merge) {
      TokenId tokens[bpe::longest_short_merge];
      sink_.put(tokens, bpe::merge_short(vocabulary_, part, tokens));
    } else {
      long_tokens_.clear();
      bpe::merge_long(vocabulary_, part, long_tokens_, memory_);
      sink_.put(long_tokens_.data(), long_tokens_.size());
    }
  }

  const bpe::Vocabulary& vocabulary_;
  std::uint64_t vocabulary_number_;  // in the upper four bits
  PieceCache& cache_;
  Sink& sink_;
  const char* readable_ = nullptr;  // what lies before it may be read
  bpe::LongMergeMemory memory_;
  std::vector<TokenId> long_tokens_;
};

/// Counts the tokens of pieces one by one.
class PieceCounter {
 public:
  explicit PieceCounter(const EncodingData& data) : encoder_(data, counter_) {}
  PieceCounter(const PieceCounter&) = delete;
  PieceCounter& operator=(const PieceCounter&) = delete;

  /// Reads nothing beyond the piece, which is not empty.
  [[nodiscard]] std::size_t count(std::string_view piece) {
    const std::size_t before = counter_.tokens();
    const char* const end = piece.data() + piece.size();
    encoder_.encode(piece.data(), &end, 1, end);
    return counter_.tokens() - before;
  }

 private:
  TokenCounter counter_;
  PieceEncoder<TokenCounter> encoder_;
};

}  // namespace tokmill
