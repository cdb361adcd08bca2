#include "tokmill/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

#include "core/base/mutex.hpp"
#include "core/pretokenize/safe_cut.hpp"
#include "core/tokenizer/token_memory.hpp"
#include "tokmill/threads.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// Parts are of about this size: large against what a thread does between two of them, small enough that none is left waiting
// for the last part of another.
constexpr std::size_t part_size = std::size_t{1} << 20;

// How far beyond that a place to cut is looked for.
constexpr std::size_t reach = part_size / 4;

// The text in parts, in order. One part where it cannot be cut, or need not be.
std::vector<std::string_view> parts_of(std::string_view text, std::size_t threads) {
  if (threads < 2 || text.size() < part_size || find_ill_formed(text)) return {text};
  std::vector<std::string_view> parts;
  while (text.size() > part_size) {
    const std::size_t cut = pretokenize::safe_cut(text, part_size, reach);
    parts.push_back(text.substr(0, cut));
    text.remove_prefix(cut);
  }
  if (!text.empty()) parts.push_back(text);
  return parts;
}

// Appends the tokens of parts in the order of the parts, whichever is done first. Used by all threads.
class InOrder {
 public:
  InOrder(std::size_t parts, std::vector<TokenId>& out) : out_(out), done_(parts) {}

  // An empty list for the tokens of a part; the memory of one that was appended, where there is one.
  [[nodiscard]] std::vector<TokenId> memory() {
    const base::Lock lock(mutex_);
    if (spare_.empty()) return {};
    std::vector<TokenId> list = std::move(spare_.back());
    spare_.pop_back();
    return list;
  }

  // Takes the tokens of part i. Whoever ends the part whose turn it is appends it, and those behind it that are done.
  void add(std::size_t i, std::vector<TokenId> tokens) {
    const base::Lock lock(mutex_);
    done_[i] = std::move(tokens);
    for (; turn_ < done_.size() && done_[turn_]; ++turn_) {
      std::vector<TokenId>& part = *done_[turn_];
      const std::size_t needed = out_.size() + part.size();
      if (out_.capacity() < needed) reserve_tokens(out_, needed + needed / 4);  // more than was foretold
      out_.insert(out_.end(), part.begin(), part.end());
      part.clear();
      spare_.push_back(std::move(part));
      done_[turn_].reset();
    }
  }

 private:
  base::Mutex mutex_;
  std::vector<TokenId>& out_;
  std::vector<std::optional<std::vector<TokenId>>> done_;  // of the parts that are, and are not appended
  std::size_t turn_ = 0;                                   // the part that is appended next
  std::vector<std::vector<TokenId>> spare_;
};

}  // namespace

std::size_t count_in_parallel(const Encoding& encoding, std::string_view text, std::size_t threads,
                              IllFormed ill_formed) {
  const std::vector<std::string_view> parts = parts_of(text, threads);
  std::atomic<std::size_t> tokens{0};
  parallel_for(parts.size(), threads, [&](std::size_t i) { tokens += encoding.count(parts[i], ill_formed); });
  return tokens;
}

void encode_in_parallel(const Encoding& encoding, std::string_view text, std::vector<TokenId>& out,
                        std::size_t threads, IllFormed ill_formed) {
  const std::vector<std::string_view> parts = parts_of(text, threads);
  if (parts.size() == 1) {
    encoding.encode_ordinary(text, out, ill_formed);
    return;
  }
  reserve_for(encoding, text, ill_formed, out);
  InOrder in_order(parts.size(), out);
  parallel_for(parts.size(), threads, [&](std::size_t i) {
    std::vector<TokenId> tokens = in_order.memory();
    encoding.encode_ordinary(parts[i], tokens, ill_formed);
    in_order.add(i, std::move(tokens));
  });
}

}  // namespace tokmill
