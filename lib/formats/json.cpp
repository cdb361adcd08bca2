// The project has its own JSON reader because it needs one that keeps the digits of numbers, replaces lone surrogates
// with U+FFFD, limits the nesting depth, and reports the position of an error. simdjson 3.0.1 and RapidJSON 1.1.0, the
// versions in Debian 12, reject lone surrogates.
//
// A document is a list of words, one for each value and each name of a member, in document order. A string or a number
// is only checked when the document is parsed, and decoded from its position in the text when it is asked for.
//
// On one core, pricing a file of a million requests (654 MB) took 13 s with nlohmann-json 3.11.2 and 7.5 s with this
// reader. tests/fuzz/chat_request_fuzzer.cpp compares the results of the two. Short requests are dominated by what is
// done once for each: see "Files of requests" in benchmarks/README.md.

#include "tokmill/formats/json.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
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
    if (size_ < first_size) {
      first_[size_++] = word;
    } else {
      push_back_in_block(word);
    }
  }

  void set(std::size_t index, std::uint64_t word) {
    (index < first_size ? first_[index] : blocks_[block_of(index)][place_of(index)]) = word;
  }

 private:
  void push_back_in_block(std::uint64_t word);

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

void JsonWords::push_back_in_block(std::uint64_t word) {
  if (place_of(size_) == 0) {
    blocks_.push_back(std::unique_ptr<std::uint64_t[]>(new std::uint64_t[std::size_t{1} << shift_]));
  }
  set(size_++, word);
}

namespace {

constexpr std::size_t max_depth = 256;  // the reader recurses

// The kind of a value by its first character.
JsonKind kind_of_first(char first) {
  switch (first) {
    case '{':
      return JsonKind::object;
    case '[':
      return JsonKind::array;
    case '"':
      return JsonKind::string;
    case 't':
    case 'f':
      return JsonKind::boolean;
    case 'n':
      return JsonKind::null;
    default:
      return JsonKind::number;
  }
}

}  // namespace

// A recursive-descent reader of documents. It returns and reports errors like JsonScanner.
class JsonValue::Reader {
 public:
  // Appends to `words`, unless it is null.
  Reader(std::string_view text, bool is_well_formed, JsonWords* words)
      : text_(text), is_well_formed_(is_well_formed), scanner_(text, is_well_formed), words_(words) {}

  // Stores no words.
  explicit Reader(std::string_view text) : Reader(text, !find_ill_formed(text), nullptr) {}

  bool read_document() {
    scanner_.skip_byte_order_mark();
    return read_value() && scanner_.read_end();
  }

