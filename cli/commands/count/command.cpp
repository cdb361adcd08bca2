#include "commands/count/command.hpp"

#include <limits>
#include <string_view>
#include <utility>

#include "app/usage_error.hpp"
#include "commands/count/chat.hpp"
#include "commands/count/rows.hpp"
#include "commands/count/output.hpp"
#include "options/exclusive.hpp"
#include "options/proxy_warning.hpp"
#include "output/format.hpp"
#include "texts/count.hpp"

namespace tokmill::cli {
namespace {

count::By parse_by(std::string_view name) {
  if (name == "ext") return count::By::extension;
  if (name == "line") return count::By::line;
  return name == "dir" ? count::By::folder : count::By::file;
}

count::Order parse_order(std::string_view name) {
  if (name == "bytes") return count::Order::bytes;
  return name == "path" ? count::Order::path : count::Order::tokens;
}

count::Outcome count_input(const CountRequest& request, const count::TextsRequest& input, Io& io) {
  warn_of_tokenizer(request.tokenizer, request.model, io);
  const Encoding* const encodings[] = {request.tokenizer.encoding};
  const texts::CountedTexts counted = texts::count(input.texts, encodings, io);
  count::write(input, request.tokenizer, counted, io);
  return {ExitCode::ok, counted.total.tokens};
}

count::Outcome count_input(const CountRequest& request, const count::RowsRequest& rows, Io& io) {
  warn_of_tokenizer(request.tokenizer, request.model, io);
  return count::count_rows(rows, io);
}

count::Outcome count_input(const CountRequest& request, const count::ChatRequest& chat, Io& io) {
  return count::count_chat(chat, request.tokenizer, request.model, io);
}

}  // namespace

void CountOptions::declare(Arguments& arguments) {
  text.declare(arguments, "Files or folders to count (default: -, standard input)");
  tokenizer.declare_several(arguments, "--jsonl and --tsv");
  special.declare(arguments);
  add_special.declare(arguments);
  arguments.number("--max-tokens", max_tokens, "N", "Exit with status 3 if the total exceeds N");
  arguments.choice("--by", by, {"file", "ext", "dir", "line"},
                   "Print a row for each file, each file name extension, each folder with its subfolders, or each "
                   "line. A token counts for the line in which it starts, so that the lines add up to the total");
  arguments.choice_or("--sort", sort, {"tokens", "bytes", "path"}, "tokens",
                      "Sort the rows by tokens or bytes, largest first, or by path (default: in the order of the "
                      "arguments; with --by or --top: tokens)");
  arguments.number("--top", top, "N", "Print only the first N rows, by default the largest; the total covers all rows");
  walk.declare(arguments);
  threads.declare(arguments);
  format.declare(arguments);
  color.declare(arguments);
  rows.declare(arguments, "a JSON string or object", "one JSON object", "tokens");
  arguments.text("--chat", chat, "FILE",
                 "Count a chat request in JSON: messages, tools, images and the overhead of their format");
  arguments.example("tokmill count README.md", "Count the tokens of a file");
  arguments.example("tokmill count --by dir src", "Show a folder as a tree, without files ignored by git");
  arguments.example("tokmill count --top 10 .", "List the ten largest files");
  arguments.example("tokmill count --by line --top 10 prompts", "List the ten lines with the most tokens");
  arguments.example("tokmill count --jsonl --pass < rows.jsonl.gz", "Add to each row the number of its tokens");
  arguments.example("git diff | tokmill count -m gpt-4o --max-tokens 8000",
                    "Exit with status 3 if the diff is too long");
  arguments.example("tokmill count --add-special -e ./tokenizer.json prompt.txt",
                    "Count as Hugging Face tokenizers do with add_special_tokens=True");
}

Result<void> CountOptions::check_combinations() const {
  if (Result<void> valid = rows.validate_with(text); !valid) return valid;
  if (Result<void> valid = at_most_one({rows.given(),
                                        {"--json", format.json},
                                        {"--csv", format.csv},
                                        {"--markdown", format.markdown}});
      !valid) {
    return valid;
  }
  const GivenOption chat_option = {"--chat", chat.has_value()};
  for (const GivenOption& mode : {rows.given(), chat_option}) {
    if (Result<void> valid = excludes(mode, {{"--by", by != "file"},
                                             {"--sort", sort.has_value()},
                                             {"--top", top.has_value()},
                                             {"--csv", format.csv},
                                             {"--markdown", format.markdown}});
        !valid) {
      return valid;
    }
    if (Result<void> valid = walk.validate_with(mode); !valid) return valid;
  }
  if (tokenizer.encodings.size() > 1 && !rows.is_enabled()) {
    return usage_error("several --encoding require --jsonl or --tsv; use `tokmill compare` for texts");
  }
  if (tokenizer.encodings.size() > 1 && max_tokens) {
    return usage_error("--max-tokens and several --encoding cannot be used together");
  }
  if (!rows.is_enabled() && !chat) {
    if (Result<void> valid = walk.validate_for(text); !valid) return valid;
    const GivenOption orders[] = {{"--sort", sort.has_value()}, {"--top", top.has_value()}};
    const std::string_view one_row = by == "file" ? input_without_path(text) : "";
    if (Result<void> valid = has_no_effect_on(one_row, orders, "name several files"); !valid) return valid;
  }
  return excludes(chat_option, {{"--special", special.choice != "text"},
                                {"--add-special", add_special.enabled},
                                rows.given(),
                                {"--text", text.text.has_value()},
                                {"--from", text.charset.from.has_value()},
                                {"PATH", !text.paths.empty()}});
}

Result<count::TextsRequest> CountOptions::validate_texts() const {
  const Result<Format> chosen_format = format.format();
  if (!chosen_format) return chosen_format.error();
  Result<input::WalkTerms> walk_terms = walk.terms();
  if (!walk_terms) return std::move(walk_terms).error();
  const bool needs_characters = *chosen_format == Format::json || *chosen_format == Format::csv;
  count::TextsRequest request;
  request.texts = {text,         special.policy(), std::move(*walk_terms), walk.list_skipped, needs_characters,
                   threads.count(), add_special};
  request.format = *chosen_format;
  request.by = parse_by(by);
  if (sort) {
    request.order = parse_order(*sort);
  } else if (top || request.by != count::By::file) {
    request.order = count::Order::tokens;
  }
  request.top = top;
  if (request.by == count::By::line) request.texts.lines = {*request.order, request.top};
  request.color = color.enabled();
  return request;
}

Result<count::RowsRequest> CountOptions::validate_rows(const Encoding& first) const {
  count::RowsRequest request{rows.request(text, threads.count()), {&first}, special.policy(), add_special};
  for (std::size_t i = 1; i < tokenizer.encodings.size(); ++i) {
    const Result<const Encoding*> encoding = encoding_of(tokenizer.encodings[i]);
    if (!encoding) return encoding.error();
    request.encodings.push_back(*encoding);
  }
  return request;
}

Result<count::ChatRequest> CountOptions::validate_chat() const {
  count::ChatRequest request{*chat, text, format.json, std::nullopt};
  if (!tokenizer.encodings.empty() || tokenizer.model) return request;
  Result<pricing::PriceBook> book = tokenizer.prices.load();
  if (!book) return std::move(book).error();
  request.book = std::move(*book);
  return request;
}

Result<CountRequest> CountOptions::validate() const {
  if (Result<void> valid = check_combinations(); !valid) return std::move(valid).error();
  if (Result<void> valid = at_least_one("--top", top); !valid) return std::move(valid).error();
  if (Result<void> valid = threads.validate(); !valid) return std::move(valid).error();
  if (Result<void> valid = text.validate(std::numeric_limits<std::size_t>::max()); !valid) {
    return std::move(valid).error();
  }
  Result<ChosenTokenizer> chosen = tokenizer.find_or_proxy();
  if (!chosen) return std::move(chosen).error();

  CountRequest request{std::move(*chosen), tokenizer.model.value_or(""), max_tokens, {}};
  if (chat) {
    Result<count::ChatRequest> chat_request = validate_chat();
    if (!chat_request) return std::move(chat_request).error();
    request.input = std::move(*chat_request);
  } else if (rows.is_enabled()) {
    Result<count::RowsRequest> rows_request = validate_rows(*request.tokenizer.encoding);
    if (!rows_request) return std::move(rows_request).error();
    request.input = std::move(*rows_request);
  } else {
    Result<count::TextsRequest> texts = validate_texts();
    if (!texts) return std::move(texts).error();
    request.input = std::move(*texts);
  }
  return request;
}

ExitCode run(const CountRequest& request, Io& io) {
  const count::Outcome outcome =
      std::visit([&](const auto& input) { return count_input(request, input, io); }, request.input);
  if (outcome.exit_code != ExitCode::ok) return outcome.exit_code;
  if (!request.max_tokens) return ExitCode::ok;
  if (outcome.tokens > *request.max_tokens) {
    io.warn(output::format("{} tokens exceed --max-tokens {} by {}", outcome.tokens, *request.max_tokens,
                           outcome.tokens - *request.max_tokens));
    return ExitCode::limit_exceeded;
  }
  if (outcome.is_partial) {
    io.fail("some parts are not counted; cannot check --max-tokens");
    return ExitCode::failed;
  }
  if (outcome.most > *request.max_tokens) {
    io.fail(output::format("the number of tokens is a range up to {}, which exceeds --max-tokens {}", outcome.most,
                           *request.max_tokens));
    return ExitCode::failed;
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli
