#include "commands/count/command.hpp"

#include "output/format.hpp"

#include <limits>

#include "commands/count/count.hpp"
#include "commands/count/groups.hpp"
#include "commands/count/output.hpp"
#include "input/json_lines.hpp"
#include "options/proxy_warning.hpp"
#include "output/terminal.hpp"
#include "tokmill/chat/count.hpp"
#include "tokmill/chat/request_json.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {
namespace {

// The result was printed; this says by how much it is too large.
ExitCode check_limit(const CountOptions& options, std::size_t tokens, Io& io) {
  if (!options.max_tokens || tokens <= *options.max_tokens) return ExitCode::ok;
  io.warn(output::format("{} tokens are {} more than --max-tokens {}", tokens, tokens - *options.max_tokens,
                      *options.max_tokens));
  return ExitCode::limit_exceeded;
}

ExitCode count_lines(const CountOptions& options, const Encoding& encoding, Io& io) {
  const SpecialPolicy policy = options.special.policy();
  const std::string field = options.json_lines.field_name();
  std::size_t total = 0;
  input::answer_lines(io, [&](std::string_view line) -> Result<std::string> {
    Result<std::string> text = input::text_of_line(line, field);
    if (!text) return std::move(text).error();
    Result<std::size_t> tokens = encoding.count(*text, policy);
    if (!tokens) return std::move(tokens).error();
    total += *tokens;
    return output::format(R"({{"tokens":{}}})", *tokens);
  });
  return check_limit(options, total, io);
}

ExitCode count_chat_request(const CountOptions& options, const ChosenTokenizer& chosen, Io& io) {
  const std::optional<NamedText> input = read_text(options.text, *options.chat, io);
  if (!input) return ExitCode::failed;
  const auto& [name, bytes] = *input;
  const Result<chat::Request> request = chat::read_request(bytes);
  if (!request) {
    io.fail(name + ": " + request.error().message);
    return ExitCode::failed;
  }
  // The request's own model counts where the command line names neither a model nor an encoding.
  CountOptions with_model = options;
  ChosenTokenizer tokenizer = chosen;
  if (!options.tokenizer.model && !options.tokenizer.encoding && !request->model.empty()) {
    with_model.tokenizer.model = request->model;
    const Result<ChosenTokenizer> own = with_model.tokenizer.find_or_proxy();
    if (!own) {
      io.warn(name + ": " + own.error().message);
      return ExitCode::usage;
    }
    tokenizer = *own;
  }
  warn_of_proxy(tokenizer, with_model.tokenizer.model.value_or(""), io);
  const Encoding& encoding = *tokenizer.encoding;
  const Result<chat::Count> counted =
      chat::count_request(*request, tokenizer.model_id.empty() ? request->model : tokenizer.model_id,
                 [&encoding](std::string_view text) { return encoding.count(text); });
  if (!counted) {
    io.fail(name + ": " + counted.error().message);
    return ExitCode::failed;
  }
  if (!counted->exact)
    io.warn("an estimate: messages, functions or images are counted by a rule that is not published for the model");
  const count::Figures figures{counted->total, bytes.size(), count_characters(bytes)};
  if (options.json) {
    io.write(count::json(encoding.name(), tokenizer.exact && counted->exact, {{*options.chat, 1, figures}},
                         nullptr, count::By::file, figures));
  } else {
    io.write(output::format("{}\n", figures.tokens));
  }
  return check_limit(options, figures.tokens, io);
}

count::By by_of(const std::string& name) {
  return name == "ext" ? count::By::extension : name == "dir" ? count::By::folder : count::By::file;
}

std::optional<count::Order> order_of(const CountOptions& options) {
  if (options.sort == "bytes") return count::Order::bytes;
  if (options.sort == "path") return count::Order::path;
  const bool is_ranking = options.top || options.by != "file";
  return options.sort || is_ranking ? std::optional(count::Order::tokens) : std::nullopt;
}

void write(const CountOptions& options, const ChosenTokenizer& tokenizer, const count::Counted& counted,
           Io& io) {
  const count::By by = by_of(options.by);
  std::vector<count::Group> groups = count::group(counted.inputs, by);
  count::arrange(groups, order_of(options), options.top);
  const count::Look look{output_width(), options.color.enabled()};
  if (options.json) {
    const bool is_by_file = by == count::By::file;
    const std::vector<count::Group> inputs =
        is_by_file ? std::move(groups) : count::group(counted.inputs, count::By::file);
    io.write(count::json(tokenizer.encoding->name(), tokenizer.exact, inputs, is_by_file ? nullptr : &groups,
                         by, counted.total));
  } else if (options.csv) {
    io.write(count::csv(groups, by, counted));
  } else if (options.markdown) {
    io.write(count::markdown(groups, by, counted));
  } else if (by == count::By::extension) {
    io.write(count::extensions(groups, counted, look));
  } else if (by == count::By::folder) {
    io.write(count::tree(groups, counted, look));
  } else if (options.text.paths.empty()) {
    if (!counted.inputs.empty()) io.write(output::format("{}\n", counted.total.tokens));
  } else {
    io.write(count::lines(groups, counted));
  }
}

}  // namespace