  bool search_document(JsonPlaces& places, std::string_view path, std::string_view other_path, std::string& buffer) {
    scanner_.skip_byte_order_mark();
    const Text text{&buffer, &places.text};
    return read_searched(places.document, {path, &places.member, text}, {other_path, &places.other_member, {}}, text) &&
           scanner_.read_end();
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

  // Whether the document that was read is ASCII.
  [[nodiscard]] bool is_ascii() const { return scanner_.is_ascii(); }

 private:
  bool read_value() {
    scanner_.skip_space();
    const char first = scanner_.next();
    if (first == '"') return read_string();
    const JsonKind kind = kind_of_first(first);
    if (kind == JsonKind::array || kind == JsonKind::object) return read_nested(kind);
    add_word(kind, scanner_.position(), first == 't' ? 1 : 0);
    return read_scalar(kind, first, nullptr);
  }

  // A string, of which only the position and the size are stored.
  bool read_string() {
    const std::size_t position = scanner_.position();
    std::size_t size = unknown_size;
    if (!scanner_.skip_string(size)) return false;
    add_word(JsonKind::string, position, is_well_formed_ ? std::min(size, unknown_size) : unknown_size);
    return true;
  }

  bool read_scalar(JsonKind kind, char first, std::string* text) {
    switch (kind) {
      case JsonKind::string:
        return scanner_.read_string(text);
      case JsonKind::boolean:
        return scanner_.read_literal(first == 't' ? "true" : "false");
      case JsonKind::null:
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
    value.kind = kind_of_first(first);
    value.boolean = first == 't';
    value.text.clear();
    if (value.is(JsonKind::array) || value.is(JsonKind::object)) return read_nested(value.kind);
    return read_scalar(value.kind, first, &value.text);
  }

  bool read_nested(JsonKind kind) {
    const std::size_t index = words_ == nullptr ? 0 : words_->size();
    add_word(kind, 0, 0);
    unsigned filter = 0;
    const bool is_valid = kind == JsonKind::array ? read_items(']', [this] { return read_value(); })
                                                  : read_items('}', [&] { return read_member(filter); });
    if (is_valid && words_ != nullptr) words_->set(index, make_word(kind, words_->size(), filter));
    return is_valid;
  }

  // Adds the name to the filter.
  bool read_member(unsigned& filter) {
    if (!scanner_.expect_name()) return false;
    const char* const name = text_.data() + scanner_.position() + 1;
    if (!read_string() || !scanner_.read_colon()) return false;
    filter |= is_well_formed_ ? filter_of_written(name) : full_filter;
    return read_value();
  }

  // The filter of a name, from the character after its quote. A name with an escape sequence there may be any name.
  static unsigned filter_of_written(const char* name) {
    const char first = name[0];
    const char second = first == '"' ? '"' : name[1];
    return first == '\\' || second == '\\' ? full_filter : filter_of(first, second);
  }

  // Where the text of a string is stored; nowhere if the pointers are null.
  struct Text {
    std::string* buffer = nullptr;
    std::string_view* text = nullptr;
  };

  // A search for a member. An empty path finds nothing.
  struct Search {
    std::string_view path;
    std::optional<JsonPlace>* found;
    Text text;

    [[nodiscard]] bool is_for(std::string_view name) const { return !path.empty() && path == name; }

    // The rest of the search in the value of a member.
    [[nodiscard]] Search within(std::string_view name) const {
      const bool is_start = path.size() > name.size() && path[name.size()] == '.' && path.starts_with(name);
      return {is_start ? path.substr(name.size() + 1) : std::string_view(), found, text};
    }
  };

  // Reads a value, finds where it is, and searches it if it is an object.
  bool read_searched(JsonPlace& place, const Search& one, const Search& other, const Text& text) {
    scanner_.skip_space();
    const char first = scanner_.next();
    place.kind = kind_of_first(first);
    place.start = scanner_.position();
    if (!read_searched_value(place.kind, first, one, other, text)) return false;
    place.end = scanner_.position();
    return true;
  }

  bool read_searched_value(JsonKind kind, char first, const Search& one, const Search& other, const Text& text) {
    if (kind == JsonKind::string) {
      std::size_t unused = 0;
      return text.buffer == nullptr ? scanner_.skip_string(unused) : scanner_.read_text(*text.buffer, *text.text);
    }
    if (kind == JsonKind::array) return read_nested(kind);
    if (kind != JsonKind::object) return read_scalar(kind, first, nullptr);
    return read_items('}', [&] { return read_searched_member(one, other); });
  }

  bool read_searched_member(const Search& one, const Search& other) {
    if (!scanner_.expect_name()) return false;
    std::string buffer;
    std::string_view name;
    if (!scanner_.read_text(buffer, name) || !scanner_.read_colon()) return false;
    const bool is_one = one.is_for(name);
    JsonPlace place;
    if (!read_searched(place, one.within(name), other.within(name), is_one ? one.text : Text())) return false;
    if (is_one) *one.found = place;
    if (other.is_for(name)) *other.found = place;
    return true;
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

  static Word make_word(JsonKind kind, std::size_t payload, std::size_t detail) {
    return Word{detail} << detail_shift | Word{payload} << payload_shift | static_cast<Word>(kind);
  }

  void add_word(JsonKind kind, std::size_t payload, std::size_t detail) {
    if (words_ != nullptr) words_->push_back(make_word(kind, payload, detail));
  }

  std::string_view text_;
  bool is_well_formed_;
  JsonScanner scanner_;
  JsonWords* words_;
  std::size_t depth_ = 0;
};

struct JsonValue::Document {
  Document(std::string_view json, bool is_utf8) : text(json), is_well_formed(is_utf8), words(json.size()) {}

  std::string_view text;
  bool is_well_formed;
  JsonWords words;

  [[nodiscard]] std::string_view text_after(std::size_t position) const {
    return {text.data() + position, text.size() - position};
  }
};

JsonValue JsonValue::at(const Document* document, std::size_t index) noexcept {
  const JsonWords& words = document->words;
  return {document, index, index < words.size() ? words[index] : 0};
}

// The text of a string if the document has it without escape sequences.
std::optional<std::string_view> JsonValue::plain_text() const {
  if (!is_string()) return std::nullopt;
  std::string_view plain = document_->text_after(payload() + 1);
  if (detail() != unknown_size) return plain.substr(0, detail());
  if (!document_->is_well_formed) return std::nullopt;
  plain = plain.substr(0, plain.find('"'));
  if (plain.find('\\') != std::string_view::npos) return std::nullopt;
  return plain;
}

std::string JsonValue::text() const {
  if (const std::optional<std::string_view> plain = plain_text()) return std::string(*plain);
  std::string text;
  JsonScanner scanner(document_->text, document_->is_well_formed, is_string() || is_number() ? payload() : 0);
  if (is_string()) scanner.read_string(&text);
  if (is_number()) scanner.read_number(&text);
  return text;
}

std::string_view JsonValue::text(std::string& buffer) const {
  if (is_string() && detail() != unknown_size) return {document_->text.data() + payload() + 1, detail()};
  if (const std::optional<std::string_view> plain = plain_text()) return *plain;
  return buffer = text();
}

bool JsonValue::has_text(std::string_view name) const {
  std::string_view written = document_->text_after(payload() + 1);
  if (detail() != unknown_size) return written.substr(0, detail()) == name;
  if (!document_->is_well_formed) return text() == name;
  // Compare with the characters after the quote. An escape sequence in them, and a quote or backslash in `name`, need the
  // decoded name.
  std::size_t at = 0;
  for (; at < name.size() && written[at] == name[at]; ++at) {
    if (name[at] == '"' || name[at] == '\\') return text() == name;
  }
  if (written[at] == '\\') return text() == name;
  return at == name.size() && written[at] == '"';
}

// As a loop over members(). The size of a name rejects most others.
std::optional<JsonValue> JsonValue::find_member(std::string_view name) const {
  const JsonWords& words = document_->words;
  const char* const text = document_->text.data();
  const std::size_t last = payload();
  std::size_t found = 0;
  for (std::size_t key = index_ + 1; key != last;) {
    const JsonValue written(document_, key, words[key]);
    const bool is_found =
        written.detail() == unknown_size
            ? written.has_text(name)
            : written.detail() == name.size() &&
                  std::memcmp(text + written.payload() + 1, name.data(), name.size()) == 0;
    if (is_found) found = key + 1;
    key = JsonValue(document_, key + 1, words[key + 1]).end();
  }
  if (found == 0 || JsonValue(document_, found, words[found]).is_null()) return std::nullopt;
  return JsonValue(document_, found, words[found]);
}

JsonRange<JsonValue> JsonValue::elements() const noexcept {
  return {document_, is_array() ? index_ + 1 : end(), end()};
}

JsonRange<JsonMember> JsonValue::members() const noexcept {
  return {document_, is_object() ? index_ + 1 : end(), end()};
}

JsonDocument::JsonDocument(std::unique_ptr<JsonValue::Document> document) noexcept : document_(std::move(document)) {}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

JsonValue JsonDocument::root() const noexcept { return JsonValue::at(document_.get(), 0); }
bool JsonDocument::is_well_formed() const noexcept { return document_->is_well_formed; }

Result<JsonDocument> parse_json(std::string_view text) {
  // Whether the text is UTF-8 matters only for the words of strings, not for errors. Most documents are.
  std::unique_ptr<JsonValue::Document> document(new JsonValue::Document(text, true));
  JsonValue::Reader reader(text, true, &document->words);
  if (!reader.read_document()) return reader.error();
  if (!reader.is_ascii() && find_ill_formed(text)) {
    document.reset();
    document.reset(new JsonValue::Document(text, false));
    JsonValue::Reader(text, false, &document->words).read_document();
  }
  return JsonDocument(std::move(document));
}

Result<JsonPlaces> search_json(std::string_view text, bool is_well_formed, std::string_view path,
                               std::string_view other_path, std::string& buffer) {
  JsonValue::Reader reader(text, is_well_formed, nullptr);
  JsonPlaces places;
  if (reader.search_document(places, path, other_path, buffer)) return places;
  return reader.error();
}

Result<bool> for_each_json_element(std::string_view text,
                                   const std::function<void(const JsonShallowValue&)>& on_element) {
  JsonValue::Reader reader(text);
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
