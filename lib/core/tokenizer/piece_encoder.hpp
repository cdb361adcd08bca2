#pragma once

// From pieces to tokens. A piece is first looked up in the thread's cache, then in the vocabulary, in case it is a
// token. If both fail, it is cut at its merge boundaries and merged.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "core/bpe/merge.hpp"
#include "core/bpe/merge_boundaries.hpp"
#include "core/bpe/settled_tokens.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/piece_cache.hpp"
#include "core/tokenizer/token_sinks.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Longer parts of pieces are merged in blocks of this size in bytes, to hold the tokens of one block only.
inline constexpr std::size_t longest_merged_at_once = std::size_t{1} << 20;

/// Turns pieces into tokens and puts them into a sink (token_sinks.hpp). Uses the cache of the thread that constructs
/// it, so it must be used by that thread only. Constructed once per call.
template <class Sink>
class PieceEncoder {
 public:
  PieceEncoder(const EncodingData& data, Sink& sink)
      : vocabulary_(data.vocabulary),
        cache_use_(data.vocabulary_serial),
        vocabulary_number_(std::uint64_t{cache_use_.vocabulary_number()} << ShortEntry::vocabulary_shift),
        cache_(cache_use_.cache()),
        sink_(sink) {}

  /// Encodes `count` consecutive pieces: [at, ends[0]), [ends[0], ends[1]), and so on. Reads nothing at or after
  /// `readable`, which must not be before the end of the last piece.
  void encode(const char* at, const char* const* ends, std::size_t count, const char* readable) {
    readable_ = readable;
    encode_all(at, ends, count, [this](std::string_view piece) { encode_long(piece); },
               [this](std::string_view piece, const Probe& probe) { encode_short(piece, probe, true); });
    if (count > 0) sink_.advance(static_cast<std::size_t>(ends[count - 1] - at));
  }

  /// Merges a part of a piece, even if a piece with the same bytes would be a token.
  void encode_part(std::string_view part) {
    readable_ = part.data() + part.size();
    encode_parts(part);
    sink_.advance(part.size());
  }

  /// Puts tokens that the caller has found, of `bytes` bytes together, into the sink.
  void put(const TokenId* tokens, std::size_t count, std::size_t bytes) {
    sink_.put(tokens, count);
    sink_.advance(bytes);
  }

 private:
  // The number of cache lines that are prefetched before the first of them is read: enough to hide the latency of the
  // last-level cache, few enough that they are still in the L1 cache when they are read.
  static constexpr std::size_t batch_size = 32;

  // One reserve() suffices for a batch of pieces and for a batch of parts of one of these pieces.
  static_assert(TokenAppender::min_space >= 2 * batch_size * ShortEntry::max_tokens);

  struct Probe {
    bpe::ShortKey key;   // ShortEntry::Key; zero if the piece is too long for one
    std::uint64_t hash;  // ShortEntry::hash(key)
  };

  // Encodes pieces, or parts of a piece. Puts the tokens of cached short pieces into the sink, calls on_miss for other
  // short pieces, and on_long for longer ones.
  template <class OnLong, class OnMiss>
  void encode_all(const char* at, const char* const* ends, std::size_t count, const OnLong& on_long,
                  const OnMiss& on_miss) {
    Probe probes[batch_size];
    std::size_t missed = 0;  // in the previous batch
    while (count > 0) {
      const std::size_t batch = std::min(count, batch_size);
      const char* const end = ends[batch - 1];
      ShortTable::View cached = cache_.short_pieces.view();
      std::size_t wide = batch;  // the number of pieces from whose start 16 bytes can be read
      while (wide > 0 && readable_ - start_of(at, ends, wide - 1) < 16) --wide;
      prepare(cached, at, ends, wide, probes, bpe::short_key_from_16);
      if (wide < batch) [[unlikely]] {
        prepare(cached, start_of(at, ends, wide), ends + wide, batch - wide, probes + wide, bpe::short_key);
      }
      // Misses come in groups: after some, prefetch from the vocabulary, too.
      if (missed >= 2) {
        const bpe::ShortPieces table = vocabulary_.short_pieces();
        for (std::size_t i = 0; i < batch; ++i) table.prefetch(table.bucket_of(probes[i].hash));
      }
      missed = 0;
      typename Sink::Cursor cursor = sink_.reserve();
      cached = cache_.short_pieces.view();  // the sink may have passed tokens to a caller that used the cache
      for (std::size_t i = 0; i < batch; ++i) {
        const Probe& probe = probes[i];
        const bool is_short = probe.key.high != 0;
        if (is_short) [[likely]] {
          const ShortEntry* const entry = cached.find(probe.key, probe.hash);
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
          on_long(piece);
        }
        cached = cache_.short_pieces.view();
        cursor = sink_.cursor();
      }
      sink_.resume(cursor);
      at = end;
      ends += batch;
      count -= batch;
    }
  }

