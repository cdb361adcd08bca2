#include "reference/tokenizer.hpp"

#include <map>
#include <memory>
#include <string>

namespace tokmill::reference {
namespace {

struct Row {
  Pattern pattern;
  const char* table;
};

// As in tiktoken_ext/openai_public.py of tiktoken 0.14.0, except gpt2: tiktoken builds it from two other files that
// contain the same merges as r50k_base.tiktoken.
const std::map<std::string_view, Row>& rows() {
  static const std::map<std::string_view, Row> all = {
      {"gpt2", {Pattern::gpt2, "r50k_base"}},          {"r50k_base", {Pattern::gpt2, "r50k_base"}},
      {"p50k_base", {Pattern::gpt2, "p50k_base"}},     {"p50k_edit", {Pattern::gpt2, "p50k_base"}},
      {"cl100k_base", {Pattern::cl100k, "cl100k_base"}}, {"o200k_base", {Pattern::o200k, "o200k_base"}},
      {"o200k_harmony", {Pattern::o200k, "o200k_base"}}};
  return all;
}

const Ranks& ranks_of(const std::string& table) {
  static std::map<std::string, Ranks> tables;
  const auto [entry, is_new] = tables.try_emplace(table);
  if (is_new) entry->second = read_ranks(std::string(TOKMILL_VOCAB_DIR "/") + table + ".tiktoken");
  return entry->second;
}

}  // namespace

std::vector<std::uint32_t> Tokenizer::encode_ordinary(std::string_view text) const {
  std::vector<std::uint32_t> tokens;
  for (const std::string_view piece : pieces(text)) {
    const std::vector<std::uint32_t> merged = merge(piece);
    tokens.insert(tokens.end(), merged.begin(), merged.end());
  }
  return tokens;
}

const std::vector<std::string_view>& encoding_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const auto& [name, row] : rows()) all.push_back(name);
    return all;
  }();
  return names;
}

const Tokenizer& tokenizer(std::string_view encoding_name) {
  static std::map<std::string_view, std::unique_ptr<Tokenizer>> made;
  const Row& row = rows().at(encoding_name);
  std::unique_ptr<Tokenizer>& entry = made[rows().find(encoding_name)->first];
  if (entry == nullptr) entry = std::make_unique<Tokenizer>(row.pattern, ranks_of(row.table));
  return *entry;
}

}  // namespace tokmill::reference
