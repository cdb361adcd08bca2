// The project has its own JSON reader because it needs one that keeps the digits of numbers, replaces lone surrogates
// with U+FFFD, limits the nesting depth, and reports the position of an error. simdjson 3.0.1 and RapidJSON 1.1.0, the
// versions in Debian 12, reject lone surrogates.
//
// A document is a list of words, one for each value and each name of a member, in document order. A string or a number
// is only checked when the document is parsed, and decoded from its position in the text when it is asked for.
//
// On one core, pricing a file of a million requests (654 MB) took 13 s with nlohmann-json 3.11.2 and 7.5 s with this
// reader. tests/fuzz/chat_request_fuzzer.cpp compares the results of the two. A file of a million short requests (396 MB)
// took 2.8 s, where counting the same texts takes 1.1 s, and 3.3 s without the filter of names and the words in the
// document.

#include "tokmill/formats/json.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "formats/json_scanner.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {

// The words of a document. The first are in the object, which saves small documents two allocations; the others in
// blocks, because a vector needs up to three times its size while it grows.
class JsonWords {
 public:
  // The blocks have the size that suits a text of `text_size` bytes: a word for eight bytes, at most 32 KiB.
  explicit JsonWords(std::size_t text_size)
      : shift_(std::clamp(static_cast<unsigned>(std::bit_width(text_size / 8)), min_shift, max_shift)) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::uint64_t operator[](std::size_t index) const {
    return index < first_size ? first_[index] : blocks_[block_of(index)][place_of(index)];
  }

  void push_back(std::uint64_t word) {
    if (size_ >= first_size && place_of(size_) == 0) {
      blocks_.push_back(std::unique_ptr<std::uint64_t[]>(new std::uint64_t[std::size_t{1} << shift_]));
    }
    set(size_++, word);
  }

  void set(std::size_t index, std::uint64_t word) {
    (index < first_size ? first_[index] : blocks_[block_of(index)][place_of(index)]) = word;
  }

 private:
  static constexpr unsigned min_shift = 4;
  static constexpr unsigned max_shift = 12;

  static constexpr std::size_t first_size = 48;

  [[nodiscard]] std::size_t block_of(std::size_t index) const { return (index - first_size) >> shift_; }
  [[nodiscard]] std::size_t place_of(std::size_t index) const {
    return (index - first_size) & ((std::size_t{1} << shift_) - 1);
  }

  unsigned shift_;
  std::size_t size_ = 0;
  std::uint64_t first_[first_size];  // not initialized
  std::vector<std::unique_ptr<std::uint64_t[]>> blocks_;
};

