#include "core/bpe/builder/merge_order.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>

#include "core/bpe/builder/sort_tokens.hpp"
#include "core/bpe/builder/token_map.hpp"
#include "core/bpe/gaps.hpp"
#include "core/bpe/valid_pair.hpp"

namespace tokmill::bpe {
namespace {

constexpr std::size_t max_tokens = std::size_t{1} << token_id_bits;
constexpr std::size_t longest_token = 0xFFFF;

Error malformed(std::string message, std::size_t position) {
  return {ErrorCode::malformed_table, std::move(message), position};
}

Error unsupported(std::string message, std::size_t position) {
  return {ErrorCode::unsupported_vocabulary, std::move(message), position};
}

Error too_many_equal_hashes() {
  return unsupported("too many merges have the same hash", 0);
}

std::string quoted_id(TokenId id) { return "token " + std::to_string(id); }

// The first token that a limit excludes or that is empty, as an error.
template <class Token>
Result<void> check_limits(std::span<const Token> tokens) {
  if (tokens.empty()) return malformed("no tokens", 0);
  // Numbers below 256 are reserved for the single bytes.
  if (tokens.size() > max_tokens - byte_values) {
    return unsupported(std::to_string(tokens.size()) + " tokens; at most " +
                           std::to_string(max_tokens - byte_values) + " are supported",
                       0);
  }
  constexpr std::size_t most_bytes = 0xFFFFFFFF;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    bytes += tokens[i].bytes.size();
    if (bytes > most_bytes) return unsupported("the tokens have more than 4 GiB together", i + 1);
    if (tokens[i].bytes.empty()) return malformed(quoted_id(tokens[i].id) + " is empty", i + 1);
    if (tokens[i].bytes.size() > longest_token) {
      return unsupported(quoted_id(tokens[i].id) + " has " + std::to_string(tokens[i].bytes.size()) +
                             " bytes; at most " + std::to_string(longest_token) + " are supported",
                         i + 1);
    }
    if (tokens[i].id >= id_limit) {
      return unsupported("id " + std::to_string(tokens[i].id) + "; ids below " + std::to_string(id_limit) +
                             " are supported",
                         i + 1);
    }
  }
  return {};
}

template <class Token>
std::size_t tokens_of_several_bytes(std::span<const Token> tokens) {
  return static_cast<std::size_t>(
      std::count_if(tokens.begin(), tokens.end(), [](const Token& token) { return token.bytes.size() > 1; }));
}

// Errors: a byte that text can have is not a token.
Result<void> check_bytes(const TokenMap& map) {
  for (unsigned byte = 0; byte < byte_values; ++byte) {
    const char one = static_cast<char>(byte);
    if (!is_in_utf8(byte) || map.find({&one, 1}) != no_token) continue;
    constexpr char digits[] = "0123456789ABCDEF";
    return unsupported(std::string("byte 0x") + digits[byte >> 4] + digits[byte & 0xF] +
                           " is not a token, but can be part of UTF-8 text",
                       0);
  }
  return {};
}

// The positions of tokens in their list, by number.
class Positions {
 public:
  explicit Positions(std::size_t numbers) : positions_(numbers, 0) {}
  void set(TokenId number, std::size_t index) { positions_[number] = static_cast<std::uint32_t>(index + 1); }
  [[nodiscard]] std::size_t of(TokenId number) const { return positions_[number]; }

