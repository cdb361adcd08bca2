#include "tokmill/analysis/batch_cost.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "analysis/batch_line.hpp"
#include "tokmill/threads.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

// How many bytes of lines are held at a time: enough work for all threads, in bounded memory.
constexpr std::size_t part_bytes = std::size_t{1} << 20;

Error at_line(const BatchLine& line, const Error& error) {
  return Error{error.code, "line " + std::to_string(line.number) + ": " + error.message};
}

Error too_many_tokens() { return Error{ErrorCode::overflow, "there are more tokens than 64 bits can count"}; }

// False if a sum overflows.
bool add_to(pricing::Usage& sum, const pricing::Usage& more) {
  for (std::uint64_t pricing::Usage::*number :
       {&pricing::Usage::input_tokens, &pricing::Usage::cached_tokens, &pricing::Usage::cache_write_tokens,
        &pricing::Usage::cache_write_long_tokens, &pricing::Usage::output_tokens, &pricing::Usage::calls}) {
    if (__builtin_add_overflow(sum.*number, more.*number, &(sum.*number))) return false;
  }
  return true;
}

class BatchPricer {
 public:
  BatchPricer(const BatchTerms& terms, const ModelsOfRequest& models_of) : terms_(terms), models_of_(models_of) {}

  // Requests are read and counted on several threads, in one pass if the models are known from earlier lines; rows are
  // looked up and added up in the order of the lines.
  Result<void> add(std::vector<BatchLine>& lines) {
    parallel_for(lines.size(), terms_.threads, [this, &lines](std::size_t i) { read(lines[i]); });
    bool all_counted = true;
    for (BatchLine& line : lines) {
      if (const Result<void> checked = check_bytes(line); !checked) return at_line(line, checked.error());
      if (line.error) return at_line(line, *line.error);
      if (line.rows != nullptr) continue;
      const Result<const std::vector<std::size_t>*> rows = rows_for(line.request->chat.model);
      if (!rows) return at_line(line, rows.error());
      line.rows = *rows;
      all_counted = false;
    }
    if (!all_counted) {
      parallel_for(lines.size(), terms_.threads, [this, &lines](std::size_t i) {
        if (lines[i].request) count(lines[i]);
      });
    }
    for (const BatchLine& line : lines) {
      if (const Result<void> added = add_line(line); !added) return at_line(line, added.error());
    }
    return {};
  }

  Result<BatchCost> finish() {
    if (!terms_.alternatives) {
      if (const Result<void> added = add_total(); !added) return added.error();
    }
    return std::move(cost_);
  }

 private:
  void read(BatchLine& line) const {
    read_request(line);
    if (!line.request) return;
    const auto known = rows_by_name_.find(line.request->chat.model);
    if (known == rows_by_name_.end()) return;
    line.rows = &known->second;
    count(line);
  }

  void count(BatchLine& line) const {
    for (const std::size_t row : *line.rows) {
      line.counts.push_back(count_batch_request(*line.request, cost_.rows[row].tokenizer));
    }
    if (terms_.fits) line.limited.emplace(count_batch_request(*line.request, *terms_.fits));
    line.request.reset();
  }

  Result<void> check_bytes(const BatchLine& line) {
    if (!line.ill_formed_at || cost_.ill_formed_at) return {};
    cost_.ill_formed_at = line.start + *line.ill_formed_at;
    if (!terms_.strict) return {};
    return Error{ErrorCode::ill_formed_text, "not UTF-8 at byte " + std::to_string(*cost_.ill_formed_at)};
  }

  // The rows of requests that name this model; looked up once for each name.
  Result<const std::vector<std::size_t>*> rows_for(const std::string& name) {
    const auto known = rows_by_name_.find(name);
    if (known != rows_by_name_.end()) return &known->second;
    const Result<std::vector<NamedModel>> models = models_of_(name);
    std::vector<std::size_t> rows;
    if (!models) {
      if (models.error().code != ErrorCode::unknown_model) return models.error();
      cost_.unknown_models.push_back(models.error());
      return &rows_by_name_.emplace(name, std::move(rows)).first->second;
    }
    for (const NamedModel& model : *models) {
      const std::size_t row = row_of(model);
      // A model that is named twice is priced once.
      if (std::find(rows.begin(), rows.end(), row) == rows.end()) rows.push_back(row);
    }
    return &rows_by_name_.emplace(name, std::move(rows)).first->second;
  }

  std::size_t row_of(const NamedModel& model) {
    std::vector<CostRow>& rows = cost_.rows;
    const auto same =
        std::find_if(rows.begin(), rows.end(), [&model](const CostRow& row) { return row.name == model.name; });
    if (same != rows.end()) return static_cast<std::size_t>(same - rows.begin());
    CostRow& row = rows.emplace_back();
    row.name = model.name;
    row.tokenizer = model.tokenizer;
    row.exact = model.tokenizer.exact;
    row.is_batch = true;
    row.usage.calls = 0;
    row.bill = pricing::empty_bill();
    return rows.size() - 1;
  }

