// The format of a packed vocabulary, in this order:
//
//     magic           8 bytes
//     tokens          the number of tokens; numbers are varints: seven bits a byte, the lowest first
//     hidden          how many of them, the last ones, have only ids
//     flags           one byte, see Flag
//     left parts      for each number from 256 on, the left token of its last merge, or 0xFFFFFF
//     right parts     for each that has a left one
//     sizes, bytes    of each token without a merge: the sizes, then the bytes
//     ids             if Flag::ids: the id of each number minus that of the number before, modulo 2³²
//     rule            if Flag::rule: one byte, see RuleFlag, the unknown id, and the byte tokens
//
// Parts and ids are in planes: the lowest bytes of all of them, then the next higher bytes, which compresses best.

#include "core/bpe/builder/packed.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/bpe/builder/merge_table.hpp"
#include "core/bpe/builder/sort_tokens.hpp"
#include "core/bpe/valid_pair.hpp"

namespace tokmill::bpe {
namespace {

constexpr std::string_view packed_magic = "tokmilp1";

enum class Flag : unsigned { whole_pieces = 1, ids = 2, rule = 4, all = 7 };
enum class RuleFlag : unsigned { byte_tokens = 1, unknown = 2, fuse_unknown = 4, all = 7 };

// The bit of a flag if `is_set`.
template <class Bit>
constexpr unsigned bit_if(bool is_set, Bit bit) {
  return is_set ? static_cast<unsigned>(bit) : 0;
}
template <class Bit>
constexpr bool has_bit(unsigned flags, Bit bit) {
  return (flags & static_cast<unsigned>(bit)) != 0;
}

constexpr unsigned part_bytes = 3;
constexpr unsigned id_bytes = 4;
constexpr TokenId no_token_part = 0xFFFFFF;
static_assert(no_token_part >> token_id_bits != 0, "no number has this value");

constexpr std::size_t longest_packed_token = 0xFFFF;
constexpr std::size_t most_token_bytes = std::size_t{1} << 30;

class PackWriter {
 public:
  void byte(unsigned char byte) { bytes_.push_back(static_cast<char>(byte)); }
  void text(std::string_view text) { bytes_.append(text); }

  void number(std::size_t number) {
    for (; number >= 0x80; number >>= 7) byte(static_cast<unsigned char>(0x80U | (number & 0x7FU)));
    byte(static_cast<unsigned char>(number));
  }

  void planes(std::span<const std::uint32_t> numbers, unsigned count) {
    for (unsigned plane = 0; plane < count; ++plane) {
      for (const std::uint32_t number : numbers) byte(static_cast<unsigned char>(number >> 8 * plane & 0xFFU));
    }
  }

  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// After a failure, reads nothing more and returns zeros.
class PackReader {
 public:
  explicit PackReader(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool failed() const noexcept { return failed_; }
  [[nodiscard]] bool is_at_end() const noexcept { return at_ == bytes_.size(); }
  [[nodiscard]] std::size_t position() const noexcept { return at_; }

  std::string_view text(std::size_t size) {
    if (size > bytes_.size() - at_) failed_ = true;
    if (failed_) return {};
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }

  unsigned char byte() {
    const std::string_view one = text(1);
    return one.empty() ? 0 : static_cast<unsigned char>(one[0]);
  }

  // At most 2³² − 1.
  std::size_t number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      const unsigned char next = byte();
      number |= std::uint64_t{next & 0x7FU} << shift;
      if (next < 0x80) {
        if (number > 0xFFFFFFFFU) failed_ = true;
        return failed_ ? 0 : static_cast<std::size_t>(number);
      }
    }
    failed_ = true;
    return 0;
  }