namespace {

constexpr std::size_t max_depth = 256;  // the reader recurses

// The lowest three bits of a word are a WordKind. The next 45 bits are the byte offset of a scalar value, or the index
// of the word after an array or object. The last 16 bits of an object are a filter of its names.
constexpr unsigned payload_shift = 3;
constexpr unsigned filter_shift = 48;

enum class WordKind : std::uint64_t { null, is_false, is_true, number, string, array, object };

std::uint64_t make_word(WordKind kind, std::size_t payload) {
  return std::uint64_t{payload} << payload_shift | static_cast<std::uint64_t>(kind);
}

WordKind kind_of(std::uint64_t word) { return static_cast<WordKind>(word & 7U); }

std::size_t payload_of(std::uint64_t word) {
  constexpr std::uint64_t mask = (std::uint64_t{1} << (filter_shift - payload_shift)) - 1;
  return static_cast<std::size_t>(word >> payload_shift & mask);
}

constexpr std::uint64_t full_filter = std::uint64_t{0xFFFF} << filter_shift;  // of any names

// The bit of a name in the filter, by its first two characters. A name that is too short is continued by quotes.
constexpr std::uint64_t filter_bit(char first, char second) {
  const unsigned hash = static_cast<unsigned char>(first) * 7U + static_cast<unsigned char>(second);
  return std::uint64_t{1} << (filter_shift + hash % 16);
}

std::uint64_t filter_of(std::string_view name) {
  return filter_bit(name.empty() ? '"' : name[0], name.size() < 2 ? '"' : name[1]);
}

// The filter of a name in a document, from the character after its quote. A name with an escape sequence there may be
// any name.
std::uint64_t filter_of_written(const char* name) {
  const char first = name[0];
  const char second = first == '"' ? '"' : name[1];
  return first == '\\' || second == '\\' ? full_filter : filter_bit(first, second);
}

// The index of the word after the value at `index`.
std::size_t index_after(const JsonWords& words, std::size_t index) {
  const std::uint64_t word = words[index];
  const WordKind kind = kind_of(word);
  return kind == WordKind::array || kind == WordKind::object ? payload_of(word) : index + 1;
}

// The kind of a value by its first character.
WordKind kind_of_first(char first) {
  switch (first) {
    case '{':
      return WordKind::object;
    case '[':
      return WordKind::array;
    case '"':
      return WordKind::string;
    case 't':
      return WordKind::is_true;
    case 'f':
      return WordKind::is_false;
    case 'n':
      return WordKind::null;
    default:
      return WordKind::number;
  }
}

JsonKind public_kind(WordKind kind) {
  constexpr JsonKind kinds[] = {
      JsonKind::null,   JsonKind::boolean, JsonKind::boolean, JsonKind::number,
      JsonKind::string, JsonKind::array,   JsonKind::object,
  };
  return kinds[static_cast<std::size_t>(kind)];
}

// A recursive-descent reader of documents. It returns and reports errors like JsonScanner.
class Reader {
 public:
  // Appends to `words`, unless it is null.
  Reader(std::string_view text, bool is_well_formed, JsonWords* words)
      : text_(text), is_well_formed_(is_well_formed), scanner_(text, is_well_formed), words_(words) {}

  bool read_document() {
    scanner_.skip_byte_order_mark();
    return read_value() && scanner_.read_end();
  }

  bool read_member_of_document(JsonWithMember& document, std::string_view name) {
    scanner_.skip_byte_order_mark();
    scanner_.skip_space();
    const bool is_valid =
        scanner_.is_at('{') ? read_object_with(document, name) : read_shallow(document.value);
    return is_valid && scanner_.read_end();
  }

  bool read_elements_of_document(bool& is_array, const std::function<void(const JsonShallowValue&)>& on_element) {
    scanner_.skip_byte_order_mark();
    scanner_.skip_space();
    is_array = scanner_.is_at('[');
    if (!is_array) return read_value() && scanner_.read_end();
    JsonShallowValue element;
    const bool is_valid = read_items(']', [&] {
      if (!read_shallow(element)) return false;
      on_element(element);
      return true;
    });
    return is_valid && scanner_.read_end();
  }

  [[nodiscard]] Error error() const { return scanner_.error(); }

 private:
  bool read_value() {
    scanner_.skip_space();
    const char first = scanner_.next();
    const WordKind kind = kind_of_first(first);
    if (kind == WordKind::array || kind == WordKind::object) return read_nested(kind);
    if (words_ != nullptr) words_->push_back(make_word(kind, scanner_.position()));
    return read_scalar(kind, first, nullptr);
  }

  bool read_scalar(WordKind kind, char first, std::string* text) {
    switch (kind) {
      case WordKind::string:
        return scanner_.read_string(text);
      case WordKind::is_true:
        return scanner_.read_literal("true");
      case WordKind::is_false:
        return scanner_.read_literal("false");
      case WordKind::null:
        return scanner_.read_literal("null");
      default:
        if (first != '-' && (first < '0' || first > '9')) return scanner_.fail("expected a value");
        return scanner_.read_number(text);
    }
  }