 private:
  std::vector<std::uint32_t> positions_;  // from 1
};

// Keeps the ids only if they differ from the numbers.
std::vector<TokenId> needed_ids(std::vector<TokenId> ids, const std::vector<std::string_view>& tokens) {
  for (TokenId number = 0; number < tokens.size(); ++number) {
    if (!tokens[number].empty() && ids[number] != number) return ids;
  }
  return {};
}

// The indexes of the tokens, ordered by rank.
Result<std::vector<std::uint32_t>> by_rank(std::span<const RankedToken> tokens) {
  std::vector<std::uint32_t> order(tokens.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto is_before = [&tokens](std::uint32_t left, std::uint32_t right) {
    return tokens[left].rank < tokens[right].rank;
  };
  if (!std::is_sorted(order.begin(), order.end(), is_before)) std::sort(order.begin(), order.end(), is_before);
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (tokens[order[i - 1]].rank != tokens[order[i]].rank) continue;
    return malformed("rank " + std::to_string(tokens[order[i]].rank) + " is used twice",
                     std::max(order[i - 1], order[i]) + std::size_t{1});
  }
  return order;
}

// Whether every token may have its rank as its number: ranks below 256 are those of the single bytes, and few ranks
// are unused.
bool ranks_are_numbers(std::span<const RankedToken> tokens, std::uint32_t largest) {
  if (largest >= max_tokens || largest / 2 >= tokens.size() + byte_values) return false;
  return std::all_of(tokens.begin(), tokens.end(), [](const RankedToken& token) {
    return (token.bytes.size() == 1) == (token.rank < byte_values);
  });
}

// Errors: an id that two tokens have.
template <class Token>
Result<void> check_ids(std::span<const Token> tokens) {
  TokenId largest = 0;
  for (const Token& token : tokens) largest = std::max(largest, token.id);
  std::vector<bool> is_used(std::size_t{largest} + 1);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_used[tokens[i].id]) return malformed("id " + std::to_string(tokens[i].id) + " is used twice", i + 1);
    is_used[tokens[i].id] = true;
  }
  return {};
}

// What waits for tokens that are not made yet. Whatever waits has a number, its rank.
class Waiting {
 public:
  // For parts below this.
  explicit Waiting(std::size_t parts) : last_of_part_(parts, none) {}

  void add(std::uint32_t part, std::uint32_t rank) {
    entries_.push_back({rank, last_of_part_[part]});
    last_of_part_[part] = static_cast<std::uint32_t>(entries_.size() - 1);
  }

  // Calls attempt(rank) for everything that waits for `part`, and for what waits for the parts that the attempts make:
  // these are returned by attempt(), or no_token. Shorter tokens come first, as size_of(rank) says, because the merges of
  // all shorter ones decide whether a merge is valid, and then lower ranks.
  template <class Attempt, class SizeOf>
  void release(std::uint32_t part, const Attempt& attempt, const SizeOf& size_of) {
    if (last_of_part_[part] == none) return;
    std::set<std::pair<std::size_t, std::uint32_t>> ready;
    while (true) {
      for (std::uint32_t entry = std::exchange(last_of_part_[part], none); entry != none;) {
        ready.emplace(size_of(entries_[entry].rank), entries_[entry].rank);
        entry = entries_[entry].previous;
      }
      do {
        if (ready.empty()) return;
        const std::uint32_t next = ready.begin()->second;
        ready.erase(ready.begin());
        part = attempt(next);
      } while (part == no_token);
    }
  }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  struct Entry {
    std::uint32_t rank;
    std::uint32_t previous;  // the entry of the same part before this one
  };

  std::vector<std::uint32_t> last_of_part_;
  std::vector<Entry> entries_;
};

// Finds the merges of tokens that have ranks. A token is merged as soon as its parts are made, in the phase of its own
// rank or in a later one (valid_pair.hpp).
class RankMerges {
 public:
  RankMerges(const std::vector<std::string_view>& tokens, const std::vector<TokenId>& prefixes, const TokenMap& map,
             MergeTable& merges)
      : tokens_(tokens),
        prefixes_(prefixes),
        map_(map),
        merges_(merges),
        first_right_(tokens.size(), no_token),
        waiting_(tokens.size()) {}

  // Returns false if too many merges have the same hash.
  [[nodiscard]] bool find_all() {
    std::uint64_t hashes[2 * ahead] = {};  // of the next tokens
    for (TokenId next = byte_values; next < tokens_.size() + 2 * ahead; ++next) {
      if (next < tokens_.size()) hashes[next % (2 * ahead)] = prefetch(next);
      if (next < byte_values + ahead) continue;
      if (const TokenId token = next - ahead; token < tokens_.size()) {
        find_first_right(token, hashes[token % (2 * ahead)]);
      }
      if (next < byte_values + 2 * ahead) continue;
      const TokenId token = next - 2 * ahead;
      if (tokens_[token].empty()) continue;
      if (make(token) == no_token) {
        wait(token);
      } else {
        waiting_.release(
            token, [this](TokenId other) { return merges_.is_made(other) ? no_token : make(other); },
            [this](TokenId other) { return tokens_[other].size(); });
      }
      if (has_failed_) return false;
    }
    return true;
  }

