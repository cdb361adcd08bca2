#include "tokmill/analysis/batch_cost.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <utility>

#include "analysis/batch_line.hpp"
#include "analysis/overflow.hpp"
#include "tokmill/analysis/chat_count.hpp"
#include "tokmill/threads.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

// How many bytes and lines are held at a time for each thread: enough work to wake a thread for, in bounded memory and
// in the processor's cache.
constexpr std::size_t part_bytes = std::size_t{1} << 18;
constexpr std::size_t part_lines = 2048;
constexpr std::size_t most_threads = 4;  // that have parts of their own

// Lines that are held in memory until they are priced. The memory is used again and again.
class BatchPart {
 public:
  explicit BatchPart(std::size_t threads)
      : max_bytes_(part_bytes * std::clamp<std::size_t>(threads, 1, most_threads)),
        max_lines_(part_lines * std::clamp<std::size_t>(threads, 1, most_threads)) {}

  [[nodiscard]] bool has_space(std::string_view text) const {
    return size_ < max_lines_ && texts_.size() + text.size() <= max_bytes_;
  }

  // Adds a copy of the text.
  void add(std::string_view text, std::size_t number, std::size_t start) {
    // Reserve space for the whole part, because its lines refer to the buffer.
    if (size_ == 0) texts_.reserve(std::max(max_bytes_, text.size()));
    if (size_ == lines_.size()) lines_.emplace_back();
    BatchLine& line = lines_[size_++];
    line.number = number;
    line.start = start;
    line.text = std::string_view(texts_.data() + texts_.size(), text.size());
    texts_ += text;
  }

  [[nodiscard]] std::span<BatchLine> lines() { return std::span(lines_).first(size_); }

  void clear() {
    for (BatchLine& line : lines()) analysis::clear(line);
    texts_.clear();
    size_ = 0;
  }

 private:
  std::size_t max_bytes_;
  std::size_t max_lines_;
  std::string texts_;
  std::vector<BatchLine> lines_;
  std::size_t size_ = 0;  // of the lines that are in use
};

Error at_line(const BatchLine& line, const Error& error) {
  return Error{error.code, "line " + std::to_string(line.number) + ": " + error.message};
}

// Why a request cannot be priced: the first of its parts whose number of tokens is unknown.
Error unknown_tokens(const CallCost& cost) {
  std::string message = "unknown number of tokens";
  const auto first = std::find_if(cost.omissions.begin(), cost.omissions.end(), [](const chat::Omission& omission) {
    return omission.kind == chat::Omission::Kind::unknown;
  });
  if (first != cost.omissions.end()) {
    message.append(": ").append(first->what);
    if (!first->hint.empty()) message.append("; ").append(first->hint);
  }
  return Error{ErrorCode::malformed_request, message};
}

// False if a sum overflows.
bool add_to(pricing::Usage& sum, const pricing::Usage& more) {
  for (std::uint64_t pricing::Usage::*number :
       {&pricing::Usage::input_tokens, &pricing::Usage::cached_tokens, &pricing::Usage::cache_write_tokens,
        &pricing::Usage::cache_write_long_tokens, &pricing::Usage::output_tokens, &pricing::Usage::calls}) {
    if (__builtin_add_overflow(sum.*number, more.*number, &(sum.*number))) return false;
  }
  return true;
}

// A tokenizer for many requests.
ModelTokenizer with_counter(ModelTokenizer tokenizer) {
  tokenizer.counter =
      std::make_shared<const chat::ModelCounter>(chat_counter(tokenizer.model.id, *tokenizer.encoding));
  return tokenizer;
}

class BatchPricer {
 public:
  BatchPricer(const BatchTerms& terms, const ModelsOfRequest& models_of)
      : terms_(terms), models_of_(models_of), team_(terms.threads) {
    cost_.misfits.resize(terms.fits.size());
    limiting_.reserve(terms.fits.size());
    for (const ModelTokenizer& model : terms.fits) limiting_.push_back(with_counter(model));
  }

  // Requests are read and priced on several threads, in one pass if the models are known from earlier lines; rows are
  // looked up and added up in the order of the lines.
  Result<void> add(std::span<BatchLine> lines) {
    team_.for_each(lines.size(), [this, lines](std::size_t i) { read(lines[i]); });
    bool all_priced = true;
    for (BatchLine& line : lines) {
      if (const Result<void> checked = check_bytes(line); !checked) return at_line(line, checked.error());
      if (line.error || line.rows != nullptr || is_failure(line)) continue;
      const Result<const std::vector<std::size_t>*> rows = rows_for(line);
      if (!rows) return at_line(line, rows.error());
      line.rows = *rows;
      all_priced = false;
    }
    if (!all_priced) {
      team_.for_each(lines.size(), [this, lines](std::size_t i) {
        if (lines[i].request && lines[i].rows != nullptr) price(lines[i]);
      });
    }
    for (const BatchLine& line : lines) {
      if (const Result<void> added = add_line(line); !added) return at_line(line, added.error());
    }
    return {};
  }

