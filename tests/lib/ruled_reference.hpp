#pragma once

#include <unicode/uchar.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/pretokenize/pre_tokenizer.hpp"
#include "core/tokenizer/pre_tokenizer_data.hpp"
#include "core/unicode/utf8.hpp"
#include "lib/random_rules.hpp"
#include "reference/made_vocabulary.hpp"
#include "reference/normal_form.hpp"
#include "tokmill/normalizer.hpp"

namespace tokmill::test {

/// Normalizes a text with the simplest code. Lower case is that of ICU's simple mappings.
[[nodiscard]] inline std::string normalized(const std::vector<Normalizer>& normalizers, std::string text) {
  for (const Normalizer& normalizer : normalizers) {
    if (const auto* const prepend = std::get_if<Prepend>(&normalizer)) {
      if (!text.empty()) text.insert(0, prepend->content);
    } else if (const auto* const replace = std::get_if<Replace>(&normalizer)) {
      for (std::size_t at = 0; (at = text.find(replace->pattern, at)) != std::string::npos; at += replace->content.size()) {
        text.replace(at, replace->pattern.size(), replace->content);
      }
    } else if (const auto* const form = std::get_if<NormalForm>(&normalizer)) {
      const bool is_composed = *form == NormalForm::nfc || *form == NormalForm::nfkc;
      text = reference::normal_form(is_composed, *form == NormalForm::nfkc || *form == NormalForm::nfkd, text);
    } else {
      std::string lower;
      for (std::size_t at = 0; at < text.size();) {
        const unicode::Decoded character = unicode::decode_well_formed(text.data() + at);
        unicode::append_utf8(static_cast<char32_t>(u_tolower(static_cast<UChar32>(character.code_point))), lower);
        at += character.size;
      }
      text = lower;
    }
  }
  return text;
}

/// Tokenizes as the rules of an encoding say (core/tokenizer/text_rules.hpp), one character after the other.
class RuledReference {
 public:
  /// Refers to `source`.
  explicit RuledReference(const RuledSource& source) : source_(source), vocabulary_(source.vocabulary.reference()) {}

  /// Precondition: `text` is UTF-8.
  [[nodiscard]] std::vector<TokenId> encode(const std::string& text, bool allow_special) const {
    std::vector<TokenId> ids;
    cut_out(text, false, allow_special, ids, [&](const std::string& segment) {
      cut_out(normalized(source_.parts.normalizers, segment), true, allow_special, ids,
              [&](const std::string& rest) { split(rest, ids); });
    });
    return ids;
  }

 private:
  template <class OnSegment>
  void cut_out(const std::string& text, bool is_normalized, bool allow_special, std::vector<TokenId>& ids,
               const OnSegment& on_segment) const {
    std::string segment;
    for (std::size_t at = 0; at < text.size();) {
      const AddedToken* longest = nullptr;
      std::size_t longest_size = 0;
      for (const AddedToken& token : source_.parts.added_tokens) {
        if (token.normalized != is_normalized) continue;
        const std::string name = is_normalized ? normalized(source_.parts.normalizers, token.name) : token.name;
        if (name.size() <= longest_size || text.compare(at, name.size(), name) != 0) continue;
        longest = &token;
        longest_size = name.size();
      }
      if (longest == nullptr) {
        segment += text[at++];
      } else if (longest->special && !allow_special) {
        segment += text.substr(at, longest_size);
        at += longest_size;
      } else {
        if (!segment.empty()) on_segment(segment);
        segment.clear();
        ids.push_back(longest->id);
        at += longest_size;
      }
    }
    if (!segment.empty()) on_segment(segment);
  }

  void split(const std::string& text, std::vector<TokenId>& ids) const {
    namespace pattern = pretokenize::pattern;
    const PreTokenizerData& data = PreTokenizerAccess::data(source_.parts.pre_tokenizer);
    const auto merge = [&](std::string_view piece) {
      const std::vector<TokenId> merged = reference::merge(vocabulary_, piece);
      ids.insert(ids.end(), merged.begin(), merged.end());
    };
    if (data.splitter) {
      pattern::SplitRun run(*data.splitter, text);
      pattern::Piece piece{};
      while (run.next(&piece, 1) == 1) merge({piece.start, static_cast<std::size_t>(piece.end - piece.start)});
      return;
    }
    const auto split_one = pretokenize::scalar_pre_tokenizer_for(*data.pattern);
    const char* at = text.data();
    for (const char* end = nullptr; split_one(at, text.data() + text.size(), &end, 1) == 1; at = end) {
      merge({at, static_cast<std::size_t>(end - at)});
    }
  }

  const RuledSource& source_;
  reference::MadeVocabulary vocabulary_;
};

}  // namespace tokmill::test
