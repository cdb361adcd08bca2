// The format: numbers of 32 bits, little-endian; a text or list is its size and then its bytes or items; a choice is
// its number and then its members. One list of members, `transfer`, serves both for writing and for reading.

#include "vocabularies/tokenizer_parts.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>
#include <variant>

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

// Changes with the format, so that other bytes are refused.
constexpr std::uint32_t parts_version = 2;

class Writer {
 public:
  void number(const std::uint32_t& number) {
    for (unsigned shift = 0; shift < 32; shift += 8) bytes_.push_back(static_cast<char>(number >> shift & 0xFFU));
  }

  void text(const std::string& text) {
    number(static_cast<std::uint32_t>(text.size()));
    bytes_.append(text);
  }

  void flag(const bool& flag) { bytes_.push_back(flag ? '\1' : '\0'); }

  // `count`: of the enumerators.
  template <class Enum>
  void choice(const Enum& value, std::uint32_t count) {
    static_cast<void>(count);
    number(static_cast<std::uint32_t>(value));
  }

  template <class Item>
  void list(const std::vector<Item>& items) {
    number(static_cast<std::uint32_t>(items.size()));
    for (const Item& item : items) transfer(*this, item);
  }

  template <class... Types>
  void variant(const std::variant<Types...>& value) {
    number(static_cast<std::uint32_t>(value.index()));
    std::visit([this](const auto& held) { transfer(*this, held); }, value);
  }

  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// After a failure, reads nothing more and leaves the values as they are.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool is_at_end() const { return at_ == bytes_.size(); }
  [[nodiscard]] std::size_t position() const { return at_; }

  void number(std::uint32_t& number) {
    const std::string_view four = take(4);
    if (failed_) return;
    number = 0;
    for (unsigned i = 0; i < 4; ++i) number |= std::uint32_t{static_cast<unsigned char>(four[i])} << 8 * i;
  }

  void text(std::string& text) {
    std::uint32_t size = 0;
    number(size);
    text = std::string(take(size));
  }

  void flag(bool& flag) {
    const std::string_view one = take(1);
    if (failed_) return;
    flag = one[0] == '\1';
    if (one[0] != '\1' && one[0] != '\0') failed_ = true;
  }

  template <class Enum>
  void choice(Enum& value, std::uint32_t count) {
    std::uint32_t index = 0;
    number(index);
    if (index >= count) failed_ = true;
    if (!failed_) value = static_cast<Enum>(index);
  }

  template <class Item>
  void list(std::vector<Item>& items) {
    std::uint32_t size = 0;
    number(size);
    // Each item takes at least a byte, so a wrong size ends at the end of the bytes.
    for (std::uint32_t i = 0; i < size && !failed_; ++i) transfer(*this, items.emplace_back());
  }

  template <class... Types>
  void variant(std::variant<Types...>& value) {
    std::uint32_t index = 0;
    number(index);
    if (index >= sizeof...(Types)) failed_ = true;
    if (failed_) return;
    std::uint32_t type = 0;
    static_cast<void>((... || (type++ == index && (value = Types{}, true))));
    std::visit([this](auto& held) { transfer(*this, held); }, value);
  }