  // Computes the probes of pieces and prefetches the cache entries that they will read.
  template <class MakeKey>
  void prepare(const ShortTable::View& cached, const char* start, const char* const* ends, std::size_t batch,
               Probe* probes, const MakeKey& make_key) noexcept {
    for (std::size_t i = 0; i < batch; ++i) {
      const char* const end = ends[i];
      const auto size = static_cast<std::size_t>(end - start);
      if (size <= bpe::longest_short_piece) [[likely]] {
        probes[i] = probe_of(make_key(start, size));
        cached.prefetch(probes[i].hash);
      } else {
        probes[i] = {};
        if (size <= longest_medium_piece) {
          cache_.medium_pieces.view().prefetch(MediumEntry::hash(medium_key({start, size})));
        }
      }
      start = end;
    }
  }

  // The key of a piece that may be near the end of the readable memory.
  [[nodiscard]] bpe::ShortKey key_of(const char* bytes, std::size_t size) const noexcept {
    return readable_ - bytes >= 16 ? bpe::short_key_from_16(bytes, size) : bpe::short_key(bytes, size);
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

  // Encodes a piece of at most 15 bytes that is not cached. `may_have_boundaries` is false if the piece is already a
  // part between merge boundaries.
  void encode_short(std::string_view piece, const Probe& probe, bool may_have_boundaries) {
    TokenId tokens[bpe::longest_short_piece];
    sink_.put(tokens, short_tokens(piece, probe, may_have_boundaries, tokens));
  }

  // Writes the tokens of such a piece, caches them, and returns their number. Looking for an impossible pair saves whole
  // pieces a lookup; a part between merge boundaries is mostly a token.
  std::size_t short_tokens(std::string_view piece, const Probe& probe, bool may_have_boundaries, TokenId* tokens) {
    if (piece.size() <= vocabulary_.max_whole_piece_size()) [[unlikely]] {
      // The bytes have other tokens as a part of a piece than as a piece, so they are not cached.
      const TokenId whole = vocabulary_.find_unreachable(piece, probe.hash);
      if (whole != bpe::no_token) {
        tokens[0] = whole;
        return may_have_boundaries ? 1 : bpe::merge_divided(vocabulary_, piece, tokens);
      }
    }
    std::size_t count = 1;
    if (may_have_boundaries && bpe::has_impossible_pair(vocabulary_, piece)) {
      count = bpe::merge_divided(vocabulary_, piece, tokens);
    } else {
      tokens[0] = vocabulary_.find_short(ShortEntry::key_in_vocabulary(probe.key), probe.hash);
      if (tokens[0] == bpe::no_token) {
        count = may_have_boundaries ? merge_parts(piece, tokens) : bpe::merge_divided(vocabulary_, piece, tokens);
      }
    }
    if (count <= ShortEntry::max_tokens) cache_.short_pieces.insert({probe.key, tokens, count}, probe.hash);
    return count;
  }

  [[nodiscard]] MediumKey medium_key(std::string_view piece) const noexcept {
    MediumKey key;
    std::memcpy(key.first, piece.data(), sizeof key.first);
    key.tail = piece.size() == 16 ? bpe::ShortKey{0, 0} : key_of(piece.data() + 16, piece.size() - 16);
    key.tail.high |= vocabulary_number_;
    return key;
  }

  // Encodes a piece of 16 bytes or more.
  void encode_long(std::string_view piece) {
    if (piece.size() > longest_medium_piece) {
      const TokenId whole = vocabulary_.find_whole(piece);
      if (whole != bpe::no_token) {
        sink_.put(&whole, 1);
      } else {
        encode_parts(piece);
      }
      return;
    }
    const MediumKey key = medium_key(piece);
    const std::uint64_t hash = MediumEntry::hash(key);
    TokenId tokens[longest_medium_piece];
    if (const MediumEntry* const entry = cache_.medium_pieces.view().find(key, hash)) {
      // A copy, because the sink may pass tokens to a caller that uses the cache.
      const std::size_t count = entry->count();
      std::copy_n(entry->tokens, MediumEntry::max_tokens, tokens);
      sink_.put(tokens, count);
      return;
    }
    tokens[0] = vocabulary_.find_whole(piece);
    const std::size_t count = tokens[0] != bpe::no_token ? 1 : merge_parts(piece, tokens);
    sink_.put(tokens, count);
    if (count > MediumEntry::max_tokens) return;
    MediumEntry entry{key, {}, static_cast<std::uint32_t>(count)};
    std::copy_n(tokens, count, entry.tokens);
    cache_.medium_pieces.insert(entry, hash);
  }

  // Merges a piece that is not a token and has at most longest_short_merge bytes, part by part.
  std::size_t merge_parts(std::string_view piece, TokenId* tokens) {
    std::size_t count = 0;
    bpe::for_each_part(vocabulary_, piece, [&](std::string_view part) {
      if (part.size() > bpe::longest_short_piece || part.size() == piece.size()) {
        count += merge_unsplit(part, tokens + count);
        return;
      }
      const Probe probe = probe_of(key_of(part.data(), part.size()));
      TokenId part_tokens[bpe::longest_short_piece];
      std::size_t part_count;
      if (const ShortEntry* const entry = cache_.short_pieces.view().find(probe.key, probe.hash)) {
        entry->copy_to(part_tokens);
        part_count = entry->count();
      } else {
        part_count = short_tokens(part, probe, false, part_tokens);
      }
      std::copy_n(part_tokens, part_count, tokens + count);
      count += part_count;
    });
    return count;
  }

  // Encodes a piece of any size that is not a token, part by part.
  void encode_parts(std::string_view piece) {
    const char* ends[batch_size];
    std::size_t count = 0;
    const char* start = piece.data();
    const auto encode_batch = [&] {
      encode_all(start, ends, count, [this](std::string_view part) { merge(part); },
                 [this](std::string_view part, const Probe& probe) { encode_short(part, probe, false); });
      start = ends[count - 1];
      count = 0;
    };
    bpe::for_each_part(vocabulary_, piece, [&](std::string_view part) {
      ends[count++] = part.data() + part.size();
      if (count == batch_size) encode_batch();
    });
    if (count > 0) encode_batch();
  }

  // Merges a part of at most longest_short_merge bytes without merge boundaries. Returns the number of tokens.
  std::size_t merge_unsplit(std::string_view part, TokenId* tokens) noexcept {
    if (part.size() > bpe::longest_short_piece && bpe::is_repetitive(part)) {
      const std::size_t count = bpe::merge_rounds(vocabulary_, part, tokens);
      if (count > 0) return count;
    }
    return bpe::merge_divided(vocabulary_, part, tokens);
  }

  // Merges a part of more than 15 bytes without merge boundaries. No lookup is needed: if the part is a token, merging
  // gives that token.
  void merge(std::string_view part) {
    if (part.size() <= bpe::longest_short_merge) {
      TokenId tokens[bpe::longest_short_merge];
      sink_.put(tokens, merge_unsplit(part, tokens));
    } else {
      merge_long_part(part);
    }
  }

  // Not inlined, so that merge() and what calls it stay small.
  [[gnu::noinline]] void merge_long_part(std::string_view part) {
    while (part.size() > longest_merged_at_once) part.remove_prefix(merge_start(part));
    if (part.empty()) return;
    merge_at_once(part);
    sink_.put(long_tokens_.data(), long_tokens_.size());
  }

  // Merges the start of a part, and puts the tokens that are those of the part. Returns their size in bytes; merges all of
  // the part if no fewer bytes decide.
  std::size_t merge_start(std::string_view part) {
    std::size_t settled = 0;
    for (std::size_t size = longest_merged_at_once; settled == 0 && size < part.size(); size *= 2) {
      // Ill-formed text can have any number of continuation bytes.
      for (int i = 0; i < 3 && unicode::is_continuation(part[size]); ++i) --size;
      merge_at_once(part.substr(0, size));
      settled = bpe::settled_tokens(vocabulary_, part.substr(0, size), long_tokens_);
    }
    if (settled == 0) {
      merge_at_once(part);
      settled = long_tokens_.size();
    }
    sink_.put(long_tokens_.data(), settled);
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < settled; ++i) bytes += vocabulary_.token_size(long_tokens_[i]);
    return bytes;
  }

