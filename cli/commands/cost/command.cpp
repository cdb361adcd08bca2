#include "commands/cost/command.hpp"

#include "output/format.hpp"

#include <algorithm>
#include <map>

#include "commands/cost/notes.hpp"
#include "commands/cost/output.hpp"
#include "commands/cost/plan.hpp"
#include "commands/cost/requests.hpp"
#include "tokmill/chat/request_json.hpp"
#include "tokmill/threads.hpp"

namespace tokmill::cli {
namespace {

using cost::Plan;
using cost::Row;
using Models = std::vector<std::pair<std::string, analysis::ModelTokenizer>>;

// What one call sends, counted for whichever model is asked for.
class Input {
 public:
  // Reads what the options name. Says on standard error what cannot be read; nothing where that is all of it.
  static std::optional<Input> read(const CostOptions& options, Io& io) {
    Input input;
    input.policy_ = options.special.policy();
    if (options.input_tokens) {
      input.tokens_ = options.input_tokens;
    } else if (options.chat) {
      const std::optional<NamedText> json = read_text(options.text, *options.chat, io);
      if (!json) return std::nullopt;
      Result<chat::Request> chat = chat::read_request(json->bytes);
      if (!chat) {
        io.fail(json->name + ": " + chat.error().message);
        return std::nullopt;
      }
      input.chat_ = std::move(*chat);
    } else {
      for (const std::string& path : input_paths(options.text)) {
        std::optional<NamedText> text = read_text(options.text, path, io);
        if (text) input.texts_.push_back(std::move(*text));
      }
      if (input.texts_.empty()) return std::nullopt;
    }
    return input;
  }

  // The model that a chat request names; empty elsewhere.
  [[nodiscard]] std::string model() const { return chat_ ? chat_->model : std::string(); }

  // Fills in the row's tokens of the input, and whether they are exact.
  Result<void> count(Row& row) {
    const Encoding& encoding = *row.tokenizer.encoding;
    row.exact = row.tokenizer.exact;
    if (chat_) {
      Result<chat::Count> counted =
          chat::count_request(*chat_, row.tokenizer.model.id,
                     [&encoding](std::string_view text) { return encoding.count(text); });
      if (!counted) return std::move(counted).error();
      row.usage.input_tokens = counted->total;
      row.items = std::move(counted->items);
      row.exact = row.exact && counted->exact;
      return {};
    }
    if (tokens_) {
      row.usage.input_tokens = *tokens_;
      row.tokens_are_given = true;
      return {};
    }
    const auto [known, is_new] = by_encoding_.try_emplace(&encoding, 0);
    if (is_new) {
      for (const NamedText& text : texts_) {
        const Result<std::size_t> tokens = encoding.count(text.bytes, policy_);
        if (!tokens) return Error{tokens.error().code, text.name + ": " + tokens.error().message};
        known->second += *tokens;
      }
    }
    row.usage.input_tokens = known->second;
    return {};
  }

