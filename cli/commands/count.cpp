#include "commands/count.hpp"

#include <fmt/format.h>

#include <limits>

#include "json/json.hpp"
#include "json/lines.hpp"
#include "tokmill/chat.hpp"
#include "tokmill/import/chat_request.hpp"
#include "tokmill/text.hpp"

namespace tokmill::cli {
namespace {

struct Count {
  std::string path;
  std::size_t tokens = 0;
  std::size_t bytes = 0;
  std::size_t characters = 0;
};

void add(Count& total, const Count& one) {
  total.tokens += one.tokens;
  total.bytes += one.bytes;
  total.characters += one.characters;
}

std::string figures(const Count& count) {
  return fmt::format(R"("tokens":{},"bytes":{},"characters":{})", count.tokens, count.bytes,
                     count.characters);
}

void write_json(const Encoding& encoding, bool exact, const Count& total, const std::vector<Count>& counts,
                Io& io) {
  io.write(fmt::format(R"({{"encoding":{},"exact":{},"total":{{{}}},"inputs":[)",
                       json::quoted(encoding.name()), exact, figures(total)));
  std::string_view separator;
  for (const Count& count : counts) {
    io.write(fmt::format(R"({}{{"path":{},{}}})", separator, json::quoted(count.path), figures(count)));
    separator = ",";
  }
  io.write("]}\n");
}

void write_table(const Count& total, const std::vector<Count>& counts, Io& io) {
  const std::size_t width = std::to_string(total.tokens).size();
  for (const Count& count : counts) io.write(fmt::format("{:>{}}  {}\n", count.tokens, width, count.path));
  if (counts.size() > 1) io.write(fmt::format("{:>{}}  total\n", total.tokens, width));
}

// The result was printed; this says by how much it is too large.
ExitCode check_limit(const CountOptions& options, std::size_t tokens, Io& io) {
  if (!options.max_tokens || tokens <= *options.max_tokens) return ExitCode::ok;
  io.warn(fmt::format("{} tokens are {} more than --max-tokens {}", tokens, tokens - *options.max_tokens,
                      *options.max_tokens));
  return ExitCode::limit_exceeded;
}

ExitCode count_lines(const CountOptions& options, const Encoding& encoding, Io& io) {
  const SpecialPolicy policy = options.special.policy();
  const std::string field = options.json_lines.field_name();
  std::size_t total = 0;
  json::answer_lines(io, [&](std::string_view line) -> Result<std::string> {
    Result<std::string> text = json::text_of_line(line, field);
    if (!text) return std::move(text).error();
    Result<std::size_t> tokens = encoding.count(*text, policy);
    if (!tokens) return std::move(tokens).error();
    total += *tokens;
    return fmt::format(R"({{"tokens":{}}})", *tokens);
  });
  return check_limit(options, total, io);
}

// Standard output has the number alone, so that it can be used as one.
void warn_of_stand_in(const CountOptions& options, const ChosenTokenizer& tokenizer, Io& io) {
  if (tokenizer.exact) return;
  io.warn(fmt::format("an estimate: {} stands in for the tokenizer of {} ({})", tokenizer.encoding->name(),
                      *options.tokenizer.model, tokenizer.tokenizer_note));
}

ExitCode count_chat_request(const CountOptions& options, const ChosenTokenizer& chosen, Io& io) {
  const std::optional<NamedText> input = read_text(options.text, *options.chat, io);
  if (!input) return ExitCode::failed;
  const auto& [name, bytes] = *input;
  const Result<ChatRequest> request = import::read_chat_request(bytes);
  if (!request) {
    io.fail(name + ": " + request.error().message);
    return ExitCode::failed;
  }
  // The request's own model counts where the command line names neither a model nor an encoding.
  CountOptions with_model = options;
  ChosenTokenizer tokenizer = chosen;
  if (!options.tokenizer.model && !options.tokenizer.encoding && !request->model.empty()) {
    with_model.tokenizer.model = request->model;
    const Result<ChosenTokenizer> own = with_model.tokenizer.find_or_stand_in();
    if (!own) {
      io.warn(name + ": " + own.error().message);
      return ExitCode::usage;
    }
    tokenizer = *own;
  }
  warn_of_stand_in(with_model, tokenizer, io);
  const Encoding& encoding = *tokenizer.encoding;
  const Result<ChatCount> counted =
      count_chat(*request, tokenizer.model_id.empty() ? request->model : tokenizer.model_id,
                 [&encoding](std::string_view text) { return encoding.count(text); });
  if (!counted) {
    io.fail(name + ": " + counted.error().message);
    return ExitCode::failed;
  }
  if (!counted->exact)
    io.warn("an estimate: messages, functions or images are counted by a rule that is not published for the model");
  const Count count{*options.chat, counted->total, bytes.size(), count_characters(bytes)};
  if (options.json) {
    write_json(encoding, tokenizer.exact && counted->exact, count, {count}, io);
  } else {
    io.write(fmt::format("{}\n", count.tokens));
  }
  return check_limit(options, count.tokens, io);
}

}  // namespace

void CountOptions::declare(Arguments& arguments) {
  text.declare(arguments);
  tokenizer.declare(arguments);
  special.declare(arguments);
  arguments.number("--max-tokens", max_tokens, "N", "End with status 3 where the total is above N");
  arguments.flag("--json", json, "One JSON document");
  json_lines.declare(arguments, "one answer");
  arguments.text("--chat", chat, "FILE",
                 "Count a chat request in JSON: messages, tools, images and what surrounds them");
  arguments.example("tokmill count README.md", "Tokens of a file");
  arguments.example("git diff | tokmill count -m gpt-4o --max-tokens 8000",
                    "Fails with 3 where the diff is too long");
}

Result<void> CountOptions::validate() const {
  if (Result<void> lines = json_lines.validate(text); !lines) return lines;
  if (json_lines.wanted && json) {
    return Error{ErrorCode::invalid_argument, "--json and --jsonl are two forms of output: give one", 0};
  }
  if (chat && special.choice != "text") {
    return Error{ErrorCode::invalid_argument, "--special is for texts: the texts of a request are ordinary", 0};
  }
  if (chat && (json_lines.wanted || text.text || !text.paths.empty())) {
    return Error{ErrorCode::invalid_argument,
                 "--chat is an input of its own: give no file, --text or --jsonl", 0};
  }
  if (Result<ChosenTokenizer> chosen = tokenizer.find_or_stand_in(); !chosen)
    return std::move(chosen).error();
  return text.validate(std::numeric_limits<std::size_t>::max());
}

ExitCode run(const CountOptions& options, Io& io) {
  const Result<ChosenTokenizer> chosen = options.tokenizer.find_or_stand_in();
  if (!chosen) {  // a price table that changed since validate()
    io.warn(chosen.error().message);
    return ExitCode::usage;
  }
  if (options.chat) return count_chat_request(options, *chosen, io);
  const Encoding& encoding = *chosen->encoding;
  warn_of_stand_in(options, *chosen, io);
  if (options.json_lines.wanted) return count_lines(options, encoding, io);

  const SpecialPolicy policy = options.special.policy();
  std::vector<Count> counts;
  Count total;
  for (const std::string& path : input_paths(options.text)) {
    const std::optional<NamedText> input = read_text(options.text, path, io);
    if (!input) continue;
    const Result<std::size_t> tokens = encoding.count(input->bytes, policy);
    if (!tokens) {
      io.fail(input->name + ": " + tokens.error().message);
      continue;
    }
    counts.push_back({path, *tokens, input->bytes.size(), count_characters(input->bytes)});
    add(total, counts.back());
  }

  if (options.json) {
    write_json(encoding, chosen->exact, total, counts, io);
  } else if (options.text.paths.empty()) {
    if (!counts.empty()) io.write(fmt::format("{}\n", total.tokens));
  } else {
    write_table(total, counts, io);
  }
  return check_limit(options, total.tokens, io);
}

}  // namespace tokmill::cli