  void merge_at_once(std::string_view part) {
    long_tokens_.clear();
    bpe::merge_long(vocabulary_, part, long_tokens_, memory_);
  }

  const bpe::Vocabulary& vocabulary_;
  PieceCacheUse cache_use_;
  std::uint64_t vocabulary_number_;  // in the top four bits
  PieceCache& cache_;
  Sink& sink_;
  const char* readable_ = nullptr;  // the end of the memory that may be read
  bpe::LongMergeMemory memory_;
  std::vector<TokenId> long_tokens_;
};

/// Counts the tokens of single pieces.
class PieceCounter {
 public:
  explicit PieceCounter(const EncodingData& data) : encoder_(data, counter_) {}
  PieceCounter(const PieceCounter&) = delete;
  PieceCounter& operator=(const PieceCounter&) = delete;

  /// Reads only the piece, which must not be empty.
  [[nodiscard]] std::size_t count(std::string_view piece) {
    const char* const end = piece.data() + piece.size();
    return count(piece.data(), &end, 1);
  }

  /// The same for `count` consecutive pieces: [at, ends[0]), [ends[0], ends[1]), and so on.
  [[nodiscard]] std::size_t count(const char* at, const char* const* ends, std::size_t count) {
    const std::size_t before = counter_.tokens();
    if (count > 0) encoder_.encode(at, ends, count, ends[count - 1]);
    return counter_.tokens() - before;
  }

 private:
  TokenCounter counter_;
  PieceEncoder<TokenCounter> encoder_;
};

}  // namespace tokmill