  // Reads a value; of an array and an object only the kind.
  bool read_shallow(JsonShallowValue& value) {
    scanner_.skip_space();
    const char first = scanner_.next();
    const WordKind kind = kind_of_first(first);
    value.kind = public_kind(kind);
    value.boolean = kind == WordKind::is_true;
    value.text.clear();
    if (kind == WordKind::array || kind == WordKind::object) return read_nested(kind);
    return read_scalar(kind, first, &value.text);
  }

  bool read_nested(WordKind kind) {
    const std::size_t index = words_ == nullptr ? 0 : words_->size();
    if (words_ != nullptr) words_->push_back(0);
    std::uint64_t filter = 0;
    const bool is_valid = kind == WordKind::array ? read_items(']', [this] { return read_value(); })
                                                  : read_items('}', [&] { return read_member(filter); });
    if (is_valid && words_ != nullptr) words_->set(index, make_word(kind, words_->size()) | filter);
    return is_valid;
  }

  // Adds the name to the filter.
  bool read_member(std::uint64_t& filter) {
    scanner_.skip_space();
    const std::size_t name = scanner_.position();
    if (words_ != nullptr) words_->push_back(make_word(WordKind::string, name));
    if (!scanner_.read_name(nullptr)) return false;
    filter |= is_well_formed_ ? filter_of_written(text_.data() + name + 1) : full_filter;
    return read_value();
  }

  // Reads an object, of which only the last member called `name` is stored.
  bool read_object_with(JsonWithMember& document, std::string_view name) {
    document.value.kind = JsonKind::object;
    std::string found;
    const bool is_valid = read_items('}', [&] {
      found.clear();
      if (!scanner_.read_name(&found)) return false;
      if (found != name) return read_value();
      if (!document.member) document.member.emplace();
      return read_shallow(*document.member);
    });
    if (document.member && document.member->is(JsonKind::null)) document.member.reset();
    return is_valid;
  }

  // Reads an array or an object; `read_item` reads one element or member.
  template <class ReadItem>
  bool read_items(char end, const ReadItem& read_item) {
    if (depth_ == max_depth) return scanner_.fail("nested deeper than 256 levels");
    ++depth_;
    scanner_.take(scanner_.next());
    scanner_.skip_space();
    if (!scanner_.take(end)) {
      do {
        if (!read_item()) return false;
        scanner_.skip_space();
      } while (scanner_.take(','));
      if (!scanner_.take(end)) return scanner_.fail(end == ']' ? "expected ',' or ']'" : "expected ',' or '}'");
    }
    --depth_;
    return true;
  }

  std::string_view text_;
  bool is_well_formed_;
  JsonScanner scanner_;
  JsonWords* words_;
  std::size_t depth_ = 0;
};

// A reader that stores no words.
Reader checking_reader(std::string_view text) { return {text, !find_ill_formed(text), nullptr}; }

}  // namespace

struct JsonValue::Document {
  explicit Document(std::string_view json) : text(json), is_well_formed(!find_ill_formed(json)), words(json.size()) {}

  std::string_view text;
  bool is_well_formed;
  JsonWords words;

  [[nodiscard]] JsonScanner scanner_at(std::size_t index) const {
    return {text, is_well_formed, payload_of(words[index])};
  }
};

JsonKind JsonValue::kind() const noexcept { return public_kind(kind_of(document_->words[index_])); }
bool JsonValue::is_true() const noexcept { return kind_of(document_->words[index_]) == WordKind::is_true; }

// The text of a string if the document has it without escape sequences.
std::optional<std::string_view> JsonValue::plain_text() const {
  if (!is_string() || !document_->is_well_formed) return std::nullopt;
  std::string_view plain = document_->text;
  plain.remove_prefix(payload_of(document_->words[index_]) + 1);
  plain = plain.substr(0, plain.find('"'));
  if (plain.find('\\') != std::string_view::npos) return std::nullopt;
  return plain;
}

std::string JsonValue::text() const {
  if (const std::optional<std::string_view> plain = plain_text()) return std::string(*plain);
  std::string text;
  JsonScanner scanner = document_->scanner_at(index_);
  if (is_string()) scanner.read_string(&text);
  if (is_number()) scanner.read_number(&text);
  return text;
}

