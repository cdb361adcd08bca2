#include "vocabularies/gguf.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tokmill/utf8.hpp"
#include "vocabularies/gguf_metadata.hpp"
#include "vocabularies/known_splits.hpp"
#include "vocabularies/model_strings.hpp"
#include "vocabularies/scored_merges.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

// What the name of a pre-tokenizer, or of the architecture if the file names none, means.
struct NamedPreTokenizer {
  std::string_view name;
  std::string_view splits;  // of find_known_splits()
  bool adds_first = false;  // llama.cpp adds the first token unless the file says otherwise
};

constexpr NamedPreTokenizer named_pre_tokenizers[] = {
    {"command-r", "command-r"},
    {"deepseek-coder", "deepseek-coder"},
    {"deepseek-llm", "deepseek-llm"},
    {"deepseek-v3", "deepseek-v3"},
    {"falcon", "falcon"},
    {"glm4", "llama3"},
    {"gpt-2", "gpt2"},
    {"gpt-4o", "o200k"},
    {"gpt2", "gpt2"},
    {"gptneox", "neox"},
    {"kimi-k2", "kimi"},
    {"llama-bpe", "llama3", true},
    {"llama3", "llama3", true},
    {"llama4", "o200k"},
    {"mpt", "neox"},
    {"qwen2", "qwen2"},
    {"qwen35", "qwen3.5"},
    {"refact", "starcoder"},
    {"starcoder", "starcoder"},
    {"tekken", "tekken", true},
};

Error malformed(std::string message) { return {ErrorCode::malformed_tokenizer, std::move(message)}; }

std::string message_at(std::string_view key, std::size_t index, std::string_view reason) {
  return std::string(key).append("[").append(std::to_string(index)).append("]: ").append(reason);
}

bool has_type(const GgufMetadata& metadata, TokenId id, GgufTokenType type) {
  return metadata.token_type[id] == static_cast<std::uint32_t>(type);
}

bool is_character(std::string_view token) {
  return std::ranges::count_if(token, starts_character) == 1;
}

std::optional<std::string> add_tokens(const GgufMetadata& metadata, ModelStrings& strings, TokenizerFile& file) {
  strings.reserve(metadata.tokens.size());
  TokenId id = 0;
  for (const std::string_view token : metadata.tokens) {
    const bool is_control = has_type(metadata, id, GgufTokenType::control);
    const bool is_added = is_control || has_type(metadata, id, GgufTokenType::user_defined);
    if (is_added) file.added.push_back({std::string(token), id, is_control, false});
    // In a byte-level model, a token of one character is a byte, unless it is an added token such as "ü".
    const bool is_only_added = is_added && file.alphabet == Alphabet::bytes && is_character(token);
    if (!is_only_added) {
      if (const auto reason = strings.add_token(token, id)) return message_at("tokenizer.ggml.tokens", id, *reason);
    }
    ++id;
  }
  return std::nullopt;
}

// --- Tokens that are put around texts ------------------------------------------------------------------

struct AddedAround {
  std::string_view flag_key;
  std::optional<bool> flag;
  bool default_flag;
  std::string_view id_key;
  std::optional<std::uint32_t> id;
};

std::optional<std::string> add_around(const GgufMetadata& metadata, const AddedAround& added,
                                      std::vector<TokenId>& ids) {
  if (!added.flag.value_or(added.default_flag)) return std::nullopt;
  if (!added.id) {
    // A file that says nothing of such a token is usable without it.
    if (!added.flag) return std::nullopt;
    return std::string(added.id_key).append(": a number is required by ").append(added.flag_key);
  }
  if (*added.id >= metadata.tokens.size()) {
    return std::string(added.id_key).append(": there is no token ").append(std::to_string(*added.id));
  }
  ids.push_back(*added.id);
  return std::nullopt;
}

// The ids are those that the model has if the file names none.
std::optional<std::string> add_around(const GgufMetadata& metadata, bool adds_first, std::optional<TokenId> first,
                                      std::optional<TokenId> last, TokenizerFile& file) {
  const auto known = [](std::optional<std::uint32_t> id, std::optional<TokenId> other) { return id ? id : other; };
  auto problem = add_around(metadata,
                            {"tokenizer.ggml.add_bos_token", metadata.add_bos_token, adds_first,
                             "tokenizer.ggml.bos_token_id", known(metadata.bos_token_id, first)},
                            file.prefix);
  if (problem) return problem;
  return add_around(metadata,
                    {"tokenizer.ggml.add_eos_token", metadata.add_eos_token, false, "tokenizer.ggml.eos_token_id",
                     known(metadata.eos_token_id, last)},
                    file.suffix);
}

// --- Byte-level BPE ------------------------------------------------------------------------------------

Result<NamedPreTokenizer> find_pre_tokenizer(const GgufMetadata& metadata) {
  const bool has_name = !metadata.pre.empty();
  const std::string_view name = has_name ? metadata.pre : metadata.architecture;
  const auto* const found = std::ranges::find(named_pre_tokenizers, name, &NamedPreTokenizer::name);
  if (found != std::end(named_pre_tokenizers)) return *found;
  const std::string_view key = has_name ? "tokenizer.ggml.pre" : "general.architecture";
  return malformed(std::string(key).append(": the pre-tokenizer of '").append(name).append("' is not known"));
}