 private:
  // The first split of a token is looked up in two steps ahead of its turn, each of which starts to load what the next
  // one reads. This many tokens are enough to hide the latency of memory.
  static constexpr TokenId ahead = 16;

  // Adds the merge of a token, if its bytes have become two tokens. Returns the token, or no_token.
  TokenId make(TokenId token) {
    TokenId made = no_token;
    for_each_split(token, [&](TokenId left, TokenId right) {
      if (!merges_.is_made(left) || !merges_.is_made(right) || !is_valid_pair(merges_, left, right)) return true;
      if (!merges_.add(left, right, token)) has_failed_ = true;
      made = token;
      return false;
    });
    return made;
  }

  // The first step: returns the hash of what is after the longest prefix of a token.
  [[nodiscard]] std::uint64_t prefetch(TokenId token) const noexcept {
    const TokenId left = prefixes_[token];
    if (left == no_token) return 0;
    const std::uint64_t hash = TokenMap::hash_bytes(tokens_[token].substr(tokens_[left].size()));
    map_.prefetch(hash);
    return hash;
  }

  // The second step: finds the token with this hash.
  void find_first_right(TokenId token, std::uint64_t hash) {
    const TokenId left = prefixes_[token];
    if (left == no_token) return;
    const TokenId right = map_.find(tokens_[token].substr(tokens_[left].size()), hash);
    first_right_[token] = right;
    if (right == no_token) return;
    merges_.prefetch(left, right);
    merges_.prefetch(left);
    merges_.prefetch(right);
  }

  // Makes a token wait for parts that are not made.
  void wait(TokenId token) {
    for_each_split(token, [&](TokenId left, TokenId right) {
      for (const TokenId part : {left, right}) {
        if (!merges_.is_made(part)) waiting_.add(part, token);
      }
      return true;
    });
  }

  // Calls on_split(left, right) for all pairs of tokens with the bytes of `token`, until it returns false.
  template <class OnSplit>
  void for_each_split(TokenId token, const OnSplit& on_split) const {
    for (TokenId left = prefixes_[token]; left != no_token; left = prefixes_[left]) {
      const TokenId right = left == prefixes_[token] ? first_right_[token]
                                                     : map_.find(tokens_[token].substr(tokens_[left].size()));
      if (right != no_token && !on_split(left, right)) return;
    }
  }

  const std::vector<std::string_view>& tokens_;
  const std::vector<TokenId>& prefixes_;
  const TokenMap& map_;
  MergeTable& merges_;
  std::vector<TokenId> first_right_;  // by token: what the longest prefix leaves; no_token if that is no token
  Waiting waiting_;
  bool has_failed_ = false;
};

}  // namespace

void keep_ids(MergeOrder& order) {
  if (!order.ids.empty()) return;
  order.ids.resize(order.tokens.size(), no_token);
  for (TokenId number = 0; number < order.tokens.size(); ++number) {
    if (!order.tokens[number].empty()) order.ids[number] = number;
  }
}

Result<void> add_hidden(std::span<const ListedToken> tokens, MergeOrder& order) {
  if (tokens.empty()) return {};
  if (Result<void> valid = check_limits(tokens); !valid) return valid;
  if (Result<void> valid = check_ids(tokens); !valid) return valid;
  if (order.tokens.size() + tokens.size() > max_tokens) return unsupported("too many tokens", 0);
  keep_ids(order);
  const std::unordered_set<TokenId> used(order.ids.begin(), order.ids.end());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (used.contains(tokens[i].id)) return malformed("id " + std::to_string(tokens[i].id) + " is used twice", i + 1);
    order.tokens.push_back(tokens[i].bytes);
    order.ids.push_back(tokens[i].id);
    order.prefixes.push_back(no_token);
  }
  order.merges.add_tokens(tokens.size());
  order.hidden += tokens.size();
  return {};
}

