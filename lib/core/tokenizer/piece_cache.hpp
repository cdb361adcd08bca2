#pragma once

// The cache of a thread: maps pieces to their tokens. Real text repeats its pieces. Merging a piece that is not a token
// costs about ten lookups. Pieces that are tokens are cached, too: the cache contains only what this text uses, so it
// has better locality than the vocabulary.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

#include "core/bpe/vocabulary.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// A hash table of fixed-size entries in buckets of two. Inserting an entry evicts the older one of its bucket. Keys
/// are complete, so a lookup never returns a wrong entry. Not thread-safe: each thread has its own
/// (PieceCacheUse).
///
/// Allocates on the first insertion and doubles when the number of insertions reaches the number of buckets, up to a
/// limit in bytes (plus up to a cache line for alignment). `hash` arguments must be Entry::hash() of the key. An entry
/// whose key is Key{} is unused.
template <class Entry>
class EntryTable {
 public:
  using Key = typename Entry::Key;
  static constexpr std::size_t first_buckets = 1024;

  /// For many lookups without an insertion. Invalidated by the next insertion.
  class View {
   public:

    void prefetch(std::uint64_t hash) const noexcept { __builtin_prefetch(bucket_of(hash)); }

    /// The entry with this key, or null.
    [[nodiscard]] const Entry* find(const Key& key, std::uint64_t hash) const noexcept {
      const Entry* const bucket = bucket_of(hash);
      // The index of the matching entry is unpredictable, so it is computed without a branch.
      const unsigned second = is_equal(bucket[1].key, key);
      return (second | is_equal(bucket[0].key, key)) != 0 ? bucket + second : nullptr;
    }

   private:
    friend EntryTable;
    View(const Entry* entries, std::uint64_t mask) noexcept : entries_(entries), mask_(mask) {}

    [[nodiscard]] const Entry* bucket_of(std::uint64_t hash) const noexcept { return entries_ + 2 * (hash & mask_); }

    const Entry* entries_;
    std::uint64_t mask_;
  };

  explicit EntryTable(std::size_t max_bytes) noexcept : max_bytes_(max_bytes) {}

  [[nodiscard]] View view() const noexcept {
    return buckets_ == 0 ? View(unused, 0) : View(entries_, buckets_ - 1);
  }

  void insert(const Entry& entry, std::uint64_t hash) noexcept {
    if (inserted_ >= buckets_ && !grow()) return;
    ++inserted_;
    put(entry, hash);
  }

 private:
  struct Free {
    void operator()(void* memory) const noexcept { std::free(memory); }
  };
  static constexpr std::size_t cache_line = 64;
  static constexpr Entry unused[2] = {};  // the only bucket of a table without memory

  void put(const Entry& entry, std::uint64_t hash) noexcept {
    Entry* const bucket = entries_ + 2 * (hash & (buckets_ - 1));
    bucket[1] = bucket[0];
    bucket[0] = entry;
  }

  // Doubles the table and rehashes its entries, unless the limit or the system forbids it. Returns whether the table
  // has memory for an insertion.
  bool grow() noexcept {
    const std::size_t buckets = buckets_ == 0 ? first_buckets : 2 * buckets_;
    if (buckets * 2 * sizeof(Entry) > max_bytes_) return buckets_ != 0;
    // calloc gets large blocks from the system already zeroed, so pages are not touched before they are used.
    std::unique_ptr<void, Free> grown(std::calloc(buckets * 2 * sizeof(Entry) + cache_line - 1, 1));
    if (grown == nullptr) return buckets_ != 0;
    const std::unique_ptr<void, Free> old_memory = std::exchange(memory_, std::move(grown));
    const Entry* const old = entries_;
    const std::size_t old_entries = 2 * buckets_;
    const auto address = reinterpret_cast<std::uintptr_t>(memory_.get());
    entries_ = reinterpret_cast<Entry*>((address + cache_line - 1) / cache_line * cache_line);
    buckets_ = buckets;
    inserted_ = 0;
    for (std::size_t i = old_entries; i-- > 0;) {  // backwards, so that the newer entry of a bucket is inserted last
      if (old[i].key == Key{}) continue;
      put(old[i], Entry::hash(old[i].key));
      ++inserted_;
    }
    return true;
  }

  std::unique_ptr<void, Free> memory_;
  Entry* entries_ = nullptr;  // in memory_, aligned to a cache line
  std::size_t buckets_ = 0;   // 0 or a power of two
  std::size_t inserted_ = 0;  // insertions since the table last grew, plus the entries it had then
  std::size_t max_bytes_;
};

/// The entry of a piece of at most 15 bytes that has at most four tokens.
struct ShortEntry {
  using Key = bpe::ShortKey;  // the piece's key plus the vocabulary number in the top four bits, which no size reaches
  static constexpr std::size_t max_tokens = 4;
  static constexpr unsigned vocabulary_shift = 60;

