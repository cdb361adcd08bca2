#include "tokmill/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

#include "core/base/mutex.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/token_memory.hpp"
#include "tokmill/threads.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// The approximate size of a part: large compared to the cost of taking the next part, small enough that threads do not
// wait long for the last one.
constexpr std::size_t part_size = std::size_t{1} << 20;

// The number of bytes after part_size in which to look for a safe cut.
constexpr std::size_t reach = part_size / 4;

// Splits the text into parts. Returns one part if the text cannot be cut, or is too short.
std::vector<std::string_view> parts_of(const Encoding& encoding, std::string_view text, std::size_t threads) {
  if (threads < 2 || text.size() < part_size || find_ill_formed(text)) return {text};
  std::vector<std::string_view> parts;
  while (text.size() > part_size) {
    const std::size_t cut = cut_in_two(EncodingAccess::data(encoding), text, part_size, reach);
    parts.push_back(text.substr(0, cut));
    text.remove_prefix(cut);
  }
  if (!text.empty()) parts.push_back(text);
  return parts;
}

// Appends the tokens of the parts in order, regardless of the order in which they are finished. Thread-safe.
class OrderedAppender {
 public:
  OrderedAppender(std::size_t parts, std::vector<TokenId>& out) : out_(out), done_(parts) {}

  // Returns an empty list for the tokens of a part. Reuses the memory of a part that was appended, if there is one.
  [[nodiscard]] std::vector<TokenId> take_buffer() {
    const base::Lock lock(mutex_);
    if (spare_.empty()) return {};
    std::vector<TokenId> list = std::move(spare_.back());
    spare_.pop_back();
    return list;
  }

  // Takes the tokens of part i. If it is the next part in order, appends it and all finished parts that directly
  // follow.
  void add(std::size_t i, std::vector<TokenId> tokens) {
    const base::Lock lock(mutex_);
    done_[i] = std::move(tokens);
    for (; next_ < done_.size() && done_[next_]; ++next_) {
      std::vector<TokenId>& part = *done_[next_];
      const std::size_t needed = out_.size() + part.size();
      if (out_.capacity() < needed) reserve_tokens(out_, needed + needed / 4);  // the forecast was too low
      out_.insert(out_.end(), part.begin(), part.end());
      part.clear();
      spare_.push_back(std::move(part));
      done_[next_].reset();
    }
  }

 private:
  base::Mutex mutex_;
  std::vector<TokenId>& out_;
  std::vector<std::optional<std::vector<TokenId>>> done_;  // the parts that are finished but not yet appended
  std::size_t next_ = 0;                                   // the next part to append
  std::vector<std::vector<TokenId>> spare_;
};

}  // namespace

std::size_t count_in_parallel(const Encoding& encoding, std::string_view text, std::size_t threads,
                              IllFormed ill_formed) {
  const std::vector<std::string_view> parts = parts_of(encoding, text, threads);
  std::atomic<std::size_t> tokens{0};
  parallel_for(parts.size(), threads, [&](std::size_t i) { tokens += encoding.count(parts[i], ill_formed); });
  return tokens;
}

void encode_in_parallel(const Encoding& encoding, std::string_view text, std::vector<TokenId>& out,
                        std::size_t threads, IllFormed ill_formed) {
  const std::vector<std::string_view> parts = parts_of(encoding, text, threads);
  if (parts.size() == 1) {
    encoding.encode_ordinary(text, out, ill_formed);
    return;
  }
  reserve_for(encoding, text, ill_formed, out);
  OrderedAppender appender(parts.size(), out);
  parallel_for(parts.size(), threads, [&](std::size_t i) {
    std::vector<TokenId> tokens = appender.take_buffer();
    encoding.encode_ordinary(parts[i], tokens, ill_formed);
    appender.add(i, std::move(tokens));
  });
}

}  // namespace tokmill
