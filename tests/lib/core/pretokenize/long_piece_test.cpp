#include "core/pretokenize/long_piece.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "lib/core/pretokenize/families/characters.hpp"

namespace {

using namespace tokmill::pretokenize;

struct Machine {
  Pattern pattern;
  SplitFunction scalar;
};

std::vector<Machine> all_machines() {
  std::vector<Machine> machines;
  for (const Pattern pattern : tokmill::tests::all_patterns()) {
    machines.push_back({pattern, scalar_pre_tokenizer_for(pattern)});
  }
  return machines;
}

// A character of each class, and those that the patterns name.
constexpr std::string_view long_piece_characters[] = {"a", "B", "\u4E2D", "\u0301", " ", "\u3000", "\n", "!", "/", "'", "l",
                                                      "7", "\u0E01", "\u3007", "\u2F00", "\u30FB", "\u3040", "\u200D"};

std::size_t first_end(const Machine& machine, std::string_view text) {
  const char* end = nullptr;
  machine.scalar(text.data(), text.data() + text.size(), &end, 1);
  return static_cast<std::size_t>(end - text.data());
}

// Finds the end of the first piece of the text, which arrives in parts of `step` characters. Drops what is certain.
std::size_t find_end(const Machine& machine, const std::vector<std::string_view>& characters, std::size_t step,
                     bool drops) {
  LongPiece piece(machine.pattern);
  std::string text;
  std::size_t dropped = 0;
  for (std::size_t i = 0; i <= characters.size(); i += step) {
    const std::size_t end = std::min(i + step, characters.size());
    for (std::size_t j = i; j < end; ++j) text += characters[j];
    const bool is_last = i + step > characters.size();
    if (const auto found = piece.find_end(text, is_last)) return dropped + *found;
    if (is_last || piece.certain() > text.size()) break;
    if (drops) {
      const std::size_t bytes = piece.certain();
      text.erase(0, bytes);
      piece.drop(bytes);
      dropped += bytes;
    }
  }
  return std::string_view::npos;
}

template <class Check>
void for_each_text(std::size_t length, const Check& check) {
  std::vector<std::string_view> characters(length);
  std::size_t texts = 1;
  for (std::size_t i = 0; i < length; ++i) texts *= std::size(long_piece_characters);
  for (std::size_t n = 0; n < texts; ++n) {
    std::size_t rest = n;
    for (std::string_view& character : characters) {
      character = long_piece_characters[rest % std::size(long_piece_characters)];
      rest /= std::size(long_piece_characters);
    }
    check(characters);
  }
}

}  // namespace

TEST_CASE("long piece: the end that the scalar machine finds, after a run of each character") {
  for (const Machine& machine : all_machines()) {
    std::size_t wrong = 0;
    for_each_text(3, [&](const std::vector<std::string_view>& tail) {
      for (const std::string_view first : {tail[2], std::string_view(" "), std::string_view("!")}) {
        std::vector<std::string_view> characters{first};
        characters.insert(characters.end(), 20, tail[2]);
        characters.insert(characters.end(), tail.begin(), tail.end() - 1);
        std::string text;
        for (const std::string_view character : characters) text += character;
        const std::size_t expected = first_end(machine, text);
        for (const bool drops : {false, true}) {
          wrong += find_end(machine, characters, 1, drops) != expected;
          wrong += find_end(machine, characters, 7, drops) != expected;
        }
      }
    });
    CHECK(wrong == 0);
  }
}

TEST_CASE("long piece: short texts") {
  for (const Machine& machine : all_machines()) {
    std::size_t wrong = 0;
    for (std::size_t length = 1; length <= 3; ++length) {
      for_each_text(length, [&](const std::vector<std::string_view>& characters) {
        std::string text;
        for (const std::string_view character : characters) text += character;
        wrong += find_end(machine, characters, 1, false) != first_end(machine, text);
      });
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("long piece: what is certain is in the piece, whatever follows") {
  for (const Machine& machine : all_machines()) {
    std::size_t wrong = 0;
    for_each_text(4, [&](const std::vector<std::string_view>& characters) {
      std::string text;
      for (int i = 0; i < 20; ++i) text += characters[0];
      text += characters[1];
      LongPiece piece(machine.pattern);
      if (piece.find_end(text, false)) return;
      text += characters[2];
      wrong += first_end(machine, text) < piece.certain();
      text += characters[3];
      wrong += first_end(machine, text) < piece.certain();
    });
    CHECK(wrong == 0);
  }
}

TEST_CASE("pre-tokenizer: more text changes the last max_unsettled_pieces pieces at most") {
  for (const Machine& machine : all_machines()) {
    std::size_t wrong = 0;
    std::size_t changed = 0;  // texts in which the bound is reached
    for_each_text(4, [&](const std::vector<std::string_view>& characters) {
      std::string text;
      for (const std::string_view character : characters) text += character;
      const char* all[16];
      machine.scalar(text.data(), text.data() + text.size(), all, std::size(all));
      std::size_t size = 0;
      for (const std::string_view character : characters) {
        size += character.size();
        const char* ends[16];
        const std::size_t count = machine.scalar(text.data(), text.data() + size, ends, std::size(ends));
        for (std::size_t i = 0; i + max_unsettled_pieces < count; ++i) wrong += ends[i] != all[i];
        if (count >= 2) changed += ends[count - 2] != all[count - 2];
      }
    });
    CHECK(wrong == 0);
    // Only without contractions after words, and without newlines that end a piece, are there fewer.
    CHECK((changed > 0) == (machine.pattern != Pattern::cl100k));
  }
}
