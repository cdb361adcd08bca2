#include "tokmill/appendable_counter.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/bpe/merge.hpp"
#include "core/bpe/prefix_tokens.hpp"
#include "core/bpe/settled_tokens.hpp"
#include "core/pretokenize/long_piece.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/piece_encoder.hpp"
#include "core/tokenizer/replacements.hpp"
#include "core/tokenizer/ruled_growth.hpp"
#include "core/tokenizer/stream_utf8.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// The bytes to append before their pieces are looked for.
constexpr std::size_t enough = 4096;

// The most bytes to append at once: text up to which the state to roll back to is known.
constexpr std::size_t max_part = std::size_t{1} << 14;

// The number of pieces to keep unsettled before the end of the text is reached: so many that the text up to the last of
// them settles those before. Five would be enough: a text that ends there has the same pieces up to four before the
// last one (max_changed_pieces in truncate/prefix.cpp), and more text changes the last two of these.
constexpr std::size_t kept_pieces = 8;

// If more bytes are unsettled, they are followed as a long piece.
constexpr std::size_t longest_tail = 128;

// Pieces up to this size are encoded again at each count.
constexpr std::size_t longest_encoded_again = 128;

// The least number of bytes of a long piece to merge at once, and the least ratio of that number to the number of bytes
// whose tokens are then not settled: so large that little time is spent on finding the settled tokens.
constexpr std::size_t min_block = std::size_t{1} << 10;
constexpr std::size_t min_ratio = 64;

// The minimum distance of checkpoints.
constexpr std::size_t checkpoint_distance = 1024;

}  // namespace

// All offsets are those of the text with U+FFFD for ill-formed parts, except for size_.
class AppendableCounter::State {
 public:
  explicit State(const Encoding& encoding) : encoding_(encoding), data_(EncodingAccess::data(encoding_)) {}

  void append(std::string_view part) {
    count_.reset();
    while (!part.empty()) {
      append_bytes(part.substr(0, max_part));
      part.remove_prefix(std::min(part.size(), max_part));
      if (text_.size() - looked_at_ >= enough) settle();
    }
  }