void CountOptions::declare(Arguments& arguments) {
  text.declare(arguments, "A file, or a folder with all below it; - or none is standard input");
  tokenizer.declare(arguments);
  special.declare(arguments);
  arguments.number("--max-tokens", max_tokens, "N", "End with status 3 where the total is above N");
  arguments.choice("--by", by, {"file", "ext", "dir"},
                   "A row for each file, extension, or folder with all below it");
  arguments.choice_or(
      "--sort", sort, {"tokens", "bytes", "path"}, "tokens",
      "The order of the rows, the largest first (default: by path, as given; with --by or --top: "
      "tokens)");
  arguments.number("--top", top, "N", "Only the N largest rows; the total is still that of all");
  arguments.flag("--hidden", hidden, "Files and folders with a dot first, too");
  arguments.flag("--no-ignore", no_ignore, "What git ignores, too");
  threads.declare(arguments);
  arguments.flag("--json", json, "One JSON document");
  arguments.flag("--csv", csv, "Comma-separated values");
  arguments.flag("--markdown", markdown, "A table in Markdown");
  color.declare(arguments);
  json_lines.declare(arguments, "one answer");
  arguments.text("--chat", chat, "FILE",
                 "Count a chat request in JSON: messages, tools, images and what surrounds them");
  arguments.example("tokmill count README.md", "Tokens of a file");
  arguments.example("tokmill count --by dir src", "A folder as a tree; what git ignores is left out");
  arguments.example("tokmill count --top 10 .", "The files that cost most");
  arguments.example("git diff | tokmill count -m gpt-4o --max-tokens 8000",
                    "Fails with 3 where the diff is too long");
}

Result<void> CountOptions::validate() const {
  if (Result<void> lines = json_lines.validate(text); !lines) return lines;
  if (static_cast<int>(json) + static_cast<int>(csv) + static_cast<int>(markdown) +
          static_cast<int>(json_lines.wanted) >
      1) {
    return Error{ErrorCode::invalid_argument,
                 "--json, --jsonl, --csv and --markdown are forms of output: give one"};
  }
  if (chat && special.choice != "text") {
    return Error{ErrorCode::invalid_argument, "--special is for texts: the texts of a request are ordinary", 0};
  }
  if ((json_lines.wanted || chat) && (by != "file" || sort || top || csv || markdown)) {
    return Error{ErrorCode::invalid_argument, "--by, --sort, --top, --csv and --markdown are about files"};
  }
  if (top == 0U) return Error{ErrorCode::invalid_argument, "--top wants at least 1"};
  if (Result<void> valid = threads.validate(); !valid) return valid;
  if (chat && (json_lines.wanted || text.text || text.charset.from || !text.paths.empty())) {
    return Error{ErrorCode::invalid_argument,
                 "--chat is an input of its own: give no file, --text, --from or --jsonl", 0};
  }
  if (Result<ChosenTokenizer> chosen = tokenizer.find_or_proxy(); !chosen)
    return std::move(chosen).error();
  return text.validate(std::numeric_limits<std::size_t>::max());
}

ExitCode run(const CountOptions& options, Io& io) {
  const Result<ChosenTokenizer> chosen = options.tokenizer.find_or_proxy();
  if (!chosen) {  // a price table that changed since validate()
    io.warn(chosen.error().message);
    return ExitCode::usage;
  }
  if (options.chat) return count_chat_request(options, *chosen, io);
  const Encoding& encoding = *chosen->encoding;
  warn_of_proxy(*chosen, options.tokenizer.model.value_or(""), io);
  if (options.json_lines.wanted) return count_lines(options, encoding, io);

  count::Terms terms;
  terms.encoding = &encoding;
  terms.special = options.special.policy();
  terms.hidden = options.hidden;
  terms.ignored = options.no_ignore;
  terms.characters = options.json || options.csv;
  terms.threads = options.threads.count();
  const count::Counted counted = count::count_texts(options.text, terms, io);
  write(options, *chosen, counted, io);
  return check_limit(options, counted.total.tokens, io);
}

}  // namespace tokmill::cli
