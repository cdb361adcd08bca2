#pragma once

// The layout of a vocabulary image: what lib/generators writes when the project is built, and what
// Vocabulary reads in place when it runs. Numbers are in the byte order of the machine that runs the
// library; all sections start at a multiple of 64 bytes, so that a probe touches one cache line.

#include <cstddef>
#include <cstdint>

namespace tokmill::bpe {

using TokenId = std::uint32_t;

/// Stands where there is no token.
inline constexpr TokenId no_token = 0xFFFFFFFFU;

/// Ids take at most 18 bits in every table that OpenAI has published, which the packed sections rely on
/// and the generator checks.
inline constexpr unsigned token_id_bits = 18;

/// The ids below this are those of the single bytes, in some order, which the generator checks likewise.
inline constexpr TokenId byte_values = 256;

/// Sections, by what they answer. Sizes are those of o200k_base, read off its image.
enum class Section : std::size_t {
  token_start,    ///< u32[tokens + 1]: where each token starts in token_bytes. Equal neighbours: a hole. 0.8 MB
  token_bytes,    ///< The bytes of all tokens, in order of id. 1.4 MB
  byte_tokens,    ///< u32[256]: the token of each single byte.
  byte_pairs,     ///< u32[65536]: the token of two bytes, [first << 8 | second], or no_token. 256 KB
  short_pieces,   ///< ShortBucket[short_buckets]: tokens of at most 15 bytes. 5.5 MB
  long_pieces,    ///< u32[long_slots]: tokens of more bytes, by linear probing; no_token ends a chain. 41 KB
  merges,         ///< u64[merge_slots]: packed_merge of the last merge of every token, by linear probing. 2.1 MB
  merge_filter,   ///< u64[32768]: a bit for each merge, hashed: of most pairs that merging asks for there is none. 256 KB
  last_merge,     ///< LastMerge[tokens]: the two halves of a token that its own merging joins last. 1.6 MB
  longest_prefix_unchecked, ///< u32[tokens]: the longest token that is a proper prefix of this one, or no_token. 0.8 MB
  trie,           ///< u64[trie_nodes]: TrieNode, a double array of all tokens. 3.4 MB
  boundary_pairs,     ///< u64[8192]: a bit for each two characters that a token has side by side, hashed. 64 KB
  boundary_sides,     ///< u64[1024]: bits for tokens that begin or end inside a character, hashed. 8 KB
  count_,
};

inline constexpr std::size_t section_count = static_cast<std::size_t>(Section::count_);

struct ImageHeader {
  char magic[8];                         // image_magic
  std::uint32_t tokens;                  // one more than the largest id
  std::uint32_t short_buckets;           // of Section::short_pieces
  std::uint32_t long_slots;              // of Section::long_pieces
  std::uint32_t merge_slots;             // of Section::merges
  std::uint32_t trie_nodes;              // of Section::trie
  std::uint32_t trie_root_base;          // the base of the trie's root
  std::uint32_t longest_token;           // in bytes
  std::uint32_t reserved;
  std::uint64_t offsets[section_count];  // of each section from the start of the image, in bytes
};

inline constexpr char image_magic[8] = {'t', 'o', 'k', 'm', 'i', 'l', 'l', '2'};

// --- Short pieces --------------------------------------------------------------------------------------

/// A piece of at most 15 bytes as two words: its bytes, zeros behind them, its size in the last byte. The
/// size is part of the key because a piece may end in NUL bytes.
struct ShortKey {
  std::uint64_t low;
  std::uint64_t high;

