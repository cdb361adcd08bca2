#include "differential/trap_strings.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "tokmill/utf8.hpp"

namespace tokmill::differential {
namespace {

void append_utf8(std::string& text, std::uint32_t code_point) {
  const auto add = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code_point < 0x80) {
    add(code_point);
  } else if (code_point < 0x800) {
    add(0xC0 | code_point >> 6);
    add(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    add(0xE0 | code_point >> 12);
    add(0x80 | (code_point >> 6 & 0x3F));
    add(0x80 | (code_point & 0x3F));
  } else {
    add(0xF0 | code_point >> 18);
    add(0x80 | (code_point >> 12 & 0x3F));
    add(0x80 | (code_point >> 6 & 0x3F));
    add(0x80 | (code_point & 0x3F));
  }
}

}  // namespace

TrapStrings::TrapStrings(std::uint64_t seed, const Encoding& encoding) : random_(seed) {
  std::ifstream file(TOKMILL_TESTS_DIR "/differential/traps.json");
  if (!file) throw std::runtime_error("cannot open traps.json");
  for (const nlohmann::json& group : nlohmann::json::parse(file)) {
    const auto parts = group.at("parts").get<std::vector<std::string>>();
    groups_.insert(groups_.end(), group.at("weight").get<std::size_t>(), parts);
  }

  for (TokenId id = 0; id < encoding.vocabulary_size(); ++id) {
    const std::optional<std::string_view> bytes = encoding.token_bytes(id);
    if (!bytes || find_ill_formed(*bytes)) continue;
    words_.emplace_back(*bytes);
    const bool is_letters = std::all_of(bytes->begin(), bytes->end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (is_letters) letters_.emplace_back(*bytes);
  }
}

const std::string& TrapStrings::trap() {
  const std::vector<std::string>& parts = groups_[below(groups_.size())];
  return parts[below(parts.size())];
}

std::string TrapStrings::character() {
  std::uint32_t code_point = 0;
  do {
    code_point = static_cast<std::uint32_t>(below(below(2) == 0 ? 0x3000 : 0x110000));
  } while (code_point >= 0xD800 && code_point <= 0xDFFF);
  std::string text;
  append_utf8(text, code_point);
  return text;
}

std::string TrapStrings::next() {
  // Short texts find most faults, so the number of parts is a product of two random numbers, which is mostly small.
  std::size_t count = 1 + below(6) * below(7);
  std::string text;
  switch (below(10)) {
    case 0: {  // long runs of few parts, and their boundaries
      const std::string few[] = {trap(), trap(), trap()};
      while (count-- > 0) text += few[below(3)];
      break;
    }
    case 1:
      while (count-- > 0) text += words_[below(words_.size())];
      break;
    case 2:  // one long piece
      for (count *= 4; count > 0; --count) text += letters_[below(letters_.size())];
      break;
    case 3:
      while (count-- > 0) text += below(3) == 0 ? character() : trap();
      break;
    default:
      while (count-- > 0) text += trap();
      break;
  }
  return text;
}

std::string TrapStrings::next_bytes() {
  std::string text = next();
  for (std::size_t count = 1 + below(4); count > 0; --count) {
    const std::size_t at = below(text.size() + 1);
    if (at < text.size() && below(2) == 0) {
      text.erase(at, 1);  // may leave a truncated character
    } else {
      text.insert(at, 1, static_cast<char>(0x80 + below(0x80)));
    }
  }
  return text;
}

int number_of_texts(int all) {
#ifdef TOKMILL_SANITIZED
  return all / 4;
#else
  return all;
#endif
}

std::string described(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string printable;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F) {
      printable += c;
    } else {
      printable += {'\\', 'x', digits[byte >> 4], digits[byte & 0xF]};
    }
  }
  return printable;
}

std::string described(const std::vector<TokenId>& ids) {
  std::string text;
  for (const TokenId id : ids) text += std::to_string(id) + ' ';
  return text;
}

}  // namespace tokmill::differential
