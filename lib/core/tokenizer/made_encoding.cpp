// Encodings that are made at run time.

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/bpe/builder/build.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/known_patterns.hpp"
#include "core/tokenizer/normalize.hpp"
#include "core/tokenizer/pre_tokenizer_data.hpp"
#include "core/tokenizer/special_finder.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

constexpr std::size_t longest_name = 1024;

// Everything that the EncodingData refers to.
struct MadeEncoding {
  MadeEncoding(const Vocabulary& with, EncodingParts from) : vocabulary(with), parts(std::move(from)) {}

  Vocabulary vocabulary;
  EncodingParts parts;  // added tokens in order of id
  std::vector<SpecialToken> special_by_id;
  std::vector<std::uint32_t> special_by_name;
  std::optional<SpecialFinder> finder;  // of special tokens
  std::optional<TextRules> rules;
  std::optional<EncodingData> data;
};

Error invalid(const std::string& name, const std::string& problem, std::size_t index) {
  return {ErrorCode::invalid_argument, "added token '" + name + "' " + problem, index + 1};
}

// `has_own_bytes`: an added token is decoded as the token of its id, whose bytes can differ from its name.
Result<void> check_added_tokens(const std::vector<AddedToken>& tokens, const bpe::Vocabulary& vocabulary,
                                bool has_own_bytes) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string& name = tokens[i].name;
    const TokenId id = tokens[i].id;
    if (name.empty()) return Error{ErrorCode::invalid_argument, "an added token is empty", i + 1};
    if (name.size() > longest_name) {
      return invalid(name.substr(0, 16) + "…", "has more than " + std::to_string(longest_name) + " bytes", i);
    }
    if (unicode::well_formed_prefix(name) != name.size()) return invalid(name, "is not UTF-8", i);
    if (id == bpe::no_token) return invalid(name, "has an id of more than 32 bits", i);
    const bpe::TokenId ordinary = vocabulary.number_of(id);
    if (ordinary == bpe::no_token) continue;
    const std::string_view bytes = vocabulary.bytes(ordinary);
    if (!bytes.empty() && bytes != name && !has_own_bytes) return invalid(name, "has the id of an ordinary token", i);
  }
  std::vector<std::size_t> order(tokens.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return std::pair(std::string_view(tokens[left].name), left) < std::pair(std::string_view(tokens[right].name), right);
  });
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (tokens[order[i - 1]].name == tokens[order[i]].name) {
      return invalid(tokens[order[i]].name, "is listed twice", order[i]);
    }
  }
  return {};
}

// Sets what the finding of special tokens needs.
SpecialTokens prepare_special_tokens(MadeEncoding& made) {
  std::vector<std::string_view> names;
  for (const AddedToken& token : made.parts.added_tokens) {
    if (!token.special) continue;
    made.special_by_id.push_back({token.name, token.id});
    made.special_by_name.push_back(static_cast<std::uint32_t>(made.special_by_name.size()));
    names.push_back(token.name);
  }
  std::sort(made.special_by_name.begin(), made.special_by_name.end(),
            [&names](std::uint32_t left, std::uint32_t right) {
              return SpecialTokens::is_before(names[left], names[right]);
            });
  if (std::all_of(names.begin(), names.end(), SpecialTokens::is_bracketed)) {
    return {made.special_by_id, made.special_by_name};
  }
  made.finder.emplace(names);
  return {made.special_by_id, made.special_by_name, &*made.finder};
}

// Whether the encoding does more than EncodingData can without rules.
bool needs_rules(const MadeEncoding& made, const PreTokenizerData& pre_tokenizer, const bpe::Gaps& gaps) {
  const auto is_plain = [](const AddedToken& token) { return token.special && !token.normalized; };
  return pre_tokenizer.splitter || !made.parts.normalizers.empty() || made.parts.strips_first_blank || !gaps.empty() ||
         !std::ranges::all_of(made.parts.added_tokens, is_plain);
}

