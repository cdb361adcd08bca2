#include "vocabularies/tekken.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "vocabularies/base64.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

// The special tokens of files without a list of them, by id.
constexpr std::string_view old_special_tokens[] = {
    "<unk>",           "<s>",
    "</s>",            "[INST]",
    "[/INST]",         "[AVAILABLE_TOOLS]",
    "[/AVAILABLE_TOOLS]", "[TOOL_RESULTS]",
    "[/TOOL_RESULTS]", "[TOOL_CALLS]",
    "[IMG]",           "<pad>",
    "[IMG_BREAK]",     "[IMG_END]",
    "[PREFIX]",        "[MIDDLE]",
    "[SUFFIX]",        "[SYSTEM_PROMPT]",
    "[/SYSTEM_PROMPT]", "[TOOL_CONTENT]",
};

// The token that mistral-common puts before a text.
constexpr std::string_view first_token = "<s>";

// The versions of such files.
constexpr std::string_view old_versions[] = {"v1", "v2", "v3", "v7"};

// More are not supported; and a file could claim more than memory has.
constexpr std::uint32_t most_ids = std::uint32_t{1} << 22;
constexpr std::uint32_t most_special_tokens = std::uint32_t{1} << 16;

struct Config {
  std::uint32_t ids = 0;            // of all tokens
  std::uint32_t special_tokens = 0;
};

std::uint32_t required_number(const JsonValue& object, std::string_view name, const JsonPointer& at,
                              JsonFields& fields) {
  const auto value = fields.required(object, name, JsonKind::number, at);
  return value ? fields.number(*value, at.member(name)) : 0;
}

// Checks that a row of a list has the rank of its place.
void expect_rank(const JsonValue& row, std::size_t place, const JsonPointer& at, JsonFields& fields) {
  if (!fields.expect(row, JsonKind::object, at)) return;
  const std::uint32_t rank = required_number(row, "rank", at, fields);
  if (rank != place) {
    fields.fail(at.member("rank"), "expected " + std::to_string(place) + ", got " + std::to_string(rank));
  }
}

Config read_config(const JsonValue& config, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  file.splits.emplace_back(
      Split{fields.text(config, "pattern", at), PatternSyntax::fancy_regex, SplitBehavior::removed, true});
  Config result;
  result.ids = required_number(config, "default_vocab_size", at, fields);
  result.special_tokens = required_number(config, "default_num_special_tokens", at, fields);
  if (result.ids > most_ids) {
    fields.fail(at.member("default_vocab_size"), "at most " + std::to_string(most_ids) + " tokens are supported");
  }
  if (result.special_tokens > result.ids) {
    fields.fail(at.member("default_num_special_tokens"), "expected at most default_vocab_size");
  }
  if (result.special_tokens > most_special_tokens) {
    fields.fail(at.member("default_num_special_tokens"),
                "at most " + std::to_string(most_special_tokens) + " are supported");
  }
  return result;
}

void read_rows(const JsonValue& rows, const Config& config, const JsonPointer& at, TokenizerFile& file,
               JsonFields& fields) {
  const std::size_t count = config.ids - config.special_tokens;
  if (rows.elements().size() < count) {
    return fields.fail(at, "expected at least " + std::to_string(count) + " tokens, got " +
                               std::to_string(rows.elements().size()));
  }
  file.tokens.reserve(count);
  std::string buffer;
  std::size_t rank = 0;
  for (const JsonValue& row : rows.elements()) {
    if (rank == count) return;
    const JsonPointer here = at.element(rank);
    expect_rank(row, rank, here, fields);
    const auto bytes = fields.failed() ? std::nullopt : fields.required(row, "token_bytes", JsonKind::string, here);
    if (!bytes) return;
    const std::size_t start = file.bytes.size();
    if (!append_base64_bytes(bytes->text(buffer), file.bytes) || file.bytes.size() == start) {
      return fields.fail(here.member("token_bytes"), "expected a token in padded base64");
    }
    file.tokens.push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(file.bytes.size() - start),
                           static_cast<TokenId>(config.special_tokens + rank), true});
    ++rank;
  }
}

void add_special(std::string name, TokenizerFile& file) {
  file.added.push_back({std::move(name), static_cast<TokenId>(file.added.size()), true, false});
}

void read_special_tokens(const JsonValue& tokens, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  if (!fields.expect(tokens, JsonKind::array, at)) return;
  for (const JsonValue& token : tokens.elements()) {
    const JsonPointer here = at.element(file.added.size());
    expect_rank(token, file.added.size(), here, fields);
    if (fields.failed()) return;
    add_special(fields.text(token, "token_str", here), file);
  }
}

void add_old_special_tokens(const JsonValue& config, const JsonPointer& root, TokenizerFile& file, JsonFields& fields) {
  const std::string version = fields.text(config, "version", root.member("config"));
  if (std::ranges::find(old_versions, version) == std::end(old_versions)) {
    return fields.fail(root.member("special_tokens"), "this member is required");
  }
  for (const std::string_view name : old_special_tokens) add_special(std::string(name), file);
}

void add_special_tokens(const JsonValue& document, const JsonValue& config, std::size_t count, const JsonPointer& root,
                        TokenizerFile& file, JsonFields& fields) {
  const JsonPointer here = root.member("special_tokens");
  const std::optional<JsonValue> tokens = document.find("special_tokens");
  if (tokens) {
    read_special_tokens(*tokens, here, file, fields);
  } else {
    add_old_special_tokens(config, root, file, fields);
  }
  if (file.added.size() > count) fields.fail(here, "expected at most default_num_special_tokens tokens");
  while (!fields.failed() && file.added.size() < count) {
    add_special("<SPECIAL_" + std::to_string(file.added.size()) + ">", file);
  }
}

}  // namespace

bool is_tekken(const JsonValue& document) {
  return document.is(JsonKind::object) && document.find("config") && document.find("vocab") && !document.find("model");
}

Result<TokenizerFile> read_tekken(const JsonValue& document) {
  JsonFields fields(ErrorCode::malformed_tokenizer);
  const JsonPointer root;
  TokenizerFile file;
  file.alphabet = Alphabet::bytes;
  file.merges_by_rank = true;
  const auto config = fields.required(document, "config", JsonKind::object, root);
  const auto rows = fields.required(document, "vocab", JsonKind::array, root);
  if (fields.failed()) return fields.error();
  const Config sizes = read_config(*config, root.member("config"), file, fields);
  if (fields.failed()) return fields.error();
  read_rows(*rows, sizes, root.member("vocab"), file, fields);
  if (fields.failed()) return fields.error();
  add_special_tokens(document, *config, sizes.special_tokens, root, file, fields);
  if (fields.failed()) return fields.error();
  const auto first = std::ranges::find(file.added, first_token, &AddedToken::name);
  if (first != file.added.end()) file.prefix.push_back(first->id);
  return file;
}

}  // namespace tokmill::vocabularies