std::string_view JsonValue::text(std::string& buffer) const {
  if (const std::optional<std::string_view> plain = plain_text()) return *plain;
  return buffer = text();
}

bool JsonValue::has_text(std::string_view name) const {
  if (!document_->is_well_formed) return text() == name;
  // Compare with the characters after the quote. An escape sequence in them, and a quote or backslash in `name`, need the
  // decoded name.
  std::string_view written = document_->text;
  written.remove_prefix(payload_of(document_->words[index_]) + 1);
  std::size_t at = 0;
  for (; at < name.size() && written[at] == name[at]; ++at) {
    if (name[at] == '"' || name[at] == '\\') return text() == name;
  }
  if (written[at] == '\\') return text() == name;
  return at == name.size() && written[at] == '"';
}

std::size_t JsonValue::end() const noexcept {
  return index_after(document_->words, index_);
}

// As a loop over members(), but the filter rejects most names that the object lacks, and the first byte most others.
std::optional<JsonValue> JsonValue::find(std::string_view name) const {
  const JsonWords& words = document_->words;
  const std::uint64_t object = words[index_];
  if (kind_of(object) != WordKind::object || (object & filter_of(name)) == 0) return std::nullopt;
  const char* const text = document_->text.data();
  const bool is_well_formed = document_->is_well_formed;
  const char first = name.empty() ? '"' : name[0];
  std::size_t found = 0;
  for (std::size_t key = index_ + 1; key < payload_of(object); key = index_after(words, key + 1)) {
    const char written = text[payload_of(words[key]) + 1];
    const bool may_match = written == first || written == '\\' || !is_well_formed;
    if (may_match && JsonValue(document_, key).has_text(name)) found = key + 1;
  }
  if (found == 0 || kind_of(words[found]) == WordKind::null) return std::nullopt;
  return JsonValue(document_, found);
}

JsonRange<JsonValue> JsonValue::elements() const noexcept {
  const std::size_t last = end();
  return {{document_, is_array() ? index_ + 1 : last}, {document_, last}};
}

JsonRange<JsonMember> JsonValue::members() const noexcept {
  const std::size_t last = end();
  return {{document_, is_object() ? index_ + 1 : last}, {document_, last}};
}

JsonDocument::JsonDocument(std::unique_ptr<JsonValue::Document> document) noexcept : document_(std::move(document)) {}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

JsonValue JsonDocument::root() const noexcept { return {document_.get(), 0}; }
bool JsonDocument::is_well_formed() const noexcept { return document_->is_well_formed; }

Result<JsonDocument> parse_json(std::string_view text) {
  std::unique_ptr<JsonValue::Document> document(new JsonValue::Document(text));
  Reader reader(text, document->is_well_formed, &document->words);
  if (!reader.read_document()) return reader.error();
  return JsonDocument(std::move(document));
}

Result<JsonWithMember> parse_json_member(std::string_view text, std::string_view name) {
  Reader reader = checking_reader(text);
  JsonWithMember document;
  if (reader.read_member_of_document(document, name)) return document;
  return reader.error();
}

Result<bool> for_each_json_element(std::string_view text,
                                   const std::function<void(const JsonShallowValue&)>& on_element) {
  Reader reader = checking_reader(text);
  bool is_array = false;
  if (reader.read_elements_of_document(is_array, on_element)) return is_array;
  return reader.error();
}

std::string JsonPointer::text() const {
  if (parent_ == nullptr) return "(document)";
  std::string path = parent_->parent_ == nullptr ? std::string() : parent_->text();
  path += '/';
  if (name_.data() == nullptr) return path + std::to_string(index_);
  for (const char c : name_) {
    if (c == '~') {
      path += "~0";
    } else if (c == '/') {
      path += "~1";
    } else {
      path += c;
    }
  }
  return path;
}

}  // namespace tokmill::formats
