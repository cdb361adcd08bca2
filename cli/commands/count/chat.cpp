#include "commands/count/chat.hpp"

#include <optional>
#include <utility>

#include "commands/count/json.hpp"
#include "options/omission_warning.hpp"
#include "options/proxy_warning.hpp"
#include "output/format.hpp"
#include "tokmill/analysis/chat_count.hpp"
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
  warn_of_tokenizer(chosen, from_file->has_value() ? parsed->model : model, io);

  const Result<chat::Count> counted =
      analysis::count_chat(*parsed, chosen.model_id.empty() ? parsed->model : chosen.model_id, *chosen.encoding,
                           chat::Items::left_out);
  if (!counted) {
    io.fail(name + ": " + counted.error().message);
    return {ExitCode::failed};
  }
  if (!counted->exact) {
    io.warn("estimate: no counting rule is published for some parts of the request and this model");
  }
  warn_of_omissions(name, counted->omissions, io);
  const texts::Sizes sizes{counted->total, input->bytes.size(), count_characters(input->bytes)};
  if (request.json) {
    io.write(json(chosen.encoding->name(), chosen.exact && counted->exact, {{request.path, 1, sizes}}, sizes));
  } else {
    io.write(output::format("{}\n", sizes.tokens));
  }
  return {ExitCode::ok, sizes.tokens};
}

}  // namespace tokmill::cli::count
