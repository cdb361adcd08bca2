#pragma once

// What a thread remembers of pieces: their tokens. Real text repeats itself. A piece that is no token costs a merge, some ten
// look-ups; one that is a token is in the vocabulary too, but among all the tokens that this text has not, while here
// what a text uses lies close together.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

#include "core/bpe/vocabulary.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// A cache of fixed-size entries in buckets of two, the one inserted last in front: what falls out is the older. Keys are whole, so
/// an answer is never wrong; a piece that is not there is looked up or merged again. One owner, the thread
/// (piece_cache_of_thread).
///
/// Starts empty, takes its first memory at the first insertion, and doubles when more was inserted than fits, up to
/// a limit (and a line more, to begin where one begins). A hash that is handed in is Entry::hash() of the key; an entry whose
/// key is Key{} is unused.
template <class Entry>
class EntryTable {
 public:
  using Key = typename Entry::Key;
  static constexpr std::size_t first_buckets = 1024;

  /// The table as it stands until the next insertion, for one who asks for many.
  class View {
   public:
    /// Asks for the memory of a bucket, so that it is there when it is read.
    void prefetch(std::uint64_t hash) const noexcept { __builtin_prefetch(bucket_of(hash)); }

    /// The entry of the key, or null.
    [[nodiscard]] const Entry* find(const Key& key, std::uint64_t hash) const noexcept {
      const Entry* const bucket = bucket_of(hash);
      // Which of the two it is follows no pattern, so it is computed and not branched upon.
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

  explicit EntryTable(std::size_t most_bytes) noexcept : most_bytes_(most_bytes) {}

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
  static constexpr std::size_t line = 64;  // bytes that a processor loads together
  static constexpr Entry unused[2] = {};   // stands for a table without memory

  void put(const Entry& entry, std::uint64_t hash) noexcept {
    Entry* const bucket = entries_ + 2 * (hash & (buckets_ - 1));
    bucket[1] = bucket[0];
    bucket[0] = entry;
  }

  // Whether there is memory to insert to. What was there moves; where there is no more to be had, the oldest falls out.
  bool grow() noexcept {
    const std::size_t buckets = buckets_ == 0 ? first_buckets : 2 * buckets_;
    if (buckets * 2 * sizeof(Entry) > most_bytes_) return buckets_ != 0;
    // Memory of zeros from the system is not touched before it is used.
    std::unique_ptr<void, Free> grown(std::calloc(buckets * 2 * sizeof(Entry) + line - 1, 1));
    if (grown == nullptr) return buckets_ != 0;
    const std::unique_ptr<void, Free> old_memory = std::exchange(memory_, std::move(grown));
    const Entry* const old = entries_;
    const std::size_t old_entries = 2 * buckets_;
    const auto address = reinterpret_cast<std::uintptr_t>(memory_.get());
    entries_ = reinterpret_cast<Entry*>((address + line - 1) / line * line);
    buckets_ = buckets;
    inserted_ = 0;
    for (std::size_t i = old_entries; i-- > 0;) {  // the front of a bucket last, so that it comes to the front
      if (old[i].key == Key{}) continue;
      put(old[i], Entry::hash(old[i].key));
      ++inserted_;
    }
    return true;
  }

  std::unique_ptr<void, Free> memory_;
  Entry* entries_ = nullptr;  // in memory_, where a line begins
  std::size_t buckets_ = 0;   // a power of two, or none
  std::size_t inserted_ = 0;  // since it last grew, and what it held then
  std::size_t most_bytes_;
};

/// Of a piece of at most 15 bytes: up to four tokens.
struct ShortEntry {
  using Key = bpe::ShortKey;  // of the piece, with the number of the vocabulary in the upper four bits, which no size reaches
  static constexpr std::size_t most_tokens = 4;
  static constexpr unsigned vocabulary_shift = 60;

  /// Without the vocabulary, as in a key of the vocabulary itself.
  [[nodiscard]] static Key key_in_vocabulary(Key key) noexcept {
    key.high &= (std::uint64_t{1} << vocabulary_shift) - 1;
    return key;
  }
  /// That of the key in the vocabulary, which both tables are asked with.
  [[nodiscard]] static std::uint64_t hash(const Key& key) noexcept { return bpe::hash(key_in_vocabulary(key)); }

  Key key;
  bpe::TokenId tokens[most_tokens];  // the number of them in the upper bits of the first

  ShortEntry() = default;
  /// Precondition: 1 <= count <= most_tokens.
  ShortEntry(const Key& piece, const bpe::TokenId* from, std::size_t count) noexcept : key(piece), tokens{} {
    for (std::size_t i = 0; i < count; ++i) tokens[i] = from[i];
    tokens[0] |= static_cast<bpe::TokenId>(count << count_shift);
  }

  [[nodiscard]] std::size_t count() const noexcept { return tokens[0] >> count_shift; }

  /// Writes `most_tokens` ids, of which the first count() are those of the piece.
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

/// The key of a piece of 16 to 31 bytes: its first 16, and the rest as a short key; 15 is its longest.
struct MediumKey {
  std::uint64_t first[2];
  bpe::ShortKey rest;

  friend bool operator==(const MediumKey&, const MediumKey&) = default;
};
/// 1 or 0.
[[nodiscard]] inline unsigned is_equal(const MediumKey& left, const MediumKey& right) noexcept {
  return left == right ? 1 : 0;
}

/// Of a piece of 16 to 31 bytes: up to seven tokens.
struct MediumEntry {
  using Key = MediumKey;
  static constexpr std::size_t most_tokens = 7;

  [[nodiscard]] static std::uint64_t hash(const Key& key) noexcept {
    return bpe::hash({key.first[0] ^ key.rest.high, key.first[1] ^ key.rest.low * 0x9E3779B97F4A7C15U});
  }

  Key key;
  bpe::TokenId tokens[most_tokens];
  std::uint32_t token_count;

  [[nodiscard]] std::size_t count() const noexcept { return token_count; }
};
static_assert(sizeof(MediumEntry) == 64);

inline constexpr std::size_t longest_medium_piece = 31;

/// Both tables of a thread, for all vocabularies: the number of the vocabulary is a part of a key.
struct PieceCache {
  ShortTable short_pieces;
  EntryTable<MediumEntry> medium_pieces;

  /// `most_bytes` for both together; 0 keeps nothing.
  explicit PieceCache(std::size_t most_bytes) noexcept
      : short_pieces(most_bytes / 2), medium_pieces(most_bytes - most_bytes / 2) {}
};

/// The cache of the thread that asks, made when it first does; made anew, empty, where the limit has changed since.
[[nodiscard]] PieceCache& piece_cache_of_thread();

}  // namespace tokmill