  /// The key without the vocabulary number, which is the piece's key in the vocabulary.
  [[nodiscard]] static Key key_in_vocabulary(Key key) noexcept {
    key.high &= (std::uint64_t{1} << vocabulary_shift) - 1;
    return key;
  }
  /// The hash of the piece's key in the vocabulary, so that it serves for lookups in both.
  [[nodiscard]] static std::uint64_t hash(const Key& key) noexcept { return bpe::hash(key_in_vocabulary(key)); }

  Key key;
  bpe::TokenId tokens[max_tokens];  // the high bits of the first one are the number of tokens

  ShortEntry() = default;
  /// Precondition: 1 <= count <= max_tokens.
  ShortEntry(const Key& piece, const bpe::TokenId* from, std::size_t count) noexcept : key(piece), tokens{} {
    for (std::size_t i = 0; i < count; ++i) tokens[i] = from[i];
    tokens[0] |= static_cast<bpe::TokenId>(count << count_shift);
  }

  [[nodiscard]] std::size_t count() const noexcept { return tokens[0] >> count_shift; }

  /// Writes max_tokens ids; the first count() are the tokens of the piece.
  void copy_to(bpe::TokenId* out) const noexcept {
    std::memcpy(out, tokens, sizeof tokens);
    out[0] &= (bpe::TokenId{1} << count_shift) - 1;
  }

 private:
  static constexpr unsigned count_shift = 28;
  static_assert(bpe::token_id_bits <= count_shift);
};
static_assert(sizeof(ShortEntry) == 32);

using ShortTable = EntryTable<ShortEntry>;

/// The key of a piece of 16 to 31 bytes: its first 16 bytes, and the other bytes, at most 15, as a short key.
struct MediumKey {
  std::uint64_t first[2];
  bpe::ShortKey tail;

  friend bool operator==(const MediumKey&, const MediumKey&) = default;
};
/// 1 if the keys are equal, otherwise 0.
[[nodiscard]] inline unsigned is_equal(const MediumKey& left, const MediumKey& right) noexcept {
  return left == right ? 1 : 0;
}

/// The entry of a piece of 16 to 31 bytes that has at most seven tokens.
struct MediumEntry {
  using Key = MediumKey;
  static constexpr std::size_t max_tokens = 7;

  [[nodiscard]] static std::uint64_t hash(const Key& key) noexcept {
    return bpe::hash({key.first[0] ^ key.tail.high, key.first[1] ^ key.tail.low * 0x9E3779B97F4A7C15U});
  }

  Key key;
  bpe::TokenId tokens[max_tokens];
  std::uint32_t token_count;

  [[nodiscard]] std::size_t count() const noexcept { return token_count; }
};
static_assert(sizeof(MediumEntry) == 64);

inline constexpr std::size_t longest_medium_piece = 31;

/// The tables of a thread, shared by all vocabularies; the keys contain the number of the vocabulary.
class PieceCache {
 public:
  /// `max_bytes` is for both tables together; 0 disables the cache.
  explicit PieceCache(std::size_t max_bytes) noexcept
      : short_pieces(max_bytes / 2), medium_pieces(max_bytes - max_bytes / 2) {}

  /// The number that keys of the vocabulary with this serial number contain: 1 to max_vocabularies. 0 if that many
  /// others have one. A cache never gives a number to another vocabulary.
  [[nodiscard]] unsigned number_of(std::uint64_t serial) noexcept {
    for (unsigned i = 0; i < max_vocabularies; ++i) {
      if (serials_[i] == 0) serials_[i] = serial;
      if (serials_[i] == serial) return i + 1;
    }
    return 0;
  }

  static constexpr unsigned max_vocabularies = 15;

  ShortTable short_pieces;
  EntryTable<MediumEntry> medium_pieces;

 private:
  std::uint64_t serials_[max_vocabularies] = {};  // by number, from 1; 0 is none
};

struct ThreadCache;

/// A use of the calling thread's cache, which stays as it is until the use ends: a limit that is changed, or a release,
/// concerns later uses only. Must end on the thread on which it started, or when no other thread uses the cache.
class PieceCacheUse {
 public:
  /// The first use of a thread creates the cache; it is replaced by an empty one if the limit has changed, or if more
  /// than PieceCache::max_vocabularies vocabularies have used it.
  explicit PieceCacheUse(std::uint64_t vocabulary_serial);
  PieceCacheUse(const PieceCacheUse&) = delete;
  PieceCacheUse& operator=(const PieceCacheUse&) = delete;
  ~PieceCacheUse();

  [[nodiscard]] PieceCache& cache() const noexcept { return *cache_; }

  /// PieceCache::number_of(vocabulary_serial).
  [[nodiscard]] unsigned vocabulary_number() const noexcept { return vocabulary_number_; }

 private:
  ThreadCache* owner_;
  PieceCache* cache_;
  unsigned vocabulary_number_;
};

}  // namespace tokmill
