// Encodings that are made at run time.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/bpe/builder/build.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/special_finder.hpp"
#include "core/unicode/utf8.hpp"
#include "tokmill/nearest_name.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

constexpr std::size_t longest_name = 1024;

// Everything that the EncodingData refers to.
struct MadeEncoding {
  MadeEncoding(const Vocabulary& with, EncodingParts from) : vocabulary(with), parts(std::move(from)) {}

  Vocabulary vocabulary;
  EncodingParts parts;  // special tokens in order of id
  std::vector<SpecialToken> by_id;
  std::vector<std::uint32_t> by_name;
  std::optional<SpecialFinder> finder;
  std::optional<EncodingData> data;
};

Error invalid(const std::string& name, const std::string& problem, std::size_t index) {
  return {ErrorCode::invalid_argument, "special token '" + name + "' " + problem, index + 1};
}

Result<void> check_special_tokens(const std::vector<EncodingParts::NamedToken>& tokens,
                                  const bpe::Vocabulary& vocabulary) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& [name, id] = tokens[i];
    if (name.empty()) return Error{ErrorCode::invalid_argument, "a special token is empty", i + 1};
    if (name.size() > longest_name) {
      return invalid(name.substr(0, 16) + "…", "has more than " + std::to_string(longest_name) + " bytes", i);
    }
    if (unicode::well_formed_prefix(name) != name.size()) return invalid(name, "is not UTF-8", i);
    if (id == bpe::no_token) return invalid(name, "has an id of more than 32 bits", i);
    const bpe::TokenId ordinary = vocabulary.number_of(id);
    if (ordinary == bpe::no_token) continue;
    const std::string_view bytes = vocabulary.bytes(ordinary);
    if (!bytes.empty() && bytes != name) return invalid(name, "has the id of an ordinary token", i);
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
  auto& tokens = made.parts.special_tokens;
  std::stable_sort(tokens.begin(), tokens.end(), [](const auto& left, const auto& right) { return left.id < right.id; });
  std::vector<std::string_view> names;
  for (const auto& [name, id] : tokens) {
    made.by_id.push_back({name, id});
    made.by_name.push_back(static_cast<std::uint32_t>(made.by_name.size()));
    names.push_back(name);
  }
  std::sort(made.by_name.begin(), made.by_name.end(), [&names](std::uint32_t left, std::uint32_t right) {
    return SpecialTokens::is_before(names[left], names[right]);
  });
  if (std::all_of(names.begin(), names.end(), SpecialTokens::is_bracketed)) return {made.by_id, made.by_name};
  made.finder.emplace(names);
  return {made.by_id, made.by_name, &*made.finder};
}

Error unknown_pattern(std::string_view name) {
  std::string message = unknown_name("pattern", name, pattern_names()) + " (available: ";
  for (const std::string_view& known : pattern_names()) {
    if (&known != pattern_names().data()) message += ", ";
    message += known;
  }
  return {ErrorCode::unknown_pattern, message + ")", 0};
}

}  // namespace

std::span<const std::string_view> pattern_names() noexcept { return pretokenize::pattern_names(); }

Result<Encoding> Encoding::make(const Vocabulary& vocabulary, EncodingParts parts) {
  const std::optional<pretokenize::Pattern> pattern = pretokenize::pattern_named(parts.pattern);
  if (!pattern) return unknown_pattern(parts.pattern);
  const VocabularyData& built = VocabularyAccess::data(vocabulary);
  if (Result<void> valid = check_special_tokens(parts.special_tokens, built.view); !valid) {
    return std::move(valid).error();
  }
  const auto made = std::make_shared<MadeEncoding>(vocabulary, std::move(parts));
  made->data.emplace(EncodingData{made->parts.name, *pattern, pretokenize::pre_tokenizer_for(*pattern),
                                  pretokenize::scalar_pre_tokenizer_for(*pattern), built.view, built.serial,
                                  prepare_special_tokens(*made)});
  return EncodingAccess::make(std::shared_ptr<const EncodingData>(made, &*made->data));
}

}  // namespace tokmill
