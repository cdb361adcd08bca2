#include "cost/requests.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>

#include "tokmill/import/batch_requests.hpp"

namespace tokmill::cli::cost {
namespace {

// The lines of a file, one at a time, in a buffer that is as long as the longest.
class Lines {
 public:
  explicit Lines(const std::string& path) : file_(path == "-" ? stdin : std::fopen(path.c_str(), "rbe")) {}
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;
  ~Lines() {
    std::free(line_);
    if (file_ != nullptr && file_ != stdin) std::fclose(file_);
  }

  [[nodiscard]] bool is_open() const noexcept { return file_ != nullptr; }

  std::optional<std::string_view> next() {
    errno = 0;
    const ssize_t size = ::getline(&line_, &capacity_, file_);
    if (size < 0) return std::nullopt;
    std::string_view line(line_, static_cast<std::size_t>(size));
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  [[nodiscard]] bool has_failed() const noexcept { return std::ferror(file_) != 0; }

 private:
  std::FILE* file_;
  char* line_ = nullptr;
  std::size_t capacity_ = 0;
};

class Pricer {
 public:
  Pricer(const RequestTerms& how, const ModelsOf& models_of) : how_(how), models_of_(models_of) {}

  Result<void> add(const import::BatchRequest& request) {
    const Result<std::vector<std::size_t>*> rows = rows_for(request.chat.model);
    if (!rows) return rows.error();
    for (const std::size_t row : **rows) {
      if (const Result<void> added = add_to_row(rows_[row], request); !added) return added;
    }
    return {};
  }

  Result<PricedRequests> finish() {
    Row total;
    total.name = "total";
    total.is_of_requests = total.is_total = true;
    total.usage.calls = 0;
    total.bill = empty_bill();
    for (const Row& row : rows_) {
      total.exact = total.exact && row.exact;
      total.usage.input_tokens += row.usage.input_tokens;
      total.usage.cached_tokens += row.usage.cached_tokens;
      total.usage.output_tokens += row.usage.output_tokens;
      total.usage.calls += row.usage.calls;
      total.context_used = std::max(total.context_used, row.context_used);
      if (row.fits == false) total.fits = false;
      if (const Result<void> added = add_to(total.bill, row.bill); !added) return added.error();
    }
    if (!unknown_models_.empty()) total.bill.total.reset();
    rows_.push_back(std::move(total));
    return PricedRequests{std::move(rows_), std::move(unknown_models_)};
  }

 private:
  // The rows of a request that names this model; they are looked up once for each name.
  Result<std::vector<std::size_t>*> rows_for(const std::string& name) {
    const auto known = by_name_.find(name);
    if (known != by_name_.end()) return &known->second;
    const auto models = models_of_(name);
    std::vector<std::size_t> rows;
    if (!models) {
      if (models.error().code != ErrorCode::unknown_model) return models.error();
      unknown_models_.push_back(models.error());
      return &by_name_.emplace(name, std::move(rows)).first->second;
    }
    for (const auto& [model, tokenizer] : *models) {
      const auto same = std::find_if(rows_.begin(), rows_.end(),
                                     [&wanted = model](const Row& row) { return row.name == wanted; });
      rows.push_back(static_cast<std::size_t>(same - rows_.begin()));
      if (same != rows_.end()) continue;
      Row row;
      row.name = model;
      row.tokenizer = tokenizer;
      row.exact = tokenizer.exact;
      row.is_of_requests = true;
      row.usage.calls = 0;
      row.bill = empty_bill();
      rows_.push_back(std::move(row));
    }
    return &by_name_.emplace(name, std::move(rows)).first->second;
  }

  Result<void> add_to_row(Row& row, const import::BatchRequest& request) const {
    std::uint64_t tokens = 0;
    const Encoding& encoding = *row.tokenizer.encoding;
    if (request.inputs.empty()) {
      const Result<ChatCount> counted = count_chat(request.chat, row.tokenizer.model.id,
                                                   [&encoding](std::string_view text) { return encoding.count(text); });
      if (!counted) return counted.error();
      tokens = counted->total;
      row.exact = row.exact && counted->exact;
    } else {
      for (const std::string& input : request.inputs) tokens += encoding.count(input);
    }
    return request.kind == import::BatchRequest::Kind::example ? add_example(row, tokens) : add_request(row, tokens);
  }

  Result<void> add_request(Row& row, std::uint64_t tokens) const {
    Usage usage = how_.each;
    usage.input_tokens = tokens;
    usage.cached_tokens = std::min(usage.cached_tokens, tokens);  // at most all of a short one
    const Result<Bill> one = bill(row.tokenizer.model, usage, how_.terms);
    if (!one) return one.error();
    add_usage(row, usage, *one);
    const std::optional<bool> fit = fits(row.tokenizer.model, usage, how_.terms.service);
    row.fits = row.fits == false ? row.fits : fit;
    row.context_used = std::max(row.context_used, one->context_used);
    return add_to(row.bill, *one);
  }

  Result<void> add_example(Row& row, std::uint64_t tokens) const {
    Usage usage;
    if (__builtin_mul_overflow(tokens, how_.epochs, &usage.input_tokens)) {
      return Error{ErrorCode::overflow, "there are more tokens than 64 bits can count"};
    }
    const Result<Bill> one = training_bill(row.tokenizer.model, usage.input_tokens, how_.terms);
    if (!one) return one.error();
    add_usage(row, usage, *one);
    row.context_used = std::max(row.context_used, tokens);
    return add_to(row.bill, *one);
  }

  static void add_usage(Row& row, const Usage& usage, const Bill& one) {
    row.usage.input_tokens += usage.input_tokens;
    row.usage.cached_tokens += usage.cached_tokens;
    row.usage.cache_write_tokens += usage.cache_write_tokens;
    row.usage.cache_write_long_tokens += usage.cache_write_long_tokens;
    row.usage.output_tokens += usage.output_tokens;
    row.usage.calls += usage.calls;
    row.bill.price = one.price;
    row.bill.as_of = one.as_of;
    row.bill.promotion_ended = one.promotion_ended;
  }

  const RequestTerms& how_;
  const ModelsOf& models_of_;
  std::vector<Row> rows_;
  std::vector<Error> unknown_models_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_name_;
};

}  // namespace

Result<PricedRequests> price_requests(const std::string& path, const RequestTerms& how, const ModelsOf& models_of) {
  const std::string name = path == "-" ? "standard input" : path;
  Lines lines(path);
  if (!lines.is_open()) return Error{ErrorCode::invalid_argument, name + ": " + std::strerror(errno)};
  Pricer pricer(how, models_of);
  std::size_t number = 0;
  while (const std::optional<std::string_view> line = lines.next()) {
    ++number;
    if (line->find_first_not_of(" \t") == std::string_view::npos) continue;
    const Result<import::BatchRequest> request = import::read_batch_request(*line);
    const Result<void> added = request ? pricer.add(*request) : Result<void>(request.error());
    if (!added) {
      return Error{added.error().code, name + ": line " + std::to_string(number) + ": " + added.error().message};
    }
  }
  if (lines.has_failed()) return Error{ErrorCode::invalid_argument, name + ": " + std::strerror(errno)};
  return pricer.finish();
}

}  // namespace tokmill::cli::cost