Result<MergeOrder> order_by_ranks(std::span<const RankedToken> tokens) {
  if (Result<void> valid = check_limits(tokens); !valid) return std::move(valid).error();
  if (Result<void> valid = check_ids(tokens); !valid) return std::move(valid).error();
  const Result<std::vector<std::uint32_t>> order = by_rank(tokens);
  if (!order) return order.error();

  const std::uint32_t largest = tokens[order->back()].rank;
  const bool has_own_numbers = !ranks_are_numbers(tokens, largest);
  const std::size_t numbers = has_own_numbers ? byte_values + tokens.size() : std::size_t{largest} + 1;
  std::vector<std::string_view> by_number(numbers);
  std::vector<TokenId> ids(numbers, no_token);
  Positions positions(numbers);
  TokenId next_byte = 0;
  TokenId next = byte_values;
  for (const std::uint32_t index : *order) {
    const RankedToken& token = tokens[index];
    TokenId number = token.rank;
    if (has_own_numbers) {
      if (token.bytes.size() == 1 && next_byte == byte_values) {
        return malformed(quoted_id(token.id) + " has the bytes of another token", index + 1);
      }
      number = token.bytes.size() == 1 ? next_byte++ : next++;
    }
    by_number[number] = token.bytes;
    ids[number] = token.id;
    positions.set(number, index);
  }
  if (has_own_numbers) {
    by_number.resize(next);
    ids.resize(next);
  }

  const TokenMap map(by_number);
  if (const TokenId duplicate = map.duplicate(); duplicate != no_token) {
    return malformed(quoted_id(ids[duplicate]) + " has the bytes of another token", positions.of(duplicate));
  }
  if (Result<void> valid = check_bytes(map); !valid) return std::move(valid).error();

  SortedTokens sorted = sort_tokens(by_number);
  std::vector<TokenId> prefixes = longest_prefixes(by_number, sorted);
  MergeTable merges(by_number.size(), tokens_of_several_bytes(tokens));
  if (!RankMerges(by_number, prefixes, map, merges).find_all()) return too_many_equal_hashes();
  ids = needed_ids(std::move(ids), by_number);
  return MergeOrder{std::move(by_number), std::move(ids), std::move(sorted.tokens), std::move(prefixes),
                    std::move(merges)};
}

namespace {

// A merge of a list, with indexes of tokens.
struct IndexedMerge {
  std::uint32_t left;
  std::uint32_t right;
  std::uint32_t made;
};

// Finds the tokens that merges of a list make.
class MadeTokens {
 public:
  MadeTokens(const std::vector<std::string_view>& tokens, const TokenMap& map) : tokens_(tokens), map_(map) {}

  // The index of the token that two tokens make, or no_token. In most files the list and the tokens have the same
  // order, so it is tried first whether a merge makes the token of the last one, or the next token.
  [[nodiscard]] std::uint32_t find(std::uint32_t left, std::uint32_t right) {
    for (const std::uint32_t guess : {last_, last_ + 1}) {
      if (guess < tokens_.size() && is_made_of(tokens_[guess], tokens_[left], tokens_[right])) return last_ = guess;
    }
    both_.assign(tokens_[left]).append(tokens_[right]);
    const TokenId found = map_.find(both_);
    if (found != no_token) last_ = found;
    return found;
  }

 private:
  [[nodiscard]] static bool is_made_of(std::string_view token, std::string_view left, std::string_view right) {
    return token.size() == left.size() + right.size() && token.starts_with(left) && token.ends_with(right);
  }

  const std::vector<std::string_view>& tokens_;
  const TokenMap& map_;
  std::uint32_t last_ = 0;
  std::string both_;
};

// Errors: a merge of unknown tokens, or whose result is not a token.
Result<std::vector<IndexedMerge>> index_merges(std::span<const ListedToken> tokens, std::span<const Merge> merges) {
  TokenId largest = 0;
  for (const ListedToken& token : tokens) largest = std::max(largest, token.id);
  std::vector<std::uint32_t> index_of(std::size_t{largest} + 1, no_token);
  std::vector<std::string_view> bytes(tokens.size());
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    index_of[tokens[i].id] = i;
    bytes[i] = tokens[i].bytes;
  }
  const TokenMap map(bytes);
  if (const TokenId duplicate = map.duplicate(); duplicate != no_token) {
    return malformed(quoted_id(tokens[duplicate].id) + " has the bytes of another token", duplicate + 1);
  }

