#include "vocabularies/model_strings.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>

#include "vocabularies/byte_alphabet.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

namespace {

// So many merges are looked up together. More do not help, as the processor has 10 to 20 loads under way.
constexpr std::size_t merges_at_once = 32;

// Ids below this are remembered in a bit each; a vocabulary has others only if it cannot be used.
constexpr TokenId usual_ids = TokenId{1} << 22;

// A set of pairs, as a hash table with linear probing.
class PairSet {
 public:
  explicit PairSet(std::size_t pairs) : slots_(std::bit_ceil(2 * pairs + 2), free) {}

  void prefetch(const FileMerge& merge) const noexcept { __builtin_prefetch(&slots_[slot_of(key_of(merge))]); }

  // Returns false if the set has the pair already.
  bool insert(const FileMerge& merge) {
    const std::uint64_t key = key_of(merge);
    if (key == free) return !std::exchange(has_free_key_, true);
    std::size_t i = slot_of(key);
    for (; slots_[i] != free; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i] == key) return false;
    }
    slots_[i] = key;
    return true;
  }

 private:
  static constexpr std::uint64_t free = ~std::uint64_t{0};

  static std::uint64_t key_of(const FileMerge& merge) noexcept { return std::uint64_t{merge.left} << 32 | merge.right; }
  [[nodiscard]] std::size_t slot_of(std::uint64_t key) const noexcept {
    return key * 0x9E3779B97F4A7C15U >> 32 & (slots_.size() - 1);
  }

  std::vector<std::uint64_t> slots_;
  bool has_free_key_ = false;
};

}  // namespace

std::string too_many_tokens(std::size_t tokens) {
  return std::to_string(tokens) + " tokens; at most " + std::to_string(most_tokens) + " are supported";
}

void ModelStrings::reserve(std::size_t tokens) {
  file_.tokens.reserve(tokens);
  file_.ids.reserve(tokens);
}

bool ModelStrings::is_new(TokenId id) {
  if (id >= usual_ids) return used_large_ids_.insert(id).second;
  if (id >= used_ids_.size()) used_ids_.resize(std::min<std::size_t>(2 * std::size_t{id} + 1024, usual_ids));
  if (used_ids_[id]) return false;
  used_ids_[id] = true;
  return true;
}

std::optional<std::string> ModelStrings::add_token(std::string_view token, TokenId id) {
  if (!is_new(id)) return "another token has the same id";
  if (!file_.ids.insert(token, id)) return "another token has the same string";
  const std::size_t start = file_.bytes.size();
  const bool has_alphabet = file_.alphabet == Alphabet::bytes;
  const bool in_alphabet = !has_alphabet || append_alphabet_bytes(token, file_.bytes);
  if (!has_alphabet || !in_alphabet) file_.bytes.append(token);
  const std::size_t size = file_.bytes.size() - start;
  file_.tokens.push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(size), id, in_alphabet});
  return std::nullopt;
}

std::optional<MergeProblem> ModelStrings::add_merge(std::string_view left, std::string_view right, std::size_t place) {
  const std::size_t start = waiting_text_.size();
  waiting_text_.append(left).append(right);
  waiting_.push_back({start,
                      left.size(),
                      left.size() + right.size(),
                      {StringIds::hash_of(left), StringIds::hash_of(right)},
                      place});
  for (const std::uint32_t hash : waiting_.back().hashes) file_.ids.prefetch(hash);
  return waiting_.size() < merges_at_once ? std::nullopt : look_up_merges();
}

std::optional<MergeProblem> ModelStrings::add_merge(std::string_view pair, std::size_t place) {
  const std::size_t blank = pair.find(' ');
  if (blank == std::string_view::npos || pair.find(' ', blank + 1) != std::string_view::npos) {
    return fail_merge("expected two tokens with a blank between them", place);
  }
  return add_merge(pair.substr(0, blank), pair.substr(blank + 1), place);
}

MergeProblem ModelStrings::fail_merge(std::string reason, std::size_t place) {
  return look_up_merges().value_or(MergeProblem{std::move(reason), place});
}

std::optional<MergeProblem> ModelStrings::look_up_merges() {
  for (const WaitingMerge& merge : waiting_) {
    if (auto problem = look_up(merge)) return problem;
  }
  waiting_.clear();
  waiting_text_.clear();
  return std::nullopt;
}

std::optional<MergeProblem> ModelStrings::look_up(const WaitingMerge& merge) {
  const std::string_view both = std::string_view(waiting_text_).substr(merge.start, merge.size);
  const std::string_view tokens[] = {both.substr(0, merge.left_size), both.substr(merge.left_size), both};
  TokenId ids[3] = {};
  for (std::size_t i = 0; i < 3; ++i) {
    const std::optional<TokenId> id =
        i < 2 ? file_.ids.find(tokens[i], merge.hashes[i]) : file_.ids.find_after_last(tokens[i]);
    if (!id) {
      return MergeProblem{std::string("the vocabulary has no token '").append(tokens[i]).append("'"), merge.place};
    }
    ids[i] = *id;
  }
  file_.merges.push_back({ids[0], ids[1], ids[2]});
  return std::nullopt;
}

std::optional<MergeProblem> ModelStrings::finish_merges() {
  if (auto problem = look_up_merges()) return problem;
  std::vector<FileMerge>& merges = file_.merges;
  PairSet pairs(merges.size());
  constexpr std::size_t ahead = 16;  // enough to hide the latency of memory
  // From the end, so that the last merge of a pair is the first one seen.
  std::size_t first = merges.size();
  for (std::size_t i = merges.size(); i-- > 0;) {
    if (i >= ahead) pairs.prefetch(merges[i - ahead]);
    if (pairs.insert(merges[i])) merges[--first] = merges[i];
  }
  merges.erase(merges.begin(), merges.begin() + static_cast<std::ptrdiff_t>(first));
  return std::nullopt;
}

void read_vocabulary(const JsonValue& vocabulary, const JsonPointer& at, ModelStrings& strings, JsonFields& fields) {
  if (!fields.expect(vocabulary, JsonKind::object, at)) return;
  const std::size_t tokens = vocabulary.members().size();
  if (tokens > most_tokens) return fields.fail(at, too_many_tokens(tokens));
  strings.reserve(tokens);
  std::string buffer;
  for (const auto& [key, value] : vocabulary.members()) {
    const std::string_view token = key.text(buffer);
    const TokenId id = fields.number(value, at.member(token));
    if (fields.failed()) return;
    if (const auto reason = strings.add_token(token, id)) return fields.fail(at.member(token), *reason);
  }
}

}  // namespace tokmill::vocabularies
