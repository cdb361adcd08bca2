#include "vocabularies/character_model.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <variant>

#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

// What SentencePiece writes for a blank (U+2581).
constexpr std::string_view blank_mark = "\xE2\x96\x81";

void append_with_blanks(std::string_view token, std::string& text) {
  for (std::size_t at = token.find(blank_mark); at != std::string_view::npos; at = token.find(blank_mark)) {
    text.append(token.substr(0, at)).append(1, ' ');
    token.remove_prefix(at + blank_mark.size());
  }
  text += token;
}

std::string with_blanks(std::string_view token) {
  std::string text;
  append_with_blanks(token, text);
  return text;
}

// The bytes that UTF-8 text can have.
bool is_in_utf8(unsigned byte) { return byte != 0xC0 && byte != 0xC1 && byte < 0xF5; }

// The byte of a token `<0x0A>`.
std::optional<unsigned char> byte_of(std::string_view token) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  if (token.size() != 6 || !token.starts_with("<0x") || token[5] != '>') return std::nullopt;
  const std::size_t high = digits.find(token[3]);
  const std::size_t low = digits.find(token[4]);
  if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned char>(high << 4 | low);
}

// Each byte as a text.
constexpr std::array<char, 256> all_bytes = [] {
  std::array<char, 256> bytes{};
  for (std::size_t byte = 0; byte < bytes.size(); ++byte) bytes[byte] = static_cast<char>(byte);
  return bytes;
}();

// The tokens of bytes that the model falls back to. Empty if it has none.
std::vector<ListedToken> byte_tokens(const TokenizerFile& file) {
  std::vector<ListedToken> tokens;
  if (!file.byte_fallback) return tokens;
  for (const FileToken& token : file.tokens) {
    if (const auto byte = byte_of(file.bytes_of(token))) {
      tokens.push_back({std::string_view(&all_bytes[*byte], 1), token.id});
    }
  }
  return tokens;
}

bool has_all_bytes(const std::vector<ListedToken>& tokens) {
  return std::ranges::count_if(tokens, [](const ListedToken& token) {
           return is_in_utf8(static_cast<unsigned char>(token.bytes[0]));
         }) == 243;
}

Error unsupported(std::string message) { return {ErrorCode::unsupported_vocabulary, std::move(message)}; }

// Errors: a merge of tokens that replace characters which the vocabulary lacks. Hugging Face tokenizers merges them
// like characters.
Result<void> check_merges(const TokenizerFile& file, const std::unordered_set<TokenId>& bytes) {
  for (std::size_t i = 0; i < file.merges.size(); ++i) {
    const FileMerge& merge = file.merges[i];
    const bool has_byte = bytes.contains(merge.left) || bytes.contains(merge.right) || bytes.contains(merge.merged);
    const bool has_unknown = merge.left == file.unknown || merge.right == file.unknown;
    if (has_byte || has_unknown) {
      return unsupported("/model/merges/" + std::to_string(i) + ": merging tokens of unknown characters is not supported");
    }
  }
  return {};
}

}  // namespace

Result<Vocabulary> make_character_vocabulary(const TokenizerFile& file) {
  MissingCharacters missing{byte_tokens(file), file.unknown, file.fuse_unknown};
  std::unordered_set<TokenId> hidden;
  for (const ListedToken& token : missing.byte_tokens) hidden.insert(token.id);
  if (!missing.byte_tokens.empty() && !has_all_bytes(missing.byte_tokens)) {
    return unsupported("/model/byte_fallback: a vocabulary with tokens of only some bytes is not supported");
  }
  if (Result<void> valid = check_merges(file, hidden); !valid) return std::move(valid).error();

  std::vector<ListedToken> tokens;
  std::vector<ListedToken> decoded_only;
  tokens.reserve(file.tokens.size());
  for (const FileToken& token : file.tokens) {
    if (hidden.contains(token.id)) continue;
    (token.in_alphabet ? tokens : decoded_only).push_back({file.bytes_of(token), token.id});
  }
  for (const ListedToken& token : decoded_only) hidden.insert(token.id);
  std::vector<Merge> merges;
  merges.reserve(file.merges.size());
  for (const FileMerge& merge : file.merges) {
    // Texts have neither of the two tokens.
    if (hidden.contains(merge.left) || hidden.contains(merge.right)) continue;
    merges.push_back({merge.left, merge.right});
  }
  return Vocabulary::from_characters(tokens, merges, missing,
                                     file.ignore_merges ? WholePieces::tokens : WholePieces::merged, decoded_only);
}

