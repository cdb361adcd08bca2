#include "vocabularies/gguf.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vocabularies/known_splits.hpp"
#include "vocabularies/model_strings.hpp"

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

// The types of tokens that are added tokens.
constexpr std::uint32_t control_token = 3;
constexpr std::uint32_t user_token = 4;

// How the names of pre-tokenizers, or of architectures if the file names none, map to known splits.
constexpr std::pair<std::string_view, std::string_view> splits_of_name[] = {
    {"command-r", "command-r"}, {"deepseek-coder", "deepseek-coder"}, {"deepseek-llm", "deepseek-llm"},
    {"deepseek-v3", "deepseek-v3"}, {"falcon", "falcon"}, {"glm4", "llama3"}, {"gpt-2", "gpt2"}, {"gpt-4o", "o200k"},
    {"gpt2", "gpt2"}, {"gptneox", "neox"}, {"kimi-k2", "kimi"}, {"llama-bpe", "llama3"}, {"llama3", "llama3"},
    {"llama4", "o200k"}, {"mpt", "neox"}, {"qwen2", "qwen2"}, {"qwen35", "qwen3.5"}, {"refact", "starcoder"},
    {"starcoder", "starcoder"}, {"tekken", "tekken"},
};

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

// The values that define the tokenizer.
struct Metadata {
  std::string_view architecture;
  std::string_view model;
  std::string_view pre_tokenizer;
  std::vector<std::string_view> tokens;
  std::vector<std::string_view> merges;
  std::vector<std::uint32_t> types;  // of the tokens
};

// Reads an array of strings, or skips a value of another type.
void read_strings(Cursor& cursor, ValueType type, std::vector<std::string_view>& strings) {
  if (type != ValueType::array) return cursor.skip_value(type);
  const ValueType element = cursor.type();
  const auto count = cursor.number<std::uint64_t>();
  for (std::uint64_t i = 0; i < count && !cursor.failed(); ++i) {
    if (element == ValueType::string) {
      strings.push_back(cursor.string());
    } else {
      cursor.skip_value(element);
    }
  }
}

void read_types(Cursor& cursor, ValueType type, std::vector<std::uint32_t>& types) {
  if (type != ValueType::array) return cursor.skip_value(type);
  const ValueType element = cursor.type();
  const auto count = cursor.number<std::uint64_t>();
  for (std::uint64_t i = 0; i < count && !cursor.failed(); ++i) {
    if (element == ValueType::int32 || element == ValueType::uint32) {
      types.push_back(cursor.number<std::uint32_t>());
    } else {
      cursor.skip_value(element);
    }
  }
}

void read_string(Cursor& cursor, ValueType type, std::string_view& string) {
  if (type != ValueType::string) return cursor.skip_value(type);
  string = cursor.string();
}

void read_value(Cursor& cursor, std::string_view key, ValueType type, Metadata& metadata) {
  if (key == "general.architecture") return read_string(cursor, type, metadata.architecture);
  if (key == "tokenizer.ggml.model") return read_string(cursor, type, metadata.model);
  if (key == "tokenizer.ggml.pre") return read_string(cursor, type, metadata.pre_tokenizer);
  if (key == "tokenizer.ggml.tokens") return read_strings(cursor, type, metadata.tokens);
  if (key == "tokenizer.ggml.merges") return read_strings(cursor, type, metadata.merges);
  if (key == "tokenizer.ggml.token_type") return read_types(cursor, type, metadata.types);
  cursor.skip_value(type);
}

Error malformed(std::string message, std::size_t position = 0) {
  return {ErrorCode::malformed_tokenizer, std::move(message), position};
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

Result<Metadata> read_metadata(std::string_view file) {
  Cursor cursor(file.substr(magic.size()));
  const auto place = [&cursor] { return magic.size() + cursor.position(); };
  const Head head = read_head(cursor);
  if (head.version != 2 && head.version != 3) {
    return malformed("expected version 2 or 3 of GGUF, got " + std::to_string(head.version), magic.size());
  }
  Metadata metadata;
  for (std::uint64_t i = 0; i < head.keys && !cursor.failed(); ++i) {
    const std::string_view key = cursor.string();
    read_value(cursor, key, cursor.type(), metadata);
  }
  if (cursor.failed()) return malformed("the metadata is cut off or has a value of an unknown type", place());
  return metadata;
}

Result<const KnownSplits*> splits_of(const Metadata& metadata) {
  const bool has_name = !metadata.pre_tokenizer.empty();
  const std::string_view name = has_name ? metadata.pre_tokenizer : metadata.architecture;
  for (const auto& [known, splits] : splits_of_name) {
    if (known == name) return find_known_splits(splits);
  }
  const std::string_view key = has_name ? "tokenizer.ggml.pre" : "general.architecture";
  return malformed(std::string(key).append(": the pre-tokenizer of '").append(name).append("' is not known"));
}

std::optional<std::string> add_model(const Metadata& metadata, TokenizerFile& file) {
  ModelStrings strings(file);
  strings.reserve(metadata.tokens.size());
  TokenId id = 0;
  const auto place = [](std::string_view key, std::size_t index, const std::string& reason) {
    return std::string(key).append("[").append(std::to_string(index)).append("]: ").append(reason);
  };
  for (const std::string_view token : metadata.tokens) {
    if (const auto reason = strings.add_token(token, id)) return place("tokenizer.ggml.tokens", id, *reason);
    const std::uint32_t type = metadata.types[id];
    if (type == control_token || type == user_token) {
      file.added.push_back({std::string(token), id, type == control_token, false});
    }
    ++id;
  }
  const auto merge_error = [&place](const MergeProblem& problem) {
    return place("tokenizer.ggml.merges", problem.place, problem.reason);
  };
  std::size_t index = 0;
  for (const std::string_view merge : metadata.merges) {
    if (const auto problem = strings.add_merge(merge, index++)) return merge_error(*problem);
  }
  if (const auto problem = strings.finish_merges()) return merge_error(*problem);
  return std::nullopt;
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

Result<TokenizerFile> read_gguf(std::string_view file) {
  if (!is_gguf(file)) return malformed("expected a GGUF file");
  const Result<Metadata> metadata = read_metadata(file);
  if (!metadata) return metadata.error();
  if (metadata->model != "gpt2") {
    return malformed(std::string("tokenizer.ggml.model: expected gpt2, got '").append(metadata->model).append("'"));
  }
  if (metadata->tokens.empty()) return malformed("tokenizer.ggml.tokens: an array of strings is required");
  if (metadata->tokens.size() > most_tokens) {
    return malformed("tokenizer.ggml.tokens: " + too_many_tokens(metadata->tokens.size()));
  }
  if (metadata->merges.empty()) return malformed("tokenizer.ggml.merges: an array of strings is required");
  if (metadata->types.size() != metadata->tokens.size()) {
    return malformed("tokenizer.ggml.token_type: expected a number for each token");
  }
  const Result<const KnownSplits*> found = splits_of(*metadata);
  if (!found) return found.error();
  const KnownSplits& splits = **found;

  TokenizerFile result;
  result.alphabet = Alphabet::bytes;
  result.ignore_merges = splits.ignore_merges;
  result.splits = splits.steps();
  if (splits.nfc) result.normalizers.emplace_back(NormalForm::nfc);
  if (const auto reason = add_model(*metadata, result)) return malformed(*reason);
  return result;
}

}  // namespace tokmill::vocabularies