  std::vector<IndexedMerge> indexed;
  indexed.reserve(merges.size());
  MadeTokens made(bytes, map);
  for (std::size_t i = 0; i < merges.size(); ++i) {
    for (const TokenId id : {merges[i].left, merges[i].right}) {
      if (id > largest || index_of[id] == no_token) {
        return malformed("the merge names id " + std::to_string(id) + ", which no token has", i + 1);
      }
    }
    const std::uint32_t left = index_of[merges[i].left];
    const std::uint32_t right = index_of[merges[i].right];
    const std::uint32_t result = made.find(left, right);
    if (result == no_token) {
      return malformed("the merge of " + quoted_id(merges[i].left) + " and " + quoted_id(merges[i].right) +
                           " does not give a token",
                       i + 1);
    }
    indexed.push_back({left, right, result});
  }
  return indexed;
}

// Keeps the last one of equal merges.
void drop_repeated(std::vector<IndexedMerge>& merges) {
  std::vector<std::uint32_t> order(merges.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto key = [&merges](std::uint32_t i) { return std::uint64_t{merges[i].left} << 32 | merges[i].right; };
  std::sort(order.begin(), order.end(), [&key](std::uint32_t left, std::uint32_t right) {
    return key(left) != key(right) ? key(left) < key(right) : left < right;
  });
  std::vector<bool> is_dropped(merges.size());
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (key(order[i - 1]) != key(order[i])) continue;
    is_dropped[order[i - 1]] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < merges.size(); ++i) {
    if (!is_dropped[i]) merges[kept++] = merges[i];
  }
  merges.resize(kept);
}

// Finds the merges that text needs among those of a list. Until all are known, the number of a token is that of its
// merge in the list, so that numbers are in the order of ranks.
class ListMerges {
 public:
  ListMerges(std::span<const ListedToken> tokens, const std::vector<IndexedMerge>& list)
      : tokens_(tokens),
        list_(list),
        numbers_(tokens.size(), no_token),
        table_(byte_values + list.size(), tokens_of_several_bytes(tokens)),
        waiting_(tokens.size()) {
    TokenId byte = 0;
    for (const std::uint32_t index : ordered_by_id(tokens)) {
      if (tokens[index].bytes.size() == 1) numbers_[index] = byte++;
    }
  }

  enum class Outcome { done, has_repeated_merges, too_many_equal_hashes };

  Outcome find_all() {
    for (std::uint32_t i = 0; i < list_.size() && outcome_ == Outcome::done; ++i) {
      if (i + ahead < list_.size()) prefetch(list_[i + ahead]);
      const std::uint32_t made = make(i);
      if (made == no_token) continue;
      waiting_.release(
          made, [this](std::uint32_t other) { return make(other); },
          [this](std::uint32_t other) { return tokens_[list_[other].made].bytes.size(); });
    }
    return outcome_;
  }

  [[nodiscard]] const std::vector<TokenId>& numbers() const noexcept { return numbers_; }
  [[nodiscard]] const MergeTable& table() const noexcept { return table_; }

  /// The numbers of the tokens that merges make, parts before the tokens that they are part of.
  [[nodiscard]] const std::vector<TokenId>& made() const noexcept { return made_; }

  [[nodiscard]] static std::vector<std::uint32_t> ordered_by_id(std::span<const ListedToken> tokens) {
    std::vector<std::uint32_t> order(tokens.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto is_before = [&tokens](std::uint32_t left, std::uint32_t right) { return tokens[left].id < tokens[right].id; };
    if (!std::is_sorted(order.begin(), order.end(), is_before)) std::sort(order.begin(), order.end(), is_before);
    return order;
  }

 private:
  static constexpr std::size_t ahead = 16;  // enough to hide the latency of memory

  // Starts to load what a merge needs, if its tokens are made already.
  void prefetch(const IndexedMerge& merge) const noexcept {
    const TokenId left = numbers_[merge.left];
    const TokenId right = numbers_[merge.right];
    if (left == no_token || right == no_token || numbers_[merge.made] != no_token) return;
    table_.prefetch(left, right);
    table_.prefetch(left);
    table_.prefetch(right);
  }

  // Applies a merge of the list, or makes it wait for its parts. Returns the index of the token that it makes, or
  // no_token.
  std::uint32_t make(std::uint32_t index) {
    const IndexedMerge& merge = list_[index];
    const TokenId left = numbers_[merge.left];
    const TokenId right = numbers_[merge.right];
    if (left == no_token || right == no_token) {
      waiting_.add(left == no_token ? merge.left : merge.right, index);
      return no_token;
    }
    TokenId& made = numbers_[merge.made];
    if (made != no_token) {
      const LastMerge& last = table_.last_merge(made);
      if (last.left == left && last.right == right) outcome_ = Outcome::has_repeated_merges;
      return no_token;
    }
    if (!is_valid_pair(table_, left, right)) return no_token;
    made = byte_values + index;
    made_.push_back(made);
    if (!table_.add(left, right, made)) outcome_ = Outcome::too_many_equal_hashes;
    return merge.made;
  }

  std::span<const ListedToken> tokens_;
  const std::vector<IndexedMerge>& list_;
  std::vector<TokenId> numbers_;  // by index in the list of tokens
  MergeTable table_;
  std::vector<TokenId> made_;
  Waiting waiting_;
  Outcome outcome_ = Outcome::done;
};

}  // namespace