  Result<void> add_line(const BatchLine& line) {
    if (const Result<void> checked = check_limit(line); !checked) return checked;
    for (std::size_t i = 0; i < line.rows->size(); ++i) {
      const Result<RequestTokens>& counted = line.counts[i];
      if (!counted) return counted.error();
      CostRow& row = cost_.rows[(*line.rows)[i]];
      row.exact = row.exact && counted->exact;
      const Result<void> added = line.kind == chat::BatchRequest::Kind::example ? add_example(row, counted->number)
                                                                               : add_request(row, counted->number);
      if (!added) return added;
    }
    return {};
  }

  Result<void> check_limit(const BatchLine& line) {
    if (!line.limited) return {};
    if (!*line.limited) return line.limited->error();
    const RequestTokens& tokens = **line.limited;
    const bool is_example = line.kind == chat::BatchRequest::Kind::example;
    pricing::Usage usage = is_example ? pricing::Usage() : terms_.each;
    usage.input_tokens = tokens.number;
    pricing::Excess excess;
    const std::optional<bool> fits = pricing::fits(terms_.fits->model, usage, terms_.terms.service, &excess);
    BatchMisfits& misfits = cost_.misfits;
    if (!fits) misfits.unknown = true;
    if (fits != false) return {};
    ++misfits.requests;
    if (excess.tokens - excess.allowed <= misfits.excess.tokens - misfits.excess.allowed) return {};
    misfits.line = line.number;
    misfits.excess = excess;
    misfits.exact = terms_.fits->exact && tokens.exact;
    return {};
  }

  Result<void> add_request(CostRow& row, std::uint64_t tokens) const {
    const pricing::Usage usage = pricing::with_input(terms_.each, tokens);
    const Result<pricing::Bill> bill = pricing::bill(row.tokenizer.model, usage, terms_.terms);
    if (!bill) return bill.error();
    const std::optional<bool> fits = pricing::fits(row.tokenizer.model, usage, terms_.terms.service);
    row.fits = row.fits == false ? row.fits : fits;
    row.context_used = std::max(row.context_used, bill->context_used);
    return add_bill(row, usage, *bill);
  }

  Result<void> add_example(CostRow& row, std::uint64_t tokens) const {
    pricing::Usage usage;
    if (__builtin_mul_overflow(tokens, terms_.epochs, &usage.input_tokens)) return too_many_tokens();
    const Result<pricing::Bill> bill =
        pricing::training_bill(row.tokenizer.model, usage.input_tokens, terms_.terms);
    if (!bill) return bill.error();
    row.is_training = true;
    row.context_used = std::max(row.context_used, tokens);
    return add_bill(row, usage, *bill);
  }

  // The row's as_of is that of its oldest price.
  static Result<void> add_bill(CostRow& row, const pricing::Usage& usage, const pricing::Bill& bill) {
    row.bill.as_of = row.bill.price == nullptr || bill.as_of < row.bill.as_of ? bill.as_of : row.bill.as_of;
    row.bill.price = bill.price;
    row.bill.promotion_ended = bill.promotion_ended;
    if (!add_to(row.usage, usage)) return too_many_tokens();
    return pricing::add_to(row.bill, bill);
  }

  Result<void> add_total() {
    CostRow total;
    total.name = "total";
    total.is_batch = total.is_total = true;
    total.usage.calls = 0;
    total.bill = pricing::empty_bill();
    for (const CostRow& row : cost_.rows) {
      total.exact = total.exact && row.exact;
      total.context_used = std::max(total.context_used, row.context_used);
      if (row.fits == false) total.fits = false;
      if (!add_to(total.usage, row.usage)) return too_many_tokens();
      if (const Result<void> added = pricing::add_to(total.bill, row.bill); !added) return added;
    }
    if (!cost_.unknown_models.empty()) total.bill.total.reset();
    cost_.rows.push_back(std::move(total));
    return {};
  }

  const BatchTerms& terms_;
  const ModelsOfRequest& models_of_;
  BatchCost cost_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> rows_by_name_;
};

std::string_view without_line_end(std::string_view line) {
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

Result<BatchCost> price_batch(const NextLine& next_line, const BatchTerms& terms, const ModelsOfRequest& models_of) {
  BatchPricer pricer(terms, models_of);
  std::vector<BatchLine> part;
  std::size_t size = 0;  // of the part
  std::size_t number = 0;
  std::size_t start = 0;
  while (const std::optional<std::string_view> next = next_line()) {
    ++number;
    const std::string_view text = without_line_end(*next);
    if (text.find_first_not_of(" \t") != std::string_view::npos) {
      BatchLine& line = part.emplace_back();
      line.number = number;
      line.start = start;
      line.text = text;
      size += text.size();
    }
    start += next->size();
    if (size < part_bytes) continue;
    if (const Result<void> added = pricer.add(part); !added) return added.error();
    part.clear();
    size = 0;
  }
  if (const Result<void> added = pricer.add(part); !added) return added.error();
  return pricer.finish();
}

}  // namespace tokmill::analysis