  std::vector<std::uint32_t> planes(std::size_t size, unsigned count) {
    if (size > (bytes_.size() - at_) / count) failed_ = true;
    std::vector<std::uint32_t> numbers(failed_ ? 0 : size, 0);
    for (unsigned plane = 0; plane < count && !failed_; ++plane) {
      const std::string_view bytes = text(size);
      for (std::size_t i = 0; i < size; ++i) {
        numbers[i] |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << 8 * plane;
      }
    }
    return numbers;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

// --- Packing -------------------------------------------------------------------------------------------

// How many tokens at the end are not found by their bytes.
std::size_t hidden_tokens(const Vocabulary& vocabulary) {
  TokenId first = vocabulary.size();
  for (; first > byte_values; --first) {
    const std::string_view bytes = vocabulary.bytes(first - 1);
    if (bytes.empty() || vocabulary.last_merge(first - 1).left != no_token) break;
    if (vocabulary.find_unreachable(bytes, hash_piece(bytes)) == first - 1) break;
  }
  return vocabulary.size() - first;
}

void write_rule(PackWriter& writer, const CharacterGaps::Rule& rule) {
  writer.byte(static_cast<unsigned char>(bit_if(!rule.byte_tokens.empty(), RuleFlag::byte_tokens) |
                                         bit_if(rule.unknown.has_value(), RuleFlag::unknown) |
                                         bit_if(rule.fuse_unknown, RuleFlag::fuse_unknown)));
  if (rule.unknown) writer.number(*rule.unknown);
  writer.planes(rule.byte_tokens, id_bytes);
}

// --- Unpacking -----------------------------------------------------------------------------------------

// Finds the sizes and phases of tokens from those of their parts.
class PartOrder {
 public:
  // `sizes`: those of tokens without a merge. `parts`: by number; no_token if there is no merge.
  PartOrder(std::vector<std::uint32_t> sizes, const std::vector<LastMerge>& parts)
      : sizes_(std::move(sizes)), parts_(parts), phases_(parts.size()), states_(parts.size(), State::unknown) {
    for (TokenId token = 0; token < parts.size(); ++token) {
      if (parts[token].left != no_token) continue;
      phases_[token] = token;
      states_[token] = State::known;
    }
  }

  // Returns false if a token is a part of itself, is too long, or has an empty part.
  [[nodiscard]] bool resolve_all() {
    for (TokenId token = 0; token < parts_.size(); ++token) {
      if (!resolve(token)) return false;
    }
    return true;
  }

  [[nodiscard]] const std::vector<std::uint32_t>& sizes() const noexcept { return sizes_; }

  // The tokens with a merge, each after its parts.
  [[nodiscard]] const std::vector<TokenId>& resolved() const noexcept { return resolved_; }

  // The same in the order in which MergeTable expects them: by phase, then by size, then by number.
  [[nodiscard]] std::vector<TokenId> by_phase() const {
    std::vector<TokenId> order = resolved_;
    std::sort(order.begin(), order.end(), [this](TokenId left, TokenId right) {
      if (phases_[left] != phases_[right]) return phases_[left] < phases_[right];
      if (sizes_[left] != sizes_[right]) return sizes_[left] < sizes_[right];
      return left < right;
    });
    return order;
  }

 private:
  enum class State : unsigned char { unknown, waiting, known };

  [[nodiscard]] bool resolve(TokenId first) {
    std::vector<TokenId>& stack = stack_;
    stack.assign(1, first);
    while (!stack.empty()) {
      const TokenId token = stack.back();
      if (states_[token] == State::known) {
        stack.pop_back();
        continue;
      }
      const auto [left, right] = parts_[token];
      bool waits = false;
      for (const TokenId part : {left, right}) {
        if (states_[part] == State::known) continue;
        if (states_[part] == State::waiting || part == token) return false;
        stack.push_back(part);
        waits = true;
        break;
      }
      if (waits) {
        states_[token] = State::waiting;
        continue;
      }
      sizes_[token] = sizes_[left] + sizes_[right];
      if (sizes_[left] == 0 || sizes_[right] == 0 || sizes_[token] > longest_packed_token) return false;
      phases_[token] = std::max({token, phases_[left], phases_[right]});
      states_[token] = State::known;
      resolved_.push_back(token);
      stack.pop_back();
    }
    return true;
  }

  std::vector<std::uint32_t> sizes_;
  const std::vector<LastMerge>& parts_;
  std::vector<TokenId> phases_;
  std::vector<State> states_;
  std::vector<TokenId> resolved_;
  std::vector<TokenId> stack_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view packed) : reader_(packed) {}

  Result<PackedVocabulary> unpack() {
    if (reader_.text(packed_magic.size()) != packed_magic) return error("of another version, or something else");
    if (!read_header() || !read_parts() || !read_bytes() || !read_ids() || !read_rule() || !reader_.is_at_end()) {
      return error("damaged");
    }
    std::optional<MergeOrder> order = make_order();
    if (!order || !has_valid_ids(*order) || !rule_fits(*order)) return error("damaged");
    const WholePieces pieces = has_bit(flags_, Flag::whole_pieces) ? WholePieces::tokens : WholePieces::merged;
    return PackedVocabulary{std::move(bytes_), *std::move(order), pieces, std::move(rule_)};
  }

 private:
  [[nodiscard]] Error error(const std::string& message) const {
    return {ErrorCode::malformed_table, "packed vocabulary: " + message, reader_.position()};
  }

  // The number of tokens that are found by their bytes: those before the hidden ones.
  [[nodiscard]] std::size_t found() const noexcept { return count_ - hidden_; }

  [[nodiscard]] bool read_header() {
    count_ = reader_.number();
    hidden_ = reader_.number();
    flags_ = reader_.byte();
    return !reader_.failed() && flags_ <= static_cast<unsigned>(Flag::all) && count_ >= byte_values &&
           count_ >> token_id_bits == 0 && hidden_ <= count_ - byte_values;
  }

  // Reads the parts of tokens, and the sizes of those without.
  [[nodiscard]] bool read_parts() {
    const std::vector<std::uint32_t> left = reader_.planes(count_ - byte_values, part_bytes);
    const auto others = static_cast<std::size_t>(std::count(left.begin(), left.end(), no_token_part));
    const std::vector<std::uint32_t> right = reader_.planes(left.size() - others, part_bytes);
    if (reader_.failed()) return false;
    parts_.assign(count_, LastMerge{no_token, no_token});
    std::size_t next_right = 0;
    for (TokenId token = byte_values; token < count_; ++token) {
      if (left[token - byte_values] == no_token_part) continue;
      parts_[token] = {left[token - byte_values], right[next_right++]};
    }
    std::vector<std::uint32_t> sizes(count_, 0);
    for (TokenId token = 0; token < count_; ++token) {
      if (is_made(token)) {
        const auto [first, second] = parts_[token];
        if (token >= found() || !is_part(first) || !is_part(second)) return false;
        continue;
      }
      const std::size_t size = reader_.number();
      if (size > (token < byte_values ? 1 : longest_packed_token)) return false;
      sizes[token] = static_cast<std::uint32_t>(size);
    }
    part_order_.emplace(std::move(sizes), parts_);
    return !reader_.failed() && part_order_->resolve_all();
  }

  [[nodiscard]] bool is_made(TokenId token) const noexcept { return parts_[token].left != no_token; }
  [[nodiscard]] bool is_part(TokenId token) const noexcept {
    return token < found() && (token < byte_values || is_made(token));
  }

  [[nodiscard]] bool read_bytes() {
    const std::vector<std::uint32_t>& sizes = part_order_->sizes();
    std::vector<std::size_t> starts(count_);
    std::size_t total = 0;
    for (TokenId token = 0; token < count_; ++token) {
      starts[token] = total;
      total += sizes[token];
    }
    if (total > most_token_bytes) return false;
    bytes_ = std::make_unique<std::string>(total, '\0');
    for (TokenId token = 0; token < count_; ++token) {
      if (is_made(token)) continue;
      const std::string_view own = reader_.text(sizes[token]);
      std::copy(own.begin(), own.end(), bytes_->data() + starts[token]);
    }
    for (const TokenId token : part_order_->resolved()) {
      char* at = bytes_->data() + starts[token];
      for (const TokenId part : {parts_[token].left, parts_[token].right}) {
        at = std::copy_n(bytes_->data() + starts[part], sizes[part], at);
      }
    }
    tokens_.resize(count_);
    for (TokenId token = 0; token < count_; ++token) {
      tokens_[token] = std::string_view(*bytes_).substr(starts[token], sizes[token]);
    }
    return !reader_.failed();
  }

  [[nodiscard]] bool read_ids() {
    if (!has_bit(flags_, Flag::ids)) return true;
    ids_ = reader_.planes(count_, id_bytes);
    for (std::size_t i = 1; i < ids_.size(); ++i) ids_[i] += ids_[i - 1];
    return !reader_.failed();
  }

  [[nodiscard]] bool read_rule() {
    if (!has_bit(flags_, Flag::rule)) return true;
    const unsigned flags = reader_.byte();
    if (flags > static_cast<unsigned>(RuleFlag::all)) return false;
    CharacterGaps::Rule& rule = rule_.emplace();
    rule.fuse_unknown = has_bit(flags, RuleFlag::fuse_unknown);
    if (has_bit(flags, RuleFlag::unknown)) rule.unknown = static_cast<TokenId>(reader_.number());
    if (has_bit(flags, RuleFlag::byte_tokens)) rule.byte_tokens = reader_.planes(byte_values, id_bytes);
    return !reader_.failed();
  }

  // nullopt if two tokens have the same bytes, or merging does not make a token of its parts.
  [[nodiscard]] std::optional<MergeOrder> make_order() {
    const std::span<const std::string_view> tokens = std::span(tokens_).first(found());
    SortedTokens sorted = sort_tokens(tokens);
    for (std::size_t i = 1; i < sorted.tokens.size(); ++i) {
      if (tokens[sorted.tokens[i - 1]] == tokens[sorted.tokens[i]]) return std::nullopt;
    }
    std::vector<TokenId> prefixes = longest_prefixes(tokens, sorted);
    prefixes.resize(count_, no_token);
    const auto several =
        std::count_if(tokens.begin(), tokens.end(), [](std::string_view token) { return token.size() > 1; });
    MergeTable table(count_, static_cast<std::size_t>(several));
    for (const TokenId token : part_order_->by_phase()) {
      const auto [left, right] = parts_[token];
      if (!is_valid_pair(table, left, right) || !table.add(left, right, token)) return std::nullopt;
    }
    return MergeOrder{std::move(tokens_), std::move(ids_), std::move(sorted.tokens), std::move(prefixes),
                      std::move(table), hidden_};
  }

  // Whether no two tokens have one id, and all ids are below the limit.
  [[nodiscard]] static bool has_valid_ids(const MergeOrder& order) {
    std::vector<bool> used(id_limit);
    for (TokenId number = 0; number < order.ids.size(); ++number) {
      const TokenId id = order.ids[number];
      if (id == no_token) continue;
      if (id >= id_limit || used[id] || order.tokens[number].empty()) return false;
      used[id] = true;
    }
    return true;
  }

  // Whether the tokens of the rule exist.
  [[nodiscard]] bool rule_fits(const MergeOrder& order) const {
    if (!rule_) return true;
    const auto has = [&order](TokenId number) { return number < order.tokens.size() && !order.tokens[number].empty(); };
    for (unsigned byte = 0; byte < rule_->byte_tokens.size(); ++byte) {
      const TokenId number = rule_->byte_tokens[byte];
      if (!has(number) && (is_in_utf8(byte) || number != no_token)) return false;
    }
    if (!rule_->unknown) return true;
    if (order.ids.empty()) return has(*rule_->unknown);
    return *rule_->unknown != no_token && std::ranges::find(order.ids, *rule_->unknown) != order.ids.end();
  }

  PackReader reader_;
  std::size_t count_ = 0;
  std::size_t hidden_ = 0;
  unsigned flags_ = 0;
  std::vector<LastMerge> parts_;  // by number; no_token if there is no merge
  std::optional<PartOrder> part_order_;
  std::unique_ptr<std::string> bytes_;
  std::vector<std::string_view> tokens_;
  std::vector<TokenId> ids_;
  std::optional<CharacterGaps::Rule> rule_;
};

}  // namespace

std::string pack(const Vocabulary& vocabulary, const CharacterGaps::Rule* rule) {
  PackWriter writer;
  writer.text(packed_magic);
  writer.number(vocabulary.size());
  writer.number(hidden_tokens(vocabulary));
  writer.byte(static_cast<unsigned char>(bit_if(vocabulary.max_whole_piece_size() > 0, Flag::whole_pieces) |
                                         bit_if(vocabulary.ids() != nullptr, Flag::ids) |
                                         bit_if(rule != nullptr, Flag::rule)));

  std::vector<std::uint32_t> left;
  std::vector<std::uint32_t> right;
  std::vector<TokenId> others;
  for (TokenId token = 0; token < vocabulary.size(); ++token) {
    const LastMerge last = token < byte_values ? LastMerge{no_token, no_token} : vocabulary.last_merge(token);
    if (token >= byte_values) left.push_back(last.left == no_token ? no_token_part : last.left);
    if (last.left == no_token) {
      others.push_back(token);
    } else {
      right.push_back(last.right);
    }
  }
  writer.planes(left, part_bytes);
  writer.planes(right, part_bytes);
  for (const TokenId token : others) writer.number(vocabulary.token_size(token));
  for (const TokenId token : others) writer.text(vocabulary.bytes(token));

  if (vocabulary.ids() != nullptr) {
    std::vector<std::uint32_t> differences(vocabulary.size());
    for (TokenId token = 0; token < vocabulary.size(); ++token) {
      differences[token] = vocabulary.id_of(token) - (token == 0 ? 0 : vocabulary.id_of(token - 1));
    }
    writer.planes(differences, id_bytes);
  }
  if (rule != nullptr) write_rule(writer, *rule);
  return writer.take();
}

Result<PackedVocabulary> unpack(std::string_view packed) { return Unpacker(packed).unpack(); }

}  // namespace tokmill::bpe
