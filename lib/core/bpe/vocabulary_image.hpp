#pragma once

// The layout of a vocabulary image.
//
// An *image* is a serialized vocabulary: all tables that tokenizing needs, in one block of bytes that Vocabulary reads
// in place, without parsing or copying. builder/image_writer.hpp writes images; the build embeds one per `.tiktoken`
// file in the library, and builder/build.cpp makes others at run time. The image must be aligned to 64 bytes. Each
// section starts at a multiple of 64 bytes, so that a probe of a hash table touches one cache line. Numbers are
// little-endian.
//
// Within an image, a token is known by its *number*: the single bytes have the numbers below 256, and all tokens that
// merging makes follow in the order of their merges, so that a number is also the rank of a merge. In most vocabularies
// it is the id, too; the others have a table of ids. Everything in `bpe` deals with numbers.

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace tokmill::bpe {

/// The number of a token, or its id where a name says so.
using TokenId = std::uint32_t;

/// The number and the id that mean "no token".
inline constexpr TokenId no_token = 0xFFFFFFFFU;

/// Numbers have at most this many bits: a merge is packed into 64 bits.
inline constexpr unsigned token_id_bits = 21;

/// The numbers of the single bytes are the numbers below this, in some order.
inline constexpr TokenId byte_values = 256;

/// The sections of an image. The sizes in the comments are those of o200k_base.
enum class Section : std::size_t {
  token_start,   ///< u32[tokens + 1]: the start of each token in token_bytes. A number without a token has size 0. 0.8 MB
  token_bytes,   ///< The bytes of all tokens, ordered by number. 1.4 MB
  ids,           ///< u32[tokens]: the id of each token. Empty if each token's number is its id.
  numbers,       ///< u32[id_limit]: the number of each id, or no_token. Empty if `ids` is.
  byte_tokens,   ///< u32[256]: the token of each single byte, or no_token.
  byte_pairs,    ///< u32[65536]: the token of two bytes, [first << 8 | second], or no_token. 256 KB
  adjacent_bytes,  ///< u64[1024]: a bit per two bytes, [first << 8 | second]: whether any token has them. 8 KB
  short_pieces,  ///< ShortBucket[short_buckets]: a hash table of the tokens of at most 15 bytes that merging makes. 5.5 MB
  long_pieces,   ///< u32[long_slots]: a hash table of the longer tokens; linear probing, ended by no_token. 41 KB
  unreachable,   ///< u32[unreachable_slots]: the same of the tokens of any size that merging does not make.
  merges,        ///< u64[merge_slots]: a hash table of each token's last merge (packed_merge); linear probing. 2.1 MB
  merge_filter,  ///< u64[32768]: a hashed bit per merge. Most pairs that merging looks up have no merge. 256 KB
  last_merge,    ///< LastMerge[tokens]: the two tokens that are merged last into this one. 1.6 MB
  phases,        ///< u32[tokens]: the phase of each token (valid_pair.hpp). Empty if each token's phase is its number.
  longest_proper_prefix,  ///< u32[tokens]: the longest token that is a proper prefix of this one, or no_token. 0.8 MB
  trie,            ///< u64[trie_nodes]: a double array of TrieNode with all tokens that merging makes. 3.4 MB
  boundary_pairs,  ///< u64[8192]: a hashed bit per two characters that are adjacent in some token. 64 KB
  boundary_sides,  ///< u64[1024]: hashed bits for tokens that start or end inside a character. 8 KB
  first_uses,      ///< u32[64 + 4096]: the first merges of a part of a character with the text beside it. 16 KB
  count_,
};

inline constexpr std::size_t section_count = static_cast<std::size_t>(Section::count_);

struct ImageHeader {
  char magic[8];                         // image_magic
  std::uint32_t tokens;                  // one more than the largest number
  std::uint32_t short_buckets;           // of Section::short_pieces
  std::uint32_t long_slots;              // of Section::long_pieces
  std::uint32_t merge_slots;             // of Section::merges
  std::uint32_t trie_nodes;              // of Section::trie
  std::uint32_t trie_root_base;          // the base of the trie's root
  std::uint32_t max_token_size;          // in bytes; of the tokens that a text can have
  std::uint32_t id_limit;                // of Section::numbers: one more than the largest id, or 0
  std::uint32_t unreachable_slots;       // of Section::unreachable; 0 if merging makes all tokens
  std::uint32_t max_whole_piece_size;    // in bytes; of the unreachable tokens that are found as whole pieces, or 0
  std::uint32_t has_all_bytes;           // 1 if every byte is a token
  std::uint32_t has_phases;              // 1 if Section::phases is not empty
  std::uint32_t reserved[2];
  std::uint64_t offsets[section_count];  // of each section from the start of the image, in bytes
};
// Without padding, so that the same table always gives the same bytes.
static_assert(std::has_unique_object_representations_v<ImageHeader>);

inline constexpr char image_magic[8] = {'t', 'o', 'k', 'm', 'i', 'l', 'l', '5'};

/// The maximum size in bytes of a token that merging does not make and that whole pieces can be: longer pieces are
/// counted in parts.
inline constexpr std::size_t longest_whole_piece = 1024;

// --- Pieces --------------------------------------------------------------------------------------------

/// A piece of at most 15 bytes as two words: its bytes, zero padding, and its size in the last byte. The size is part
/// of the key because a piece may end in NUL bytes.
struct ShortKey {
  std::uint64_t low;
  std::uint64_t high;

  friend bool operator==(const ShortKey&, const ShortKey&) = default;
};

inline constexpr std::size_t longest_short_piece = 15;

/// Three keys and their tokens: one cache line.
struct ShortBucket {
  ShortKey keys[3];        // unused keys have size 0, unlike any piece
  TokenId tokens[3];
  std::uint32_t overflow;  // 1 if a key of this bucket is in another one: if no key matches, go on at next_bucket()
};
static_assert(sizeof(ShortBucket) == 64);

// GCC and Clang provide this type on all 64-bit processors; it is not part of ISO C++.
__extension__ using Product = unsigned __int128;

// The xor of the two halves of a 128-bit product: every bit of the key affects every bit of the result. The constants
// are odd and irregular (digits of pi and e); correctness does not depend on them.
[[nodiscard]] inline std::uint64_t hash(ShortKey key) noexcept {
  const auto product = static_cast<Product>(key.low ^ 0x243F6A8885A308D3U) * (key.high ^ 0xB7E151628AED2A6BU);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// Maps the upper half of a hash uniformly to [0, size).
[[nodiscard]] inline std::size_t slot_of(std::uint64_t hash, std::uint32_t size) noexcept {
  return static_cast<std::size_t>((hash >> 32) * size >> 32);
}

/// The bucket, of `count`, to go on at if a key is not in `bucket`. Different keys go on at different buckets, so that
/// no sequence of full buckets becomes long. If `count` is a prime number, every bucket is reached.
[[nodiscard]] inline std::uint32_t next_bucket(std::uint32_t bucket, const ShortKey& key,
                                               std::uint32_t count) noexcept {
  constexpr std::uint32_t most = 256;  // buckets that are near are in fewer pages
  const std::uint32_t steps = count - 1 < most ? count - 1 : most;
  const std::uint32_t step = 1 + static_cast<std::uint32_t>((hash(key) & (most - 1)) * steps / most);
  return count - bucket > step ? bucket + step : bucket + step - count;
}

/// A hash of the first eight bytes, the last eight bytes and the size. Constant time, because most lookups of long
/// pieces fail. Precondition: size >= 8.
[[nodiscard]] std::uint64_t hash_long_piece(const char* bytes, std::size_t size) noexcept;

// --- Merges --------------------------------------------------------------------------------------------

inline constexpr std::uint64_t empty_merge = ~std::uint64_t{0};

[[nodiscard]] constexpr std::uint64_t merge_key(TokenId left, TokenId right) noexcept {
  return std::uint64_t{left} << token_id_bits | right;
}
[[nodiscard]] constexpr std::uint64_t packed_merge(TokenId left, TokenId right, TokenId merged) noexcept {
  return merge_key(left, right) << token_id_bits | merged;
}
/// The token of a packed merge.
[[nodiscard]] constexpr TokenId merged_token(std::uint64_t merge) noexcept {
  return static_cast<TokenId>(merge & ((std::uint64_t{1} << token_id_bits) - 1));
}
[[nodiscard]] constexpr std::uint64_t hash_merge(std::uint64_t key) noexcept {
  return key * 0x9E3779B97F4A7C15U;  // Knuth's multiplicative hashing: the fraction of the golden ratio
}

/// The slot of Section::merges at which the search for a merge begins.
[[nodiscard]] inline std::uint32_t first_merge_slot(std::uint64_t key, std::uint32_t size) noexcept {
  return static_cast<std::uint32_t>(slot_of(hash_merge(key), size));
}
/// How far the packed merge in the slot `at` is from its first slot.
[[nodiscard]] inline std::uint32_t merge_distance(std::uint64_t merge, std::uint32_t at, std::uint32_t size) noexcept {
  const std::uint32_t first = first_merge_slot(merge >> token_id_bits, size);
  return at >= first ? at - first : at + size - first;
}

/// The index of the bit in Section::merge_filter for a merge with this hash.
inline constexpr unsigned merge_filter_bits = 21;
[[nodiscard]] constexpr std::size_t merge_filter_bit(std::uint64_t hash) noexcept {
  return hash >> (64 - merge_filter_bits);
}

/// The two tokens of a merge. Both are no_token if the token is a single byte, or if merging does not make it.
struct LastMerge {
  TokenId left;
  TokenId right;
};

// --- Merge boundaries ----------------------------------------------------------------------------------

// See merge_boundaries.hpp. For each position between two non-ASCII characters that some token spans, the image records
// what the token contains of both characters: both characters if it contains both completely; only the left one if the
// token ends inside the right one; only the right one if it starts inside the left one; and if it does both, the last
// byte on the left and the first byte on the right. The bit sets are Bloom filters with one hash function: a collision
// can hide a merge boundary, but cannot create one.

inline constexpr unsigned boundary_pair_bits = 19;
inline constexpr unsigned boundary_side_bits = 16;

[[nodiscard]] constexpr std::size_t boundary_pair_bit(std::uint32_t left, std::uint32_t right) noexcept {
  return (std::uint64_t{left} << 32 | right) * 0x9E3779B97F4A7C15U >> (64 - boundary_pair_bits);
}
/// The kinds of entries in boundary_sides: the left character only, the right character only, or one byte of each.
enum class BoundarySide : std::uint64_t { left_only = 1, right_only = 2, bytes = 3 };
[[nodiscard]] constexpr std::size_t boundary_side_bit(BoundarySide side, std::uint32_t bytes) noexcept {
  return (static_cast<std::uint64_t>(side) << 32 | bytes) * 0x9E3779B97F4A7C15U >> (64 - boundary_side_bits);
}

// --- First uses ----------------------------------------------------------------------------------------

// See FirstUses in vocabulary.hpp. The lowest numbers of the merges that join a part of a non-ASCII character with
// non-ASCII text beside the character; no_token if there are none. First those that join the start of a character with
// text before it, by the first byte of the character; then those that join its end with text after it, by the last byte
// of the character and the first one after it. All are 0 if some merges have a lower rank than those of their parts.

[[nodiscard]] constexpr std::size_t first_use_of_start(unsigned char lead) noexcept { return lead & 63U; }
[[nodiscard]] constexpr std::size_t first_use_of_end(unsigned char last, unsigned char next_lead) noexcept {
  return 64 + (last & 63U) * 64 + (next_lead & 63U);
}
inline constexpr std::size_t first_use_count = 64 + 64 * 64;

// --- Trie ----------------------------------------------------------------------------------------------

/// A node of a double array (Aoe 1989). The child for `byte` is at index base XOR byte. A node stores the byte that
/// leads to it instead of its parent; this is sufficient because no two parents have the same base. Leaves have base 0.
///
///     bits 0–8    the byte, plus 0x100 if the node is in use
///     bits 9–31   base
///     bits 32–63  the token that ends at this node, or no_token
using TrieNode = std::uint64_t;

inline constexpr std::uint32_t trie_base_limit = 1U << 23;

[[nodiscard]] constexpr TrieNode trie_node(unsigned char byte, std::uint32_t base, TokenId token) noexcept {
  return std::uint64_t{token} << 32 | std::uint64_t{base} << 9 | 0x100U | byte;
}
[[nodiscard]] constexpr bool trie_node_is(TrieNode node, unsigned char byte) noexcept {
  return (node & 0x1FFU) == (0x100U | byte);
}
[[nodiscard]] constexpr std::uint32_t trie_base(TrieNode node) noexcept {
  return static_cast<std::uint32_t>(node) >> 9;
}
[[nodiscard]] constexpr TokenId trie_token(TrieNode node) noexcept { return static_cast<TokenId>(node >> 32); }

}  // namespace tokmill::bpe