 private:
  std::optional<std::uint64_t> tokens_;
  std::optional<chat::Request> chat_;
  std::vector<NamedText> texts_;
  SpecialPolicy policy_ = SpecialPolicy::ordinary();
  std::map<const Encoding*, std::uint64_t> by_encoding_;
};

Result<Row> price(const Plan& plan, const std::string& name, const analysis::ModelTokenizer& tokenizer, Input& input) {
  Row row;
  row.name = name;
  row.tokenizer = tokenizer;
  row.usage = plan.each;
  if (const Result<void> counted = input.count(row); !counted) return counted.error();
  Result<pricing::Bill> bill = pricing::bill(tokenizer.model, row.usage, plan.terms);
  if (!bill) return Error{bill.error().code, name + ": " + bill.error().message};
  row.bill = *bill;
  row.context_used = bill->context_used;
  row.fits = fits(tokenizer.model, row.usage, plan.terms.service);
  return row;
}

void print(const std::vector<Row>& rows, const CostOptions& options, const pricing::Terms& terms, Io& io) {
  std::vector<std::string> notes = cost::notes(rows, terms);
  if (options.json || options.csv) {
    io.write(options.json ? cost::json(rows) : output::csv(cost::table_for_programs(rows)));
    return;
  }
  const auto write_table = options.markdown ? output::markdown : output::text_table;
  const output::Table items = cost::table_of_items(rows);
  if (!items.rows.empty()) io.write(write_table(items) + '\n');
  io.write(write_table(cost::table_for_people(rows, terms.at)));
  if (cost::is_rounded(rows, cost::table_decimals)) {
    notes.emplace_back("amounts are rounded to a millionth of a dollar; --json has every digit");
  }
  if (!notes.empty()) io.write("\n");
  for (const std::string& note : notes) io.write((options.markdown ? "- " : "") + note + '\n');
}

// Under --max-cost: one line that names the row that goes furthest beyond it.
ExitCode check_cost(const std::vector<Row>& rows, const Plan& plan, Io& io) {
  if (!plan.max_cost) return ExitCode::ok;
  const Row* worst = nullptr;
  for (const Row& row : rows) {
    if (!row.bill.total) {
      io.fail(row.name + ": the cost is not known, so that --max-cost cannot be held");
    } else if (*row.bill.total > *plan.max_cost &&
               (worst == nullptr || *row.bill.total >= *worst->bill.total)) {
      worst = &row;
    }
  }
  if (worst == nullptr) return ExitCode::ok;
  const pricing::Money excess =
      pricing::Money::yocto_dollars(worst->bill.total->yocto_dollars() - plan.max_cost->yocto_dollars());
  io.warn(output::format("{}: {}${} is ${} more than --max-cost {}", worst->name, worst->exact ? "" : "≈ ",
                      exact_decimal(*worst->bill.total), exact_decimal(excess),
                      exact_decimal(*plan.max_cost, 2)));
  return ExitCode::limit_exceeded;
}

// By how much a call is too long.
std::string told(const pricing::Excess& excess, bool exact) {
  const std::string limit =
      excess.limit == "context window" ? "context window" : output::format("limit for {}", excess.limit);
  return output::format("{}{} tokens are {} more than its {} of {}", exact ? "" : "≈ ", excess.tokens,
                     excess.tokens - excess.allowed, limit, excess.allowed);
}

ExitCode check_fit(const Plan& plan, Input& input, Io& io) {
  if (!plan.fits) return ExitCode::ok;
  Row row;
  row.tokenizer = plan.fits->second;
  row.usage = plan.each;
  if (const Result<void> counted = input.count(row); !counted) {
    io.fail(counted.error().message);
    return ExitCode::failed;
  }
  pricing::Excess excess;
  const std::optional<bool> fit = fits(row.tokenizer.model, row.usage, plan.terms.service, &excess);
  if (!fit) {
    io.fail(plan.fits->first + ": the context window is not known, so that --fits cannot be held");
    return ExitCode::failed;
  }
  if (*fit) return ExitCode::ok;
  io.warn(plan.fits->first + ": " + told(excess, row.exact));
  return ExitCode::limit_exceeded;
}

// The same for a file of requests.
ExitCode check_fit(const Plan& plan, const cost::Misfits& misfits, Io& io) {
  if (misfits.requests == 0) {
    if (!misfits.unknown) return ExitCode::ok;
    io.fail(plan.fits->first + ": the context window is not known, so that --fits cannot be held");
    return ExitCode::failed;
  }
  const std::string which =
      misfits.requests == 1 ? output::format("1 request does not fit, line {}", misfits.line)
                            : output::format("{} requests do not fit; line {} is the longest", misfits.requests,
                                          misfits.line);
  io.warn(output::format("{}: {}: {}", plan.fits->first, which, told(misfits.excess, misfits.exact)));
  return ExitCode::limit_exceeded;
}

// What the two limits come to: an exceeded one goes before what could not be held.
ExitCode both(ExitCode cost_held, ExitCode fit_held) {
  if (cost_held == ExitCode::limit_exceeded || fit_held == ExitCode::limit_exceeded)
    return ExitCode::limit_exceeded;
  return cost_held != ExitCode::ok ? cost_held : fit_held;
}

// The models to show: those that were named, else the request's own, else that of --fits, else the default
// set.
Result<Models> models_to_show(const Plan& plan, const std::string& of_request) {
  if (!plan.models.empty()) return plan.models;
  if (!of_request.empty()) {
    const Result<analysis::ModelTokenizer> tokenizer = cost::tokenizer_under(plan, of_request);
    if (!tokenizer) return tokenizer.error();
    return Models{{of_request, *tokenizer}};
  }
  if (plan.fits) return Models{*plan.fits};
  return cost::default_models(plan);
}

ExitCode run_requests(const CostOptions& options, const Plan& plan, Io& io) {
  cost::RequestTerms how{.terms = plan.terms, .each = plan.each};
  how.epochs = options.epochs.value_or(1);
  how.threads = options.threads.value_or(default_threads());
  how.strict = options.text.strict;
  how.alternatives = plan.models.size() > 1;
  how.fits = plan.fits ? &plan.fits->second : nullptr;
  const Result<cost::PricedRequests> priced =
      cost::price_requests(*options.requests, how, [&plan](std::string_view name) -> Result<Models> {
        if (plan.models.empty() && name.empty() && !plan.fits) {
          return Error{ErrorCode::malformed_request, "the request names no model: give one with -m"};
        }
        return models_to_show(plan, std::string(name));
      });
  if (!priced) {
    io.fail(priced.error().message);
    return priced.error().code == ErrorCode::invalid_argument ? ExitCode::usage : ExitCode::failed;
  }
  if (priced->ill_formed_at) {
    const std::string name = *options.requests == "-" ? "standard input" : *options.requests;
    warn_of_ill_formed(name, *priced->ill_formed_at, io);
  }
  for (const Error& unknown : priced->unknown_models) io.fail(unknown.message);
  const std::vector<Row>& rows = priced->rows;
  const bool has_bill = std::any_of(rows.begin(), rows.end(), [](const Row& row) { return !row.is_total; });
  if (!has_bill && !priced->unknown_models.empty()) return ExitCode::usage;
  print(rows, options, plan.terms, io);
  return both(check_cost(rows, plan, io), check_fit(plan, priced->misfits, io));
}

}  // namespace

void CostOptions::declare(Arguments& arguments) {
  text.declare(arguments);
  special.declare(arguments);
  arguments.texts(
      "-m,--model", models, "NAME",
      "A model to price; may be repeated (default: the main ones). Where its tokenizer is not public, "
      "o200k_base stands in and the figure is an estimate, marked ≈; a note says what is known of it");
  arguments.text("-e,--encoding", encoding, "NAME", "Count with this encoding, whatever the model");
  arguments.number("--input-tokens", input_tokens, "N",
                   "Tokens of the input of one call, in place of a text");
  arguments.number("--output-tokens", output_tokens, "N", "Tokens of the answer, reasoning included");
  arguments.number("--cached-tokens", cached_tokens, "N",
                   "The part of the input that is read from the cache");
  arguments.number("--cache-write-tokens", cache_write_tokens, "N",
                   "Tokens written to the cache, beside those of the input");
  arguments.number("--cache-write-long-tokens", cache_write_long_tokens, "N",
                   "The same, for the longer time where a provider sells two (1 hour at Anthropic)");
  arguments.number("--calls", calls, "N", "How many such calls (default: 1)");
  arguments.flag("--batch", batch, "At the price of a batch");
  arguments.text("--service", service, "NAME",
                 "priority, flex or off-peak, where the table has a price for it");
  arguments.text("--at", at, "DATE", "As of a day, YYYY-MM-DD (default: today)");
  prices.declare(arguments);
  arguments.text("--chat", chat, "FILE", "A chat request in JSON: messages, tools, images");
  arguments.text("--requests", requests, "FILE",
                 "A Batch API or fine-tuning file; token counts are then sums over all requests. Training is "
                 "priced where a "
                 "table of --prices has a column for it: the built-in one has none");
  arguments.number("--epochs", epochs, "N", "How often a fine-tuning file is trained on (default: 1)");
  arguments.number("-j,--threads", threads, "N", "Threads for a file of requests (default: all cores)");
  arguments.text("--max-cost", max_cost, "USD", "End with status 3 where a total is above this");
  arguments.text("--fits", fits, "NAME", "End with status 3 where a call is too long for this model");
  arguments.flag("--json", json, "One JSON document, with every digit");
  arguments.flag("--csv", csv, "Comma-separated values, with every digit");
  arguments.flag("--markdown", markdown, "A table in Markdown");
  arguments.example("tokmill cost -m gpt-4o -m claude-sonnet-4-6 README.md", "Two models side by side");
  arguments.example(
      "tokmill cost --input-tokens 12000 --cached-tokens 10000 --output-tokens 500 --calls 1000",
      "The main models, a thousand calls, most of the input cached");
  arguments.example("tokmill cost --requests batch.jsonl --batch --max-cost 5",
                    "Fails with 3 where the batch costs more");
}

Result<void> CostOptions::validate() const {
  if (const Result<Plan> planned = cost::plan(*this); !planned) return planned.error();
  return {};
}

ExitCode run(const CostOptions& options, Io& io) {
  const Result<Plan> planned = cost::plan(options);
  if (!planned) {  // a table that changed since validate()
    io.warn(planned.error().message);
    return ExitCode::usage;
  }
  const Plan& plan = *planned;
  for (const Error& unknown : plan.unknown_models) io.fail(unknown.message);
  if (options.requests) return run_requests(options, plan, io);

  std::optional<Input> input = Input::read(options, io);
  if (!input) return ExitCode::failed;
  const Result<Models> models = models_to_show(plan, input->model());
  if (!models) {
    io.warn(models.error().message);
    return ExitCode::usage;
  }
  std::vector<Row> rows;
  for (const auto& [name, tokenizer] : *models) {
    Result<Row> row = price(plan, name, tokenizer, *input);
    if (!row) {
      io.warn(row.error().message);
      return row.error().code == ErrorCode::invalid_argument || row.error().code == ErrorCode::overflow
                 ? ExitCode::usage
                 : ExitCode::failed;
    }
    rows.push_back(std::move(*row));
  }
  print(rows, options, plan.terms, io);
  const ExitCode cost_held = check_cost(rows, plan, io);
  return both(cost_held, check_fit(plan, *input, io));
}

}  // namespace tokmill::cli
