#pragma once

// What a thread remembers of pieces that are no token: the tokens they were merged to. Real text repeats itself, and
// a merge costs ten look-ups.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>

#include "bpe/vocabulary.hpp"

namespace tokmill {

/// A cache of fixed-size entries in buckets of two, the one used last in front: what falls out is the older. Keys are whole, so
/// an answer is never wrong; a piece that is not there is merged again. One owner, the thread (piece_cache_of_thread).
///
/// Starts empty, takes its first memory at the first insertion, and doubles when more was inserted than fits, up to
/// a limit.
template <class Entry>
class EntryTable {
 public:
  using Key = typename Entry::Key;
  static constexpr std::size_t first_buckets = 1024;

  explicit EntryTable(std::size_t most_bytes) noexcept : most_bytes_(most_bytes) {}

  /// The entry of the key, or null. It stays until the next insertion.
  [[nodiscard]] const Entry* find(const Key& key, std::uint64_t hash) noexcept {
    if (buckets_ == 0) return nullptr;
    Entry* const bucket = bucket_of(hash);
    if (bucket[0].key == key) return &bucket[0];
    if (bucket[1].key == key) return &bucket[1];
    return nullptr;
  }

  /// Asks for the memory of a bucket, so that it is there when it is read.
  void prefetch(std::uint64_t hash) noexcept {
    if (buckets_ != 0) __builtin_prefetch(bucket_of(hash));
  }

  void insert(const Entry& entry, std::uint64_t hash) noexcept {
    if (inserted_ >= buckets_ && !grow()) return;
    ++inserted_;
    Entry* const bucket = bucket_of(hash);
    bucket[1] = bucket[0];
    bucket[0] = entry;
  }

 private:
  struct Free {
    void operator()(Entry* entries) const noexcept { std::free(entries); }
  };

  [[nodiscard]] Entry* bucket_of(std::uint64_t hash) noexcept { return entries_.get() + 2 * (hash & (buckets_ - 1)); }

  // Whether there is memory to insert to. What was there moves; where there is no more to be had, the oldest falls out.
  bool grow() noexcept {
    const std::size_t buckets = buckets_ == 0 ? first_buckets : 2 * buckets_;
    if (buckets * 2 * sizeof(Entry) > most_bytes_) return buckets_ != 0;
    // Memory of zeros from the system is not touched before it is used.
    std::unique_ptr<Entry[], Free> grown(static_cast<Entry*>(std::calloc(buckets * 2, sizeof(Entry))));
    if (grown == nullptr) return buckets_ != 0;
    const std::unique_ptr<Entry[], Free> old = std::move(entries_);
    const std::size_t old_entries = 2 * buckets_;
    entries_ = std::move(grown);
    buckets_ = buckets;
    inserted_ = 0;
    for (std::size_t i = old_entries; i-- > 0;) {  // the front of a bucket last, so that it comes to the front
      if (old[i].key == Key{}) continue;
      Entry* const bucket = bucket_of(hash(old[i].key));
      bucket[1] = bucket[0];
      bucket[0] = old[i];
      ++inserted_;
    }
    return true;
  }

  std::unique_ptr<Entry[], Free> entries_;
  std::size_t buckets_ = 0;   // a power of two, or none
  std::size_t inserted_ = 0;  // since it last grew, and what it held then
  std::size_t most_bytes_;
};

/// Of a piece of at most 15 bytes: its key (with the vocabulary in the upper four bits, which no size reaches), and
/// up to four tokens.
struct ShortEntry {
  using Key = bpe::ShortKey;
  static constexpr std::size_t most_tokens = 4;

  Key key;
  bpe::TokenId tokens[most_tokens];  // the number of them in the upper bits of the first

  static constexpr unsigned count_shift = 28;
  [[nodiscard]] std::size_t count() const noexcept { return tokens[0] >> count_shift; }
};
static_assert(sizeof(ShortEntry) == 32 && bpe::token_id_bits <= ShortEntry::count_shift);

/// The key of a piece of 16 to 31 bytes: its first 16, and the rest as a short key; 15 is its longest.
struct MediumKey {
  std::uint64_t first[2];
  bpe::ShortKey rest;

  friend bool operator==(const MediumKey&, const MediumKey&) = default;
};
[[nodiscard]] inline std::uint64_t hash(const MediumKey& key) noexcept {
  return bpe::hash({key.first[0] ^ key.rest.high, key.first[1] ^ key.rest.low * 0x9E3779B97F4A7C15U});
}

/// Of a piece of 16 to 31 bytes: up to seven tokens.
struct MediumEntry {
  using Key = MediumKey;
  static constexpr std::size_t most_tokens = 7;

  Key key;
  bpe::TokenId tokens[most_tokens];
  std::uint32_t token_count;

  [[nodiscard]] std::size_t count() const noexcept { return token_count; }
};
static_assert(sizeof(MediumEntry) == 64);

inline constexpr std::size_t longest_medium_piece = 31;

/// Both tables of a thread, for all vocabularies: the number of the vocabulary is a part of a key.
struct PieceCache {
  EntryTable<ShortEntry> short_pieces;
  EntryTable<MediumEntry> medium_pieces;

  /// `most_bytes` for both together; 0 keeps nothing.
  explicit PieceCache(std::size_t most_bytes) noexcept
      : short_pieces(most_bytes / 2), medium_pieces(most_bytes - most_bytes / 2) {}
};

/// The cache of the thread that asks, made when it first does; made anew, empty, where the limit has changed since.
[[nodiscard]] PieceCache& piece_cache_of_thread();

}  // namespace tokmill