std::optional<std::string> add_merges(const GgufMetadata& metadata, ModelStrings& strings) {
  const auto place = [](const MergeProblem& problem) {
    return message_at("tokenizer.ggml.merges", problem.place, problem.reason);
  };
  std::size_t index = 0;
  for (const std::string_view merge : metadata.merges) {
    if (const auto problem = strings.add_merge(merge, index++)) return place(*problem);
  }
  if (const auto problem = strings.finish_merges()) return place(*problem);
  return std::nullopt;
}

Result<TokenizerFile> read_byte_level(const GgufMetadata& metadata) {
  if (metadata.merges.empty()) return malformed("tokenizer.ggml.merges: an array of strings is required");
  const Result<NamedPreTokenizer> named = find_pre_tokenizer(metadata);
  if (!named) return named.error();
  const KnownSplits& splits = *find_known_splits(named->splits);
  TokenizerFile file;
  file.alphabet = Alphabet::bytes;
  file.ignore_merges = splits.ignore_merges;
  file.splits = splits.steps();
  if (splits.nfc) file.normalizers.emplace_back(NormalForm::nfc);
  ModelStrings strings(file);
  if (const auto problem = add_tokens(metadata, strings, file)) return malformed(*problem);
  if (const auto problem = add_merges(metadata, strings)) return malformed(*problem);
  if (const auto problem = add_around(metadata, named->adds_first, std::nullopt, std::nullopt, file)) {
    return malformed(*problem);
  }
  return file;
}

// --- SentencePiece's BPE -------------------------------------------------------------------------------

// Errors: what SentencePiece would do and the library does not.
std::optional<std::string> check_characters(const GgufMetadata& metadata) {
  if (metadata.scores.size() != metadata.tokens.size()) {
    return "tokenizer.ggml.scores: expected a number for each token";
  }
  if (metadata.remove_extra_whitespaces.value_or(false)) {
    return "tokenizer.ggml.remove_extra_whitespaces: this feature is not supported";
  }
  if (!metadata.precompiled_charsmap.empty()) {
    return "tokenizer.ggml.precompiled_charsmap: this feature is not supported";
  }
  constexpr std::ptrdiff_t byte_values = 256;
  if (std::ranges::count(metadata.token_type, static_cast<std::uint32_t>(GgufTokenType::byte)) != byte_values) {
    return "tokenizer.ggml.token_type: expected a token of each byte";
  }
  return std::nullopt;
}

// The tokens that no merge makes are only decoded.
std::vector<float> scores_of_merged(const GgufMetadata& metadata) {
  std::vector<float> scores = metadata.scores;
  for (TokenId id = 0; id < scores.size(); ++id) {
    if (!has_type(metadata, id, GgufTokenType::normal)) scores[id] = not_merged;
  }
  return scores;
}

Result<TokenizerFile> read_characters(const GgufMetadata& metadata) {
  if (const auto problem = check_characters(metadata)) return malformed(*problem);
  TokenizerFile file;
  file.byte_fallback = true;
  if (metadata.add_space_prefix.value_or(true)) file.normalizers.emplace_back(Prepend{"\xE2\x96\x81"});
  file.normalizers.emplace_back(Replace{" ", "\xE2\x96\x81"});
  file.strips_first_blank = metadata.add_space_prefix.value_or(true);
  ModelStrings strings(file);
  if (const auto problem = add_tokens(metadata, strings, file)) return malformed(*problem);
  for (TokenId id = 0; id < metadata.tokens.size(); ++id) {
    if (!has_type(metadata, id, GgufTokenType::unknown)) continue;
    file.unknown = id;
    file.added.push_back({std::string(metadata.tokens[id]), id, true, false});
  }
  if (const auto problem = add_scored_merges(scores_of_merged(metadata), file)) {
    return malformed(message_at("tokenizer.ggml.scores", problem->place, problem->reason));
  }
  // SentencePiece's own ids.
  constexpr TokenId first = 1;
  constexpr TokenId last = 2;
  if (const auto problem = add_around(metadata, true, first, last, file)) return malformed(*problem);
  return file;
}

}  // namespace

Result<TokenizerFile> read_gguf(std::string_view file) {
  const Result<GgufMetadata> metadata = read_gguf_metadata(file);
  if (!metadata) return metadata.error();
  const bool has_bytes = metadata->model == "gpt2";
  if (!has_bytes && metadata->model != "llama") {
    return malformed(
        std::string("tokenizer.ggml.model: expected gpt2 or llama, got '").append(metadata->model).append("'"));
  }
  if (metadata->tokens.empty()) return malformed("tokenizer.ggml.tokens: an array of strings is required");
  if (metadata->tokens.size() > most_tokens) {
    return malformed("tokenizer.ggml.tokens: " + too_many_tokens(metadata->tokens.size()));
  }
  if (metadata->token_type.size() != metadata->tokens.size()) {
    return malformed("tokenizer.ggml.token_type: expected a number for each token");
  }
  return has_bytes ? read_byte_level(*metadata) : read_characters(*metadata);
}

}  // namespace tokmill::vocabularies
