#include "commands/encodings/show.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/usage_error.hpp"
#include "commands/encodings/steps.hpp"
#include "output/format.hpp"
#include "output/join.hpp"
#include "output/path.hpp"
#include "output/visible.hpp"
#include "output/wrap.hpp"

namespace tokmill::cli {
namespace {

// The number of tokens, and the first of them.
std::string names_of(std::span<const SpecialToken> tokens) {
  constexpr std::size_t most = 12;
  if (tokens.empty()) return "";
  std::vector<std::string> names;
  for (const SpecialToken& token : tokens.first(std::min(tokens.size(), most))) {
    names.push_back(output::format("{} {}", token.id, output::visible(token.name)));
  }
  if (tokens.size() > most) names.emplace_back("…");
  return output::format("{}: {}", tokens.size(), output::join(names, ", "));
}

std::string tokens_of(const Encoding& encoding, std::span<const TokenId> ids) {
  std::vector<std::string> names;
  for (const TokenId id : ids) {
    names.push_back(output::format("{} {}", id, output::visible(*encoding.token_bytes(id))));
  }
  return output::join(names, ", ");
}

std::string text(const encodings::Details& details) {
  std::string text;
  const auto add_line = [&text](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    constexpr std::size_t column = 14;
    text += output::output_line("", output::format("{:<14}{}", name, value), column);
  };
  const encodings::Features& features = details.features;
  add_line("name", output::printable_path(features.name));
  add_line("origin", features.origin);
  add_line("format", features.format);
  add_line("pattern", encodings::pattern_text(features));
  add_line("vocabulary", std::to_string(features.vocabulary_size));
  if (details.summary) {
    add_line("tokens", std::to_string(details.summary->tokens));
    if (details.summary->merges > 0) add_line("merges", std::to_string(details.summary->merges));
    if (details.summary->unreachable > 0) add_line("unreachable", std::to_string(details.summary->unreachable));
    if (details.summary->missing_bytes > 0) add_line("missing bytes", std::to_string(details.summary->missing_bytes));
    add_line("normalizers", encodings::text(details.summary->normalizers));
    add_line("splits", encodings::text(details.summary->splits));
    if (details.summary->ignore_merges) add_line("whole pieces", "a piece that is a token is not merged");
    if (details.summary->byte_fallback) add_line("byte fallback", "unknown characters become bytes");
  }
  add_line("special", names_of(details.encoding.special_tokens()));
  add_line("not special", names_of(details.encoding.added_tokens()));
  add_line("before text", tokens_of(details.encoding, details.encoding.prefix_tokens()));
  add_line("after text", tokens_of(details.encoding, details.encoding.suffix_tokens()));
  add_line("digest", features.digest);
  add_line("folder", output::printable_path(features.folder));
  for (const InstalledFile& file : features.files) {
    add_line("file", output::format("{}, {} bytes", output::printable_path(file.name), file.bytes));
  }
  add_line("added", features.added);
  add_line("known as", details.vocabulary);
  add_line("models", output::join(details.models, ", "));
  return text;
}

}  // namespace

void EncodingsShowOptions::declare(Arguments& arguments) {
  arguments.positionals("ENCODING", names, "The name of an encoding, or the path of a vocabulary");
  declare_encoding_details(arguments, [this] { return &details; });
  arguments.flag("--json", json, "Print one JSON object, with the id of each special token");
  threads.declare_unused(arguments);
  arguments.example("tokmill encodings show o200k_base", "Show what an encoding consists of");
  arguments.example("tokmill encodings show --json ./tokenizer.json", "Show what a vocabulary file contains");
}

Result<EncodingsShowRequest> EncodingsShowOptions::validate() const {
  if (const Result<void> valid = threads.validate(); !valid) return valid.error();
  if (names.size() != 1) return usage_error(output::format("expected one encoding, got {}", names.size()));
  Result<encodings::Details> found =
      encodings::find_details({names.front(), details.pattern, details.special_tokens});
  if (!found) return found.error();
  return EncodingsShowRequest{*std::move(found), json};
}

ExitCode run(const EncodingsShowRequest& request, Io& io) {
  io.write(request.json ? encodings::json(request.details) : text(request.details));
  return ExitCode::ok;
}

}  // namespace tokmill::cli
