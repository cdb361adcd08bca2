#include "commands/encode/shards/option.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "app/usage_error.hpp"
#include "output/format.hpp"
#include "tokmill/nearest_name.hpp"

namespace tokmill::cli::shards {
namespace {

constexpr std::uint64_t default_tokens = 100'000'000;
constexpr std::string_view usual_end = "<|endoftext|>";

Format format_named(std::string_view name) {
  if (name == "npy") return Format::npy;
  return name == "mds" ? Format::mds : Format::bin;
}

// The special or added token with this name.
std::optional<SpecialToken> token_named(const Encoding& encoding, std::string_view name) {
  for (const auto& tokens : {encoding.special_tokens(), encoding.added_tokens()}) {
    const auto found = std::ranges::find(tokens, name, &SpecialToken::name);
    if (found != tokens.end()) return *found;
  }
  return std::nullopt;
}

Error no_such_token(const Encoding& encoding, const std::optional<std::string>& name) {
  if (!name) {
    return usage_error(output::format("{} has no token {}; name the token after each document with --end-of-text, or "
                                      "use --end-of-text none",
                                      encoding.name(), usual_end));
  }
  std::vector<std::string_view> names;
  for (const auto& tokens : {encoding.special_tokens(), encoding.added_tokens()}) {
    for (const SpecialToken& token : tokens) names.push_back(token.name);
  }
  return usage_error("--end-of-text: " + unknown_name("special token", *name, names));
}

}  // namespace

void Option::declare(Arguments& arguments) {
  arguments.text("--shards", folder, "DIR",
                 "Write the tokens of many documents into files in DIR, for training: each file PATH, those in folders "
                 "included, or each row of --jsonl or --tsv is a document. Run the same command again to go on after "
                 "an interruption");
  arguments.number("--shard-tokens", tokens, "N",
                   "With --shards: begin another file before N tokens are exceeded (default: 100M). Documents are not "
                   "split: one of more than N tokens has a file of its own");
  arguments.choice("--shard-format", format, {"bin", "npy", "mds"},
                   "With --shards: ids as uint16 or uint32 with the index of Megatron-LM (bin), NumPy arrays (npy), or "
                   "shards of MosaicML Streaming (mds)");
  arguments.text("--end-of-text", end_of_text, "TOKEN",
                 "With --shards: the special token after each document, or none (default: <|endoftext|>)");
  walk.declare(arguments);
}

Result<void> Option::validate(const TextOption& text, const RowsOption& rows) const {
  if (!is_enabled()) {
    for (const auto& [name, is_given] : {GivenOption("--shard-tokens", tokens.has_value()),
                                         GivenOption("--shard-format", format != "bin"),
                                         GivenOption("--end-of-text", end_of_text.has_value())}) {
      if (is_given) return usage_error(output::format("{} requires --shards", name));
    }
    return walk.validate_requires("--shards");
  }
  if (folder->empty()) return usage_error("--shards: expected the name of a folder, got none");
  if (Result<void> valid = at_least_one("--shard-tokens", tokens); !valid) return valid;
  const std::uint64_t most = most_shard_tokens(format_named(format));
  if (tokens && *tokens > most) {
    return usage_error(output::format("--shard-tokens must be at most {} with --shard-format {}, got {}", most, format,
                                      *tokens));
  }
  const GivenOption others[] = {{"--text", text.text.has_value()}, {"--pass", rows.passes_row}};
  if (Result<void> valid = excludes(given(), others); !valid) return valid;
  return rows.is_enabled() ? walk.validate_with(rows.given()) : walk.validate_for(text);
}

Result<Request> Option::request(const TextOption& text, const RowsOption& rows, Tokenization tokenization,
                                std::size_t threads) const {
  Request request;
  request.folder = folder.value_or("");
  request.format = format_named(format);
  request.shard_tokens = tokens.value_or(default_tokens);
  request.threads = threads;
  if (end_of_text != "none") {
    const Encoding& encoding = *tokenization.encoding;
    tokenization.end_of_text = token_named(encoding, end_of_text ? std::string_view(*end_of_text) : usual_end);
    if (!tokenization.end_of_text) return no_such_token(encoding, end_of_text);
  }
  tokenization.most_tokens = most_document_tokens(request.format);
  request.tokenization = std::move(tokenization);
  if (rows.is_enabled()) {
    request.input = rows.request(text, threads);
    return request;
  }
  Result<input::WalkTerms> terms = walk.terms();
  if (!terms) return std::move(terms).error();
  request.input = TextsInput{text, std::move(*terms), walk.list_skipped};
  return request;
}

}  // namespace tokmill::cli::shards