// Sets the rules.
void prepare_rules(MadeEncoding& made, const PreTokenizerData& pre_tokenizer, const bpe::Vocabulary& vocabulary,
                   const bpe::Gaps& gaps) {
  std::vector<Addition> raw;
  std::vector<Addition> normalized;
  std::vector<SpecialToken> added;
  NormalizeBuffers buffers;
  for (const AddedToken& token : made.parts.added_tokens) {
    if (!token.special) added.push_back({token.name, token.id});
    if (!token.normalized) {
      raw.push_back({token.name, token.id, token.special, token.name});
      continue;
    }
    const std::string_view text = normalize(made.parts.normalizers, token.name, SegmentPart::start, buffers);
    if (!text.empty()) normalized.push_back({token.name, token.id, token.special, std::string(text)});
  }
  TextRules& rules = made.rules.emplace(std::move(raw), std::move(normalized));
  rules.added = std::move(added);
  rules.normalizers = made.parts.normalizers;
  rules.splitter = pre_tokenizer.splitter;
  rules.gaps = gaps;
  rules.strips_first_blank = made.parts.strips_first_blank;
  // Tokens that only whole pieces are depend on pieces, and tokens span what is dropped.
  const bool drops = gaps.bytes.any() || (gaps.characters != nullptr && gaps.characters->drops());
  rules.merges_alone = made.parts.merges_alone && vocabulary.max_whole_piece_size() == 0 && !drops;
}

// Texts must not become longer than this by all replacements together: a few of them could ask for more memory than
// there is.
constexpr std::size_t most_growth = 4096;

// Errors: a normalizer with a text that is not UTF-8, or that replaces nothing; too much growth.
Result<void> check_normalizers(const std::vector<Normalizer>& normalizers) {
  const auto is_utf8 = [](std::string_view text) { return unicode::well_formed_prefix(text) == text.size(); };
  std::size_t growth = 1;
  for (std::size_t i = 0; i < normalizers.size(); ++i) {
    const auto* const replace = std::get_if<Replace>(&normalizers[i]);
    const auto* const prepend = std::get_if<Prepend>(&normalizers[i]);
    if (replace != nullptr && replace->pattern.empty()) {
      return Error{ErrorCode::invalid_argument, "a normalizer replaces an empty text", i + 1};
    }
    if ((replace != nullptr && !(is_utf8(replace->pattern) && is_utf8(replace->content))) ||
        (prepend != nullptr && !is_utf8(prepend->content))) {
      return Error{ErrorCode::invalid_argument, "a normalizer has a text that is not UTF-8", i + 1};
    }
    if (replace != nullptr && replace->content.size() > replace->pattern.size()) {
      const std::size_t factor = (replace->content.size() - 1) / replace->pattern.size() + 1;
      if (factor > most_growth / growth) {
        return Error{ErrorCode::invalid_argument,
                     "normalizers that make a text more than " + std::to_string(most_growth) +
                         " times as long are not supported", i + 1};
      }
      growth *= factor;
    }
  }
  return {};
}

// Errors: a prefix or suffix token that the encoding does not have.
Result<void> check_surrounding_tokens(const Encoding& encoding) {
  for (const std::span<const TokenId> ids : {encoding.prefix_tokens(), encoding.suffix_tokens()}) {
    for (const TokenId id : ids) {
      if (encoding.token_bytes(id)) continue;
      return Error{ErrorCode::invalid_argument, "there is no token " + std::to_string(id) + " to add to texts"};
    }
  }
  return {};
}

}  // namespace

Result<Encoding> Encoding::make(const Vocabulary& vocabulary, EncodingParts parts) {
  const VocabularyData& built = VocabularyAccess::data(vocabulary);
  const bool has_own_bytes = built.gaps.characters != nullptr;
  if (Result<void> valid = check_added_tokens(parts.added_tokens, built.view, has_own_bytes); !valid) {
    return std::move(valid).error();
  }
  if (Result<void> valid = check_normalizers(parts.normalizers); !valid) return std::move(valid).error();
  const auto made = std::make_shared<MadeEncoding>(vocabulary, std::move(parts));
  std::ranges::stable_sort(made->parts.added_tokens, {}, &AddedToken::id);
  const PreTokenizerData& pre_tokenizer = PreTokenizerAccess::data(made->parts.pre_tokenizer);
  if (needs_rules(*made, pre_tokenizer, built.gaps)) prepare_rules(*made, pre_tokenizer, built.view, built.gaps);
  const pretokenize::Pattern pattern = pre_tokenizer.pattern.value_or(pretokenize::Pattern::gpt2);
  made->data.emplace(EncodingData{made->parts.name, pattern, pretokenize::pre_tokenizer_for(pattern),
                                  pretokenize::scalar_pre_tokenizer_for(pattern), built.view, built.serial,
                                  prepare_special_tokens(*made), made->rules ? &*made->rules : nullptr,
                                  made->parts.prefix_tokens, made->parts.suffix_tokens,
                                  expression_of(made->parts.pre_tokenizer.steps()), &made->parts});
  Encoding encoding = EncodingAccess::make(std::shared_ptr<const EncodingData>(made, &*made->data));
  if (Result<void> valid = check_surrounding_tokens(encoding); !valid) return std::move(valid).error();
  return encoding;
}

}  // namespace tokmill
