#include "vocabularies/gguf_metadata.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <utility>

// The format: the magic, a 32-bit version, the numbers of tensors and of keys as 64-bit numbers, then for each key its
// name, a 32-bit type and the value. A string is a 64-bit size and its bytes; an array is the type of its elements, a
// 64-bit size and the elements. Numbers are little-endian.

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

constexpr std::string_view magic = "GGUF";

enum class ValueType : std::uint32_t {
  uint8, int8, uint16, int16, uint32, int32, float32, boolean, string, array, uint64, int64, float64
};

// By type; 0 for strings and arrays.
constexpr std::array<std::size_t, 13> value_sizes = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

// Reads values from the front of the file. After a failure all values are empty.
class Cursor {
 public:
  explicit Cursor(std::string_view file) : file_(file) {}

  [[nodiscard]] bool failed() const noexcept { return failed_; }
  [[nodiscard]] std::size_t position() const noexcept { return position_; }

  template <class Number>
  Number number() {
    Number value{};
    const std::string_view bytes = take(sizeof value);
    if (!bytes.empty()) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }

  std::string_view string() { return take(number<std::uint64_t>()); }

  ValueType type() {
    const auto value = number<std::uint32_t>();
    failed_ |= value >= value_sizes.size();
    return static_cast<ValueType>(value);
  }

  // An array of arrays is not skipped: no writer makes one.
  void skip_value(ValueType type) {
    std::uint64_t count = 1;
    if (type == ValueType::array) {
      type = this->type();
      count = number<std::uint64_t>();
      failed_ |= type == ValueType::array;
    }
    if (failed_) return;
    if (type == ValueType::string) {
      for (std::uint64_t i = 0; i < count && !failed_; ++i) (void)string();
      return;
    }
    const std::size_t size = value_sizes[static_cast<std::size_t>(type)];
    failed_ |= count > file_.size() / size;
    if (!failed_) (void)take(count * size);
  }

 private:
  std::string_view take(std::uint64_t size) {
    failed_ |= size > file_.size() - position_;
    if (failed_) return {};
    return file_.substr(std::exchange(position_, position_ + size), size);
  }

  std::string_view file_;
  std::size_t position_ = 0;
  bool failed_ = false;
};

// Reads one value into its place, or skips it if its type is not one of those that the place has.
void read(Cursor& cursor, ValueType type, std::string_view& string) {
  if (type != ValueType::string) return cursor.skip_value(type);
  string = cursor.string();
}

void read(Cursor& cursor, ValueType type, std::optional<std::uint32_t>& number) {
  if (type != ValueType::int32 && type != ValueType::uint32) return cursor.skip_value(type);
  number = cursor.number<std::uint32_t>();
}

void read(Cursor& cursor, ValueType type, std::optional<bool>& flag) {
  if (type != ValueType::boolean) return cursor.skip_value(type);
  flag = cursor.number<std::uint8_t>() != 0;
}

// Whether an element of an array can be read, and the element.
bool read_element(Cursor& cursor, ValueType type, std::string_view& string) {
  if (type == ValueType::string) string = cursor.string();
  return type == ValueType::string;
}

bool read_element(Cursor& cursor, ValueType type, std::uint32_t& number) {
  const bool has_type = type == ValueType::int32 || type == ValueType::uint32;
  if (has_type) number = cursor.number<std::uint32_t>();
  return has_type;
}

bool read_element(Cursor& cursor, ValueType type, float& number) {
  if (type == ValueType::float32) number = cursor.number<float>();
  return type == ValueType::float32;
}

bool read_element(Cursor& cursor, ValueType type, std::uint8_t& number) {
  const bool has_type = type == ValueType::int8 || type == ValueType::uint8;
  if (has_type) number = cursor.number<std::uint8_t>();
  return has_type;
}

template <class Element>
void read(Cursor& cursor, ValueType type, std::vector<Element>& elements) {
  if (type != ValueType::array) return cursor.skip_value(type);
  const ValueType element_type = cursor.type();
  const auto count = cursor.number<std::uint64_t>();
  elements.clear();
  for (std::uint64_t i = 0; i < count && !cursor.failed(); ++i) {
    Element element{};
    if (read_element(cursor, element_type, element)) {
      elements.push_back(element);
    } else {
      cursor.skip_value(element_type);
    }
  }
}

// Reads the value of a key, wherever it belongs.
void read_value(Cursor& cursor, std::string_view key, ValueType type, GgufMetadata& metadata) {
  constexpr std::string_view tokenizer = "tokenizer.ggml.";
  if (key == "general.architecture") return read(cursor, type, metadata.architecture);
  if (!key.starts_with(tokenizer)) return cursor.skip_value(type);
  key.remove_prefix(tokenizer.size());
  if (key == "model") return read(cursor, type, metadata.model);
  if (key == "pre") return read(cursor, type, metadata.pre);
  if (key == "tokens") return read(cursor, type, metadata.tokens);
  if (key == "merges") return read(cursor, type, metadata.merges);
  if (key == "token_type") return read(cursor, type, metadata.token_type);
  if (key == "scores") return read(cursor, type, metadata.scores);
  if (key == "bos_token_id") return read(cursor, type, metadata.bos_token_id);
  if (key == "eos_token_id") return read(cursor, type, metadata.eos_token_id);
  if (key == "add_bos_token") return read(cursor, type, metadata.add_bos_token);
  if (key == "add_eos_token") return read(cursor, type, metadata.add_eos_token);
  if (key == "add_space_prefix") return read(cursor, type, metadata.add_space_prefix);
  if (key == "remove_extra_whitespaces") return read(cursor, type, metadata.remove_extra_whitespaces);
  if (key == "precompiled_charsmap") return read(cursor, type, metadata.precompiled_charsmap);
  cursor.skip_value(type);
}

// What comes before the keys.
struct Head {
  std::uint32_t version;
  std::uint64_t tensors;
  std::uint64_t keys;
};

Head read_head(Cursor& cursor) {
  Head head{};
  head.version = cursor.number<std::uint32_t>();
  head.tensors = cursor.number<std::uint64_t>();
  head.keys = cursor.number<std::uint64_t>();
  return head;
}

Error malformed(std::string message, std::size_t position) {
  return {ErrorCode::malformed_tokenizer, std::move(message), position};
}

}  // namespace

bool is_gguf(std::string_view file) noexcept { return file.starts_with(magic); }

std::string_view gguf_metadata(std::string_view file) {
  Cursor cursor(file.substr(magic.size()));
  const std::uint64_t keys = read_head(cursor).keys;
  for (std::uint64_t i = 0; i < keys && !cursor.failed(); ++i) {
    (void)cursor.string();
    cursor.skip_value(cursor.type());
  }
  return file.substr(0, magic.size() + cursor.position());
}

Result<GgufMetadata> read_gguf_metadata(std::string_view file) {
  if (!is_gguf(file)) return malformed("expected a GGUF file", 0);
  Cursor cursor(file.substr(magic.size()));
  const Head head = read_head(cursor);
  if (head.version != 2 && head.version != 3) {
    return malformed("expected version 2 or 3 of GGUF, got " + std::to_string(head.version), magic.size());
  }
  GgufMetadata metadata;
  for (std::uint64_t i = 0; i < head.keys && !cursor.failed(); ++i) {
    const std::string_view key = cursor.string();
    read_value(cursor, key, cursor.type(), metadata);
  }
  if (cursor.failed()) {
    return malformed("the metadata is cut off or has a value of an unknown type", magic.size() + cursor.position());
  }
  return metadata;
}

}  // namespace tokmill::vocabularies