 private:
  std::string_view take(std::size_t size) {
    if (size > bytes_.size() - at_) failed_ = true;
    if (failed_) return {};
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

// A value of this type, const for the writer.
template <class Value, class Type>
concept Is = std::is_same_v<std::remove_const_t<Value>, Type>;

template <class Transfer>
void transfer(Transfer& to, Is<TokenId> auto& id) {
  to.number(id);
}

template <class Transfer>
void transfer(Transfer& to, Is<NormalForm> auto& form) {
  to.choice(form, static_cast<std::uint32_t>(NormalForm::nfkd) + 1);
}

template <class Transfer>
void transfer(Transfer&, Is<Lowercase> auto&) {}

template <class Transfer>
void transfer(Transfer& to, Is<Replace> auto& replace) {
  to.text(replace.pattern);
  to.text(replace.content);
}

template <class Transfer>
void transfer(Transfer& to, Is<Prepend> auto& prepend) {
  to.text(prepend.content);
}

template <class Transfer>
void transfer(Transfer& to, Is<SplitBehavior> auto& behavior) {
  to.choice(behavior, static_cast<std::uint32_t>(SplitBehavior::contiguous) + 1);
}

template <class Transfer>
void transfer(Transfer& to, Is<Split> auto& split) {
  to.text(split.pattern);
  to.choice(split.syntax, static_cast<std::uint32_t>(PatternSyntax::fancy_regex) + 1);
  transfer(to, split.behavior);
  to.flag(split.invert);
}

template <class Transfer>
void transfer(Transfer& to, Is<ByteLevel> auto& step) {
  to.flag(step.use_regex);
}

template <class Transfer>
void transfer(Transfer& to, Is<Digits> auto& step) {
  to.flag(step.individual);
}

template <class Transfer>
void transfer(Transfer& to, Is<Punctuation> auto& step) {
  transfer(to, step.behavior);
}

template <class Transfer>
void transfer(Transfer& to, Is<SplitStep> auto& step) {
  to.variant(step);
}

template <class Transfer>
void transfer(Transfer& to, Is<Normalizer> auto& normalizer) {
  to.variant(normalizer);
}

template <class Transfer>
void transfer(Transfer& to, Is<AddedToken> auto& token) {
  to.text(token.name);
  to.number(token.id);
  to.flag(token.special);
  to.flag(token.normalized);
}

template <class Transfer>
void transfer(Transfer& to, Is<TokenizerParts> auto& parts) {
  to.list(parts.splits);
  to.list(parts.normalizers);
  to.list(parts.added);
  to.list(parts.prefix);
  to.list(parts.suffix);
  to.flag(parts.strips_first_blank);
  to.flag(parts.merges_alone);
}

}  // namespace

TokenizerParts parts_of(TokenizerFile&& file) {
  return {.splits = std::move(file.splits),
          .normalizers = std::move(file.normalizers),
          .added = std::move(file.added),
          .prefix = std::move(file.prefix),
          .suffix = std::move(file.suffix),
          .strips_first_blank = file.strips_first_blank,
          .merges_alone = file.merges_alone};
}

TokenizerParts parts_of(EncodingParts&& parts) {
  const std::span<const SplitStep> splits = parts.pre_tokenizer.steps();
  return {.splits = {splits.begin(), splits.end()},
          .normalizers = std::move(parts.normalizers),
          .added = std::move(parts.added_tokens),
          .prefix = std::move(parts.prefix_tokens),
          .suffix = std::move(parts.suffix_tokens),
          .strips_first_blank = parts.strips_first_blank,
          .merges_alone = parts.merges_alone};
}

Result<Encoding> make_encoding(const Vocabulary& vocabulary, TokenizerParts parts, std::string name) {
  Result<PreTokenizer> pre_tokenizer = PreTokenizer::of_steps(std::move(parts.splits));
  if (!pre_tokenizer) return std::move(pre_tokenizer).error();
  return Encoding::make(vocabulary, {std::move(name), *std::move(pre_tokenizer), std::move(parts.added),
                                     std::move(parts.normalizers), parts.strips_first_blank, parts.merges_alone,
                                     std::move(parts.prefix), std::move(parts.suffix)});
}

std::string write_parts(const TokenizerParts& parts) {
  Writer writer;
  writer.number(parts_version);
  transfer(writer, parts);
  return writer.take();
}

Result<TokenizerParts> read_parts(std::string_view bytes) {
  Reader reader(bytes);
  const auto unusable = [&reader](const char* message) {
    return Error{ErrorCode::unusable_image, message, reader.position()};
  };
  std::uint32_t version = 0;
  reader.number(version);
  if (version != parts_version) return unusable("the parts of the tokenizer are of another version");
  TokenizerParts parts;
  transfer(reader, parts);
  if (reader.failed() || !reader.is_at_end()) return unusable("the parts of the tokenizer are damaged");
  return parts;
}

}  // namespace tokmill::vocabularies
