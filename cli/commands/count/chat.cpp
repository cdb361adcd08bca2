#include "commands/count/chat.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/count/json.hpp"
#include "options/omission_warning.hpp"
#include "options/proxy_warning.hpp"
#include "output/format.hpp"
#include "tokmill/analysis/chat_count.hpp"
#include "tokmill/analysis/cost.hpp"
#include "tokmill/chat/request_json.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::count {
namespace {

// The tokenizer that the model in the file selects; nullopt if the command line selects it, or the file has no model.
Result<std::optional<ChosenTokenizer>> tokenizer_of_file(const ChatRequest& request, const std::string& model) {
  if (!request.book || model.empty()) return std::optional<ChosenTokenizer>();
  Result<ChosenTokenizer> chosen = choose_for_model(*request.book, model);
  if (!chosen) return std::move(chosen).error();
  return std::optional(std::move(*chosen));
}

// The bounds of the model's own tokens.
analysis::TokenBounds own_tokens(const ChosenTokenizer& chosen, const chat::Count& count) {
  analysis::ModelTokenizer tokenizer;
  tokenizer.exact = chosen.exact;
  tokenizer.model.ratio = chosen.ratio;
  return analysis::own_tokens(tokenizer, count);
}

// What the count itself leaves out.
std::vector<chat::Omission> without_fees(std::vector<chat::Omission> omissions) {
  std::erase_if(omissions, [](const chat::Omission& omission) { return omission.kind == chat::Omission::Kind::fee; });
  return omissions;
}

bool is_partial(const ChatCount& count) {
  return count.is_unknown || std::any_of(count.omissions.begin(), count.omissions.end(), [](const auto& omission) {
           using Kind = chat::Omission::Kind;
           return omission.kind == Kind::uncounted || omission.kind == Kind::chat_template;
         });
}

// `is_reported`: the provider counted the tokens.
ChatCount chat_count(chat::Count counted, const ChosenTokenizer& chosen, bool is_reported, std::string_view bytes) {
  ChatCount count;
  count.sizes = {counted.total, bytes.size(), count_characters(bytes)};
  count.follows_rules = counted.exact;
  count.exact = counted.exact && (is_reported || chosen.exact);
  count.is_unknown = counted.unknown;
  const analysis::TokenBounds total{counted.total, counted.total};
  const analysis::TokenBounds bounds = is_reported ? total : own_tokens(chosen, counted);
  if (!counted.unknown && bounds != total) count.range = bounds;
  count.omissions = without_fees(std::move(counted.omissions));
  return count;
}

void warn(const std::string& name, const ChatCount& count, Io& io) {
  if (!count.follows_rules) {
    io.warn("estimate: no counting rule is published for some parts of the request and this model");
  }
  if (count.range) io.warn(output::format("{}: {} to {} tokens", name, count.range->low, count.range->high));
  warn_of_omissions(name, count.omissions, io);
}

}  // namespace

Outcome count_chat(const ChatRequest& request, const ChosenTokenizer& tokenizer, const std::string& model, Io& io) {
  const std::optional<NamedText> input = read_text(request.text, request.path, io);
  if (!input) return {ExitCode::failed};
  const std::string& name = input->name;
  const Result<chat::Request> parsed = chat::read_request(input->bytes);
  if (!parsed) {
    io.fail(name + ": " + parsed.error().message);
    return {ExitCode::failed};
  }
  const Result<std::optional<ChosenTokenizer>> from_file = tokenizer_of_file(request, parsed->model);
  if (!from_file) {
    io.warn(name + ": " + from_file.error().message);
    return {ExitCode::usage};
  }
  const ChosenTokenizer& chosen = from_file->has_value() ? **from_file : tokenizer;
  const bool is_reported = parsed->shape == chat::Shape::answer || parsed->shape == chat::Shape::failure;
  if (!is_reported) warn_of_tokenizer(chosen, from_file->has_value() ? parsed->model : model, io);

  const Result<chat::Count> counted =
      analysis::count_chat(*parsed, chosen.model_id.empty() ? parsed->model : chosen.model_id, *chosen.encoding,
                           chat::Items::left_out);
  if (!counted) {
    io.fail(name + ": " + counted.error().message);
    return {ExitCode::failed};
  }
  const ChatCount count = chat_count(*counted, chosen, is_reported, input->bytes);
  warn(name, count, io);
  io.write(request.json ? json(chosen.encoding->name(), request.path, count)
                        : output::format("{}\n", count.sizes.tokens));
  const std::size_t tokens = count.sizes.tokens;
  const analysis::TokenBounds bounds = count.range.value_or(analysis::TokenBounds{tokens, tokens});
  return {ExitCode::ok, bounds.low, bounds.high, is_partial(count)};
}

}  // namespace tokmill::cli::count