  [[nodiscard]] std::uint64_t count() {
    if (!count_) {
      settle();
      const std::size_t size = text_.size();
      if (!utf8_.held().empty()) text_ += unicode::replacement_character;
      count_ = now_.tokens + count_tail(size);
      text_.resize(size);
      for (Tail& tail : tails_) tail.tokens.truncate(size - std::min(size, tail.start));
    }
    return *count_;
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  void roll_back(std::size_t size) {
    if (size >= size_) return;
    count_.reset();
    const std::size_t held = size_ - utf8_.held().size();
    std::string start;  // of the character that is cut
    if (size >= held) {
      start = utf8_.held().substr(0, size - held);
    } else {
      const ReplacedPosition position = replacements_.find(text_, size);
      start = position.start;
      text_.resize(position.unit);
      replacements_.truncate(size);
      restore();
    }
    size_ = size - start.size();
    utf8_ = {};
    append_bytes(start);
  }

 private:
  // What is settled, whatever follows the first `known` bytes of the text.
  struct Settled {
    std::size_t end = 0;
    std::uint64_t tokens = 0;
    std::size_t known = 0;
    std::optional<pretokenize::LongPiece> piece;  // the piece that `end` is inside of, if it is
  };

  // A piece that starts at `start`, if the text ended now.
  struct Tail {
    std::size_t start;
    pretokenize::LongPiece piece;
    bpe::PrefixTokens tokens;
  };

  void append_bytes(std::string_view part) {
    append_replaced(utf8_, part, size_, text_, replacements_);
    size_ += part.size();
  }

  // Goes back to a state that the text, which has become shorter, settles.
  void restore() {
    if (now_.known > text_.size()) {
      while (!checkpoints_.empty() && checkpoints_.back().known > text_.size()) checkpoints_.pop_back();
      now_ = checkpoints_.empty() ? Settled() : checkpoints_.back();
    }
    long_piece_ = now_.piece;
    block_ = min_block;
    looked_at_ = now_.end;
    std::erase_if(tails_, [&](const Tail& tail) { return tail.start < now_.end || tail.start > text_.size(); });
    for (Tail& tail : tails_) {
      tail.tokens.truncate(text_.size() - tail.start);
      tail.piece = pretokenize::LongPiece(data_.pattern);
    }
  }

  // Settles all that the text settles.
  void settle() {
    do {
      if (!long_piece_) settle_pieces();
    } while (long_piece_ && settle_long_piece());
    looked_at_ = text_.size();
  }

  void settle_until(std::size_t end, std::uint64_t tokens, std::size_t known,
                    const std::optional<pretokenize::LongPiece>& piece) {
    now_ = {end, now_.tokens + tokens, known, piece};
    if (checkpoints_.empty() || end >= checkpoints_.back().end + checkpoint_distance) checkpoints_.push_back(now_);
  }

  // Settles whole pieces. Starts a long piece if many bytes are left.
  void settle_pieces() {
    const char* ends[kept_pieces + pretokenize::window_size];
    std::size_t count = 0;
    const char* const text = text_.data();
    const char* const end = text + text_.size();
    const char* at = text + now_.end;
    const pretokenize::SplitFunction pre_tokenizer =
        text_.size() - now_.end >= pretokenize::window_size ? data_.pre_tokenizer : data_.few_pieces;
    TokenCounter counter;
    PieceEncoder<TokenCounter> encoder(data_, counter);
    for (const char* next = at; next != end;) {
      count += pre_tokenizer(next, end, ends + count, pretokenize::window_size);
      next = ends[count - 1];
      const std::size_t kept = next == end ? pretokenize::max_unsettled_pieces : kept_pieces;
      if (count <= kept) continue;
      const std::size_t settled = count - kept;
      const std::size_t before = counter.tokens();
      encoder.encode(at, ends, settled, end);
      at = ends[settled - 1];
      settle_until(static_cast<std::size_t>(at - text), counter.tokens() - before,
                   static_cast<std::size_t>(next - text), std::nullopt);
      std::copy(ends + settled, ends + count, ends);
      count = kept;
    }
    if (text_.size() - now_.end > longest_tail) long_piece_.emplace(data_.pattern);
  }

  // Settles tokens of the long piece that starts at now_.end or before. Returns whether all of it is settled.
  bool settle_long_piece() {
    std::string_view rest = std::string_view(text_).substr(now_.end);
    const std::optional<std::size_t> end = long_piece_->find_end(rest, false);
    std::size_t certain = end.value_or(long_piece_->certain());
    if (end && !now_.piece) {
      settle_until(now_.end + certain, PieceCounter(data_).count(rest.substr(0, certain)), text_.size(), std::nullopt);
      long_piece_.reset();
      return true;
    }
    while (!end && certain >= block_) {
      const std::string_view block = rest.substr(0, block_);
      merge(block);
      const std::size_t settled = bpe::settled_tokens(data_.vocabulary, block, merged_);
      if (settled == 0) {
        block_ *= 2;  // some later token decides
        continue;
      }
      std::size_t size = 0;
      for (std::size_t i = 0; i < settled; ++i) size += data_.vocabulary.token_size(merged_[i]);
      long_piece_->drop(size);
      settle_until(now_.end + size, settled, text_.size(), long_piece_);
      rest.remove_prefix(size);
      certain -= size;
      block_ = std::max(min_block, min_ratio * (block.size() - size));
    }
    if (!end) return false;
    // The rest of a piece is merged, even if it is a token.
    merge(rest.substr(0, certain));
    settle_until(now_.end + certain, merged_.size(), text_.size(), std::nullopt);
    long_piece_.reset();
    return true;
  }

  void merge(std::string_view text) {
    merged_.clear();
    bpe::merge_long(data_.vocabulary, text, merged_, merge_memory_);
  }

  // The number of tokens from now_.end to the end of the text, of which the first `size` bytes stay.
  [[nodiscard]] std::uint64_t count_tail(std::size_t size) {
    PieceCounter counter(data_);
    std::uint64_t tokens = 0;
    const char* const end = text_.data() + text_.size();
    for (std::size_t at = now_.end; at < text_.size();) {
      if (!long_piece_) {
        const char* piece_end = nullptr;
        data_.few_pieces(text_.data() + at, end, &piece_end, 1);
        tokens += counter.count({text_.data() + at, piece_end});
        at = static_cast<std::size_t>(piece_end - text_.data());
        continue;
      }
      const bool is_first = at == now_.end;
      Tail& tail = tail_at(at);
      pretokenize::LongPiece& piece = is_first ? *long_piece_ : tail.piece;
      const std::string_view rest = std::string_view(text_).substr(at);
      // The end is not known if it depends on later text; then take it for the text as it is.
      if (at < size) static_cast<void>(piece.find_end(rest.substr(0, size - at), false));
      const std::size_t piece_size = *pretokenize::LongPiece(piece).find_end(rest, true);
      const std::string_view bytes = rest.substr(0, piece_size);
      const bool is_whole = !is_first || !now_.piece;
      const bool may_be_token = piece_size <= std::max(longest_encoded_again, data_.vocabulary.max_token_size());
      tokens += is_whole && may_be_token ? counter.count(bytes) : tail.tokens.count(bytes);
      at += piece_size;
    }
    return tokens;
  }

  Tail& tail_at(std::size_t start) {
    constexpr std::size_t max_tails = 4;  // more than can alternate at the end of a text
    const auto found = std::ranges::find(tails_, start, &Tail::start);
    if (found != tails_.end()) return *found;
    std::erase_if(tails_, [this](const Tail& tail) { return tail.start < now_.end; });
    if (tails_.size() == max_tails) tails_.erase(tails_.begin());
    tails_.push_back({start, pretokenize::LongPiece(data_.pattern), bpe::PrefixTokens(data_.vocabulary)});
    return tails_.back();
  }

  const Encoding encoding_;
  const EncodingData& data_;
  StreamUtf8 utf8_;
  std::size_t size_ = 0;  // in bytes, as appended
  std::string text_;      // without the bytes that utf8_ holds
  Replacements replacements_;
  std::optional<std::uint64_t> count_;  // unless the text has changed
  std::size_t looked_at_ = 0;           // the size of the text when it was last settled
  Settled now_;
  std::vector<Settled> checkpoints_;                  // in order, at some distance from each other
  std::optional<pretokenize::LongPiece> long_piece_;  // now_.piece, or the piece at now_.end if it is long, continued
  std::size_t block_ = min_block;
  std::vector<Tail> tails_;
  std::vector<TokenId> merged_;
  bpe::LongMergeMemory merge_memory_;
};

AppendableCounter::AppendableCounter(const Encoding& encoding) {
  if (EncodingAccess::data(encoding).rules == nullptr) {
    state_ = std::make_unique<State>(encoding);
  } else {
    ruled_ = std::make_unique<RuledGrowth>(encoding);
  }
}

AppendableCounter::AppendableCounter(AppendableCounter&&) noexcept = default;
AppendableCounter& AppendableCounter::operator=(AppendableCounter&&) noexcept = default;
AppendableCounter::~AppendableCounter() = default;

void AppendableCounter::append(std::string_view part) {
  if (ruled_ != nullptr) return ruled_->append(part);
  state_->append(part);
}

std::uint64_t AppendableCounter::count() { return ruled_ == nullptr ? state_->count() : ruled_->count(); }

std::size_t AppendableCounter::size() const noexcept { return ruled_ == nullptr ? state_->size() : ruled_->size(); }

void AppendableCounter::roll_back(std::size_t size) {
  if (ruled_ != nullptr) return ruled_->roll_back(size);
  state_->roll_back(size);
}

}  // namespace tokmill
