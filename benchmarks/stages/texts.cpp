#include "stages/texts.hpp"

#include <cstddef>
#include <random>

#include "core/bpe/merge.hpp"
#include "core/pretokenize/pre_tokenizer.hpp"

extern "C" const unsigned char tokmill_image_o200k_base[];

namespace tokmill::benchmarks {

const std::string& mixed_text() {
  static const std::string text = [] {
    constexpr std::size_t size = 256 * 1024;
    std::mt19937 random(20261124);  // the standard defines its sequence, unlike that of distributions
    std::vector<std::string> words;
    for (std::size_t i = 0; i < 4000; ++i) {
      std::string word(1 + random() % 12, ' ');
      for (char& c : word) c = "etaoinshrdlucmfwypvbgkqjxz"[(random() % 26) * (random() % 26) / 26];
      words.push_back(word);
    }
    std::string result;
    while (result.size() < size) {
      const std::size_t common = random() % words.size() * (random() % words.size()) / words.size();
      result += words[common * (random() % words.size()) / words.size()];
      const unsigned after = random() % 40;
      result += after == 0 ? ".\n" : after == 1 ? ", " : after == 2 ? " " + std::to_string(random()) + " " : " ";
    }
    result.resize(size);
    return result;
  }();
  return text;
}

const std::vector<std::string_view>& pieces() {
  static const std::vector<std::string_view> all = [] {
    const std::string& text = mixed_text();
    const pretokenize::SplitFunction pre_tokenizer = pretokenize::pre_tokenizer_for(pretokenize::Pattern::o200k);
    std::vector<const char*> ends(pretokenize::window_size);
    std::vector<std::string_view> found;
    const char* start = text.data();
    const char* const end = start + text.size();
    while (const std::size_t count = pre_tokenizer(start, end, ends.data(), ends.size())) {
      for (std::size_t i = 0; i < count; ++i) {
        found.emplace_back(start, static_cast<std::size_t>(ends[i] - start));
        start = ends[i];
      }
    }
    return found;
  }();
  return all;
}

std::vector<std::string_view> pieces_to_merge() {
  std::vector<std::string_view> missing;
  for (const std::string_view piece : pieces()) {
    if (piece.size() <= bpe::longest_short_merge && vocabulary().find(piece) == bpe::no_token) missing.push_back(piece);
  }
  return missing;
}

bpe::Vocabulary vocabulary() { return bpe::Vocabulary(tokmill_image_o200k_base); }

}  // namespace tokmill::benchmarks