namespace {

// Whether a step splits at blanks.
bool splits_at_blanks(const SplitStep& step) {
  const auto* const split = std::get_if<Split>(&step);
  return split != nullptr && split->syntax == PatternSyntax::text && split->pattern == " " && !split->invert;
}

// Whether a step treats the blank like its stand-in. Of patterns it is not known.
bool is_blind_to_blanks(const SplitStep& step) {
  return splits_at_blanks(step) || std::holds_alternative<Digits>(step) || std::holds_alternative<Punctuation>(step);
}

}  // namespace

void use_natural_blanks(TokenizerFile& file) {
  const Normalizer to_mark = Replace{" ", std::string(blank_mark)};
  std::vector<Normalizer>& normalizers = file.normalizers;
  if (normalizers.empty() || normalizers.back() != to_mark) return;
  // A missing character becomes tokens of its own bytes.
  if (!file.ids.find(blank_mark) || !std::ranges::all_of(file.splits, is_blind_to_blanks)) return;
  normalizers.back() = Replace{std::string(blank_mark), " "};
  if (normalizers.size() > 1) {
    // What is inserted last need not be replaced.
    auto* const prepend = std::get_if<Prepend>(&normalizers[normalizers.size() - 2]);
    if (prepend != nullptr) prepend->content = with_blanks(prepend->content);
  }
  std::string bytes;
  bytes.reserve(file.bytes.size());
  for (FileToken& token : file.tokens) {
    const std::string_view before = file.bytes_of(token);
    // Normalized text has no blanks, and so no text has these tokens.
    if (before.find(' ') != std::string_view::npos) token.in_alphabet = false;
    token.start = static_cast<std::uint32_t>(bytes.size());
    append_with_blanks(before, bytes);
    token.size = static_cast<std::uint32_t>(bytes.size()) - token.start;
  }
  file.bytes = std::move(bytes);
  std::erase_if(file.splits, splits_at_blanks);
}

namespace {

bool is_newline(char byte) { return byte == '\n' || byte == '\r'; }

// Which positions of texts tokens span.
struct Spans {
  std::set<std::string_view> before_blanks;  // the characters, except for blanks
  bool mixes_newlines = false;               // a token has a newline beside another character
  bool has_newlines = false;                 // both newlines are tokens
  bool has_blank = false;
};

Spans spans_of(const TokenizerFile& file) {
  Spans spans;
  std::array<bool, 256> has = {};
  for (const FileToken& token : file.tokens) {
    const std::string_view bytes = file.bytes_of(token);
    if (bytes.size() == 1) has[static_cast<unsigned char>(bytes[0])] |= token.in_alphabet;
    std::size_t start = 0;  // of the character before
    for (std::size_t at = 1; at < bytes.size(); ++at) {
      spans.mixes_newlines |= is_newline(bytes[at]) != is_newline(bytes[at - 1]);
      if (!starts_character(bytes[at])) continue;
      if (bytes[at] == ' ' && bytes[start] != ' ') spans.before_blanks.insert(bytes.substr(start, at - start));
      start = at;
    }
  }
  spans.has_newlines = has['\n'] && has['\r'];
  spans.has_blank = has[' '];
  return spans;
}

// A character of a class, which may be one of the characters with a meaning there.
std::string in_class(std::string_view character) {
  const bool is_special = std::string_view("\\^]-[&").find(character) != std::string_view::npos;
  return (is_special ? "\\" : "") + std::string(character);
}

}  // namespace

void add_harmless_split(TokenizerFile& file) {
  constexpr std::size_t most_exceptions = 32;
  if (!file.splits.empty() || file.ignore_merges) return;
  file.merges_alone = true;
  const Spans spans = spans_of(file);
  if (spans.before_blanks.size() > most_exceptions || spans.before_blanks.contains("\n") ||
      spans.before_blanks.contains("\r")) {
    return;
  }
  const bool has_bytes = !byte_tokens(file).empty();
  // A blank without a token could be a part of an unknown token, or be dropped so that its neighbors merge.
  if (!has_bytes && !spans.has_blank) return;
  // A dropped character may separate one of the exceptions from a blank.
  if (!has_bytes && !file.unknown && !spans.before_blanks.empty()) return;
  const bool cuts_newlines = !spans.mixes_newlines && (has_bytes || spans.has_newlines);
  const std::string newlines = cuts_newlines ? "\\r\\n" : "";
  std::string exceptions;
  for (const std::string_view character : spans.before_blanks) exceptions += in_class(character);
  std::string pattern;
  if (cuts_newlines) pattern = "[\\r\\n]+|";
  if (exceptions.empty()) {
    pattern += " *[^ " + newlines + "]+| +";
  } else {
    pattern += " *(?:[^ " + newlines + exceptions + "]|[" + exceptions + "] *)+| +";
  }
  file.splits.emplace_back(Split{std::move(pattern), PatternSyntax::fancy_regex, SplitBehavior::isolated, false});
}

}  // namespace tokmill::vocabularies