  Result<BatchCost> finish() {
    // The lines of a row may all be left out.
    std::size_t i = 0;
    std::erase_if(cost_.rows, [this, &i](const CostRow&) { return requests_of_row_[i++] == 0; });
    if (!terms_.alternatives) {
      if (const Result<void> added = add_total(); !added) return added.error();
    }
    return std::move(cost_);
  }

 private:
  static bool is_failure(const BatchLine& line) {
    return line.request && line.request->shape == chat::Shape::failure;
  }

  void read(BatchLine& line) const {
    read_request(line);
    if (!line.request || is_failure(line)) return;
    const auto known = rows_by_name_.find(line.request->model);
    if (known == rows_by_name_.end()) return;
    line.rows = &known->second;
    price(line);
  }

  void price(BatchLine& line) const {
    for (const std::size_t row : *line.rows) {
      line.costs.push_back(
          price_request(*line.request, cost_.rows[row].tokenizer, terms_, chat::Items::left_out));
    }
    for (const ModelTokenizer& model : limiting_) {
      line.limited.push_back(usage_of_request(*line.request, model, terms_, chat::Items::left_out));
    }
    line.request.reset();
  }

  void fail(const BatchLine& line, const Error& error) {
    ++cost_.failed_lines;
    if (terms_.on_failure) terms_.on_failure(at_line(line, error));
  }

  Result<void> check_bytes(const BatchLine& line) {
    if (!line.ill_formed_at || cost_.ill_formed_at) return {};
    cost_.ill_formed_at = line.start + *line.ill_formed_at;
    if (!terms_.strict) return {};
    return Error{ErrorCode::ill_formed_text, "not UTF-8 at byte " + std::to_string(*cost_.ill_formed_at)};
  }