  friend bool operator==(const ShortKey&, const ShortKey&) = default;
};

inline constexpr std::size_t longest_short_piece = 15;

/// Three keys, their tokens, and whether one that belongs here had to go to a later bucket: one cache line.
struct ShortBucket {
  ShortKey keys[3];        // an unused one has size 0, which no piece has
  TokenId tokens[3];       // of the keys
  std::uint32_t overflow;  // 1: go on to the next bucket where none matches
};
static_assert(sizeof(ShortBucket) == 64);

// GCC and clang have this type on every 64-bit machine; ISO C++ does not know it.
__extension__ using Product = unsigned __int128;

// The folded 128-bit product: every bit of the key reaches every bit of the result. The constants are odd
// and irregular (digits of pi and e); no two keys of the tables may depend on them for correctness.
[[nodiscard]] inline std::uint64_t hash(ShortKey key) noexcept {
  const auto product = static_cast<Product>(key.low ^ 0x243F6A8885A308D3U) * (key.high ^ 0xB7E151628AED2A6BU);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// Spreads the upper half of a hash over [0, size). `size` at most 2^32 - 1.
[[nodiscard]] inline std::size_t slot_of(std::uint64_t hash, std::uint32_t size) noexcept {
  return static_cast<std::size_t>((hash >> 32) * size >> 32);
}

/// Of the first eight bytes, the last eight and the size, in constant time: of most long pieces it is asked in vain.
/// Precondition: at least eight bytes.
[[nodiscard]] std::uint64_t hash_long_piece(const char* bytes, std::size_t size) noexcept;

// --- Merges --------------------------------------------------------------------------------------------

inline constexpr std::uint64_t empty_merge = ~std::uint64_t{0};

[[nodiscard]] constexpr std::uint64_t merge_key(TokenId left, TokenId right) noexcept {
  return std::uint64_t{left} << token_id_bits | right;
}
[[nodiscard]] constexpr std::uint64_t packed_merge(TokenId left, TokenId right, TokenId merged) noexcept {
  return merge_key(left, right) << token_id_bits | merged;
}
[[nodiscard]] constexpr std::uint64_t hash_merge(std::uint64_t key) noexcept {
  return key * 0x9E3779B97F4A7C15U;  // Knuth's multiplicative hashing: the fraction of the golden ratio
}

/// The generator checks that merging reaches every token: the tokens of a token's own bytes are that token.
/// Where the merge of a hash has its bit in Section::merge_filter.
inline constexpr unsigned merge_filter_bits = 21;
[[nodiscard]] constexpr std::size_t merge_filter_bit(std::uint64_t hash) noexcept {
  return hash >> (64 - merge_filter_bits);
}

struct LastMerge {
  TokenId left;
  TokenId right;  // no_token both, of a single byte
};

// --- Seams ---------------------------------------------------------------------------------------------

// A place between two characters beyond ASCII that a token spans is recorded by what the token shows of both: the
// characters where it has them whole; the left one alone where the token ends inside the right one; the right one alone
// where it starts inside the left one; and where it does both, the last byte on the left and the first on the right. The
// sets of bits are Bloom filters of one hash: a bit too many costs a cut, and never a token.

inline constexpr unsigned boundary_pair_bits = 19;
inline constexpr unsigned boundary_side_bits = 16;

[[nodiscard]] constexpr std::size_t boundary_pair_bit(std::uint32_t left, std::uint32_t right) noexcept {
  return (std::uint64_t{left} << 32 | right) * 0x9E3779B97F4A7C15U >> (64 - boundary_pair_bits);
}
/// What is known of one side only, or of one byte on each: no character has the value of another kind's key.
enum class BoundarySide : std::uint64_t { left_alone = 1, right_alone = 2, bytes = 3 };
[[nodiscard]] constexpr std::size_t boundary_side_bit(BoundarySide side, std::uint32_t bytes) noexcept {
  return (static_cast<std::uint64_t>(side) << 32 | bytes) * 0x9E3779B97F4A7C15U >> (64 - boundary_side_bits);
}

// --- Trie ----------------------------------------------------------------------------------------------

/// A node of a double array (Aoe 1989) whose children stand at base XOR byte. A node knows the byte that
/// leads to it and not its parent, since no two parents have the same base; base 0 is that of the leaves.
///
///     bits 0–8    the byte, and 0x100 where the node is in use
///     bits 9–31   base
///     bits 32–63  the token that ends here, or no_token
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