Result<MergeOrder> order_by_merges(std::span<const ListedToken> tokens, std::span<const Merge> merges) {
  if (Result<void> valid = check_limits(tokens); !valid) return std::move(valid).error();
  if (Result<void> valid = check_ids(tokens); !valid) return std::move(valid).error();
  if (merges.size() > max_tokens - byte_values) {
    return unsupported(std::to_string(merges.size()) + " merges; at most " +
                           std::to_string(max_tokens - byte_values) + " are supported",
                       0);
  }
  Result<std::vector<IndexedMerge>> list = index_merges(tokens, merges);
  if (!list) return std::move(list).error();

  std::optional<ListMerges> found;
  while (true) {
    found.emplace(tokens, *list);
    const ListMerges::Outcome outcome = found->find_all();
    if (outcome == ListMerges::Outcome::too_many_equal_hashes) return too_many_equal_hashes();
    if (outcome == ListMerges::Outcome::done) break;
    drop_repeated(*list);
  }

  // Number the tokens that are made by rank, and then the others by id.
  std::vector<std::uint32_t> index_of(byte_values + list->size(), no_token);  // by number so far
  std::vector<std::uint32_t> others;
  for (const std::uint32_t index : ListMerges::ordered_by_id(tokens)) {
    const TokenId number = found->numbers()[index];
    if (number == no_token) {
      others.push_back(index);
    } else {
      index_of[number] = index;
    }
  }
  std::vector<std::string_view> by_number(byte_values);
  std::vector<TokenId> ids(byte_values, no_token);
  std::vector<TokenId> numbers(index_of.size(), no_token);  // by number so far
  for (TokenId number = 0; number < index_of.size(); ++number) {
    if (index_of[number] == no_token) continue;
    const ListedToken& token = tokens[index_of[number]];
    if (number < byte_values) {
      numbers[number] = number;
      by_number[number] = token.bytes;
      ids[number] = token.id;
    } else {
      numbers[number] = static_cast<TokenId>(by_number.size());
      by_number.push_back(token.bytes);
      ids.push_back(token.id);
    }
  }
  for (const std::uint32_t index : others) {
    by_number.push_back(tokens[index].bytes);
    ids.push_back(tokens[index].id);
  }
  MergeTable table(by_number.size(), tokens_of_several_bytes(tokens));
  constexpr std::size_t ahead = 16;  // enough to hide the latency of memory
  for (std::size_t i = 0; i < found->made().size(); ++i) {
    if (i + ahead < found->made().size()) {
      const LastMerge& next = found->table().last_merge(found->made()[i + ahead]);
      table.prefetch(numbers[next.left], numbers[next.right]);
    }
    const TokenId number = found->made()[i];
    const LastMerge& last = found->table().last_merge(number);
    if (!table.add(numbers[last.left], numbers[last.right], numbers[number])) return too_many_equal_hashes();
  }
  ids = needed_ids(std::move(ids), by_number);
  SortedTokens sorted = sort_tokens(by_number);
  std::vector<TokenId> prefixes = longest_prefixes(by_number, sorted);
  return MergeOrder{std::move(by_number), std::move(ids), std::move(sorted.tokens), std::move(prefixes),
                    std::move(table)};
}

}  // namespace tokmill::bpe