  // The rows of a request; looked up once for each name of a model.
  Result<const std::vector<std::size_t>*> rows_for(const BatchLine& line) {
    const std::string& name = line.request->model;
    const auto known = rows_by_name_.find(name);
    if (known != rows_by_name_.end()) return &known->second;
    const Result<std::vector<NamedModel>> models = models_of_(name);
    std::vector<std::size_t> rows;
    if (!models) {
      if (models.error().code == ErrorCode::malformed_request) {
        static const std::vector<std::size_t> no_rows;
        fail(line, models.error());  // not remembered: each line is reported
        return &no_rows;
      }
      if (models.error().code == ErrorCode::unknown_model) {
        cost_.unknown_models.push_back({models.error(), 0, line.number});
      } else {
        return models.error();
      }
      rows_of_unknown_.push_back(&rows_by_name_.emplace(name, std::move(rows)).first->second);
      return rows_of_unknown_.back();
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
    row.tokenizer = with_counter(model.tokenizer);
    row.is_batch = true;
    row.usage.calls = 0;
    row.bill = pricing::empty_bill();
    requests_of_row_.push_back(0);
    return rows.size() - 1;
  }

  Result<void> add_line(const BatchLine& line) {
    if (is_failure(line)) ++cost_.failed_requests;
    if (line.error) fail(line, *line.error);
    if (line.rows != nullptr && line.rows->empty()) count_unknown(line);
    for (const Result<CallCost>& cost : line.costs) {
      if (cost && !cost->unknown_input) continue;
      if (!cost && cost.error().code != ErrorCode::malformed_request) return cost.error();
      fail(line, cost ? unknown_tokens(*cost) : cost.error());
      return {};
    }
    check_limits(line);
    for (std::size_t i = 0; i < line.costs.size(); ++i) {
      const CallCost& cost = *line.costs[i];
      add_omissions(cost.omissions, line.number);
      const std::size_t row = (*line.rows)[i];
      const bool is_first = requests_of_row_[row]++ == 0;
      if (const Result<void> added = add_cost(cost_.rows[row], cost, is_first); !added) return added;
    }
    return {};
  }

  void count_unknown(const BatchLine& line) {
    const auto model = std::find(rows_of_unknown_.begin(), rows_of_unknown_.end(), line.rows);
    if (model == rows_of_unknown_.end()) return;
    ++cost_.unknown_models[static_cast<std::size_t>(model - rows_of_unknown_.begin())].requests;
  }

  void add_omissions(const std::vector<chat::Omission>& omissions, std::size_t line) {
    for (const chat::Omission& omission : omissions) {
      std::vector<BatchOmission>& known = cost_.omissions;
      const auto same = std::find_if(known.begin(), known.end(), [&omission](const BatchOmission& other) {
        return other.omission == omission;
      });
      if (same == known.end()) {
        if (known.size() < chat::max_omissions) known.push_back({omission, 1, line});
        last_line_of_omission_.resize(known.size(), line);
        continue;
      }
      // A line is priced on several models.
      std::size_t& last_line = last_line_of_omission_[static_cast<std::size_t>(same - known.begin())];
      if (last_line != line) ++same->requests;
      last_line = line;
    }
  }

  void check_limits(const BatchLine& line) {
    for (std::size_t i = 0; i < line.limited.size(); ++i) {
      if (line.limited[i]) check_limit(*line.limited[i], line.number, terms_.fits[i], cost_.misfits[i]);
    }
  }

  void check_limit(const RequestUsage& request, std::size_t line, const ModelTokenizer& limit,
                   BatchMisfits& misfits) const {
    pricing::Excess excess;
    const std::optional<bool> fitting = fits(request, limit.model, terms_.terms.service, &excess);
    if (!fitting) misfits.unknown = true;
    if (fitting != false) return;
    ++misfits.requests;
    if (excess.tokens - excess.allowed <= misfits.excess.tokens - misfits.excess.allowed) return;
    misfits.line = line;
    misfits.excess = excess;
    misfits.exact = limit.exact && request.count.exact;
  }

  static Result<void> add_cost(CostRow& row, const CallCost& cost, bool is_first) {
    if (const Result<void> added = add_range(row, cost); !added) return added;
    // A row is as reported, or trained on, if all its requests are.
    row.is_reported = cost.is_reported && (is_first || row.is_reported);
    row.is_training = row.is_training || cost.is_training;
    row.has_answers = row.has_answers || cost.is_reported;
    row.unknown_output = row.unknown_output || cost.unknown_output;
    row.exact = row.exact && cost.exact;
    if (!cost.is_training) row.fits = row.fits == false ? row.fits : cost.fits;
    row.answers = std::max(row.answers, cost.answers);
    if (cost.own_service) row.own_service = cost.own_service;
    if (!row.unpriced) row.unpriced = cost.unpriced;
    row.context_used = std::max(row.context_used, cost.context_used);
    return add_bill(row, cost.usage, cost.bill);
  }

  // Adds the bounds, if any row or request so far has some. Before that, both are those of the bill.
  static Result<void> add_range(CostRow& row, const CallCost& more) {
    if (!row.range && !more.range) return {};
    const auto as_range = [](const CallCost& cost) {
      return CostRange{cost.usage.input_tokens, cost.usage.input_tokens, cost.bill.total, cost.bill.total};
    };
    if (!row.range) row.range = as_range(row);
    const CostRange added = more.range.value_or(as_range(more));
    for (std::uint64_t CostRange::*tokens : {&CostRange::low_tokens, &CostRange::high_tokens}) {
      if (__builtin_add_overflow((*row.range).*tokens, added.*tokens, &((*row.range).*tokens))) {
        return too_many_tokens();
      }
    }
    for (std::optional<pricing::Money> CostRange::*total : {&CostRange::low_total, &CostRange::high_total}) {
      std::optional<pricing::Money>& sum = (*row.range).*total;
      sum = sum && added.*total ? pricing::add(*sum, *(added.*total)) : std::nullopt;
    }
    return {};
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
    bool has_unknown_error = false;  // of some row: the bounds of the others say nothing about the sum
    for (const CostRow& row : cost_.rows) {
      if (const Result<void> added = add_range(total, row); !added) return added;
      total.exact = total.exact && row.exact;
      total.context_used = std::max(total.context_used, row.context_used);
      if (row.fits == false) total.fits = false;
      if (!row.range && !row.tokenizer.exact && !row.is_reported) has_unknown_error = true;
      if (!add_to(total.usage, row.usage)) return too_many_tokens();
      if (const Result<void> added = pricing::add_to(total.bill, row.bill); !added) return added;
    }
    if (has_unknown_error) total.range.reset();
    if (!cost_.unknown_models.empty()) total.bill.total.reset();
    cost_.rows.push_back(std::move(total));
    return {};
  }

  const BatchTerms& terms_;
  const ModelsOfRequest& models_of_;
  ThreadTeam team_;
  std::vector<ModelTokenizer> limiting_;  // terms_.fits
  BatchCost cost_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> rows_by_name_;
  std::vector<const std::vector<std::size_t>*> rows_of_unknown_;  // the empty ones of cost_.unknown_models
  std::vector<std::size_t> requests_of_row_;
  std::vector<std::size_t> last_line_of_omission_;  // the line that was counted last, for each of cost_.omissions
};

std::string_view without_line_end(std::string_view line) {
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

Result<BatchCost> price_batch(const NextLine& next_line, const BatchTerms& terms, const ModelsOfRequest& models_of) {
  BatchPricer pricer(terms, models_of);
  BatchPart part(terms.threads);
  std::size_t number = 0;
  std::size_t start = 0;
  while (const std::optional<std::string_view> next = next_line()) {
    ++number;
    const std::string_view text = without_line_end(*next);
    if (text.find_first_not_of(" \t") != std::string_view::npos) {
      if (!part.has_space(text)) {
        if (const Result<void> added = pricer.add(part.lines()); !added) return added.error();
        part.clear();
      }
      part.add(text, number, start);
    }
    start += next->size();
  }
  if (const Result<void> added = pricer.add(part.lines()); !added) return added.error();
  return pricer.finish();
}

}  // namespace tokmill::analysis
