#include "cost/requests.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>

#include "parallel.hpp"
#include "tokmill/import/batch_requests.hpp"

namespace tokmill::cli::cost {
namespace {

// How much of the file is held at a time, so that threads have work and memory a bound.
constexpr std::size_t most_bytes_at_once = std::size_t{1} << 20;

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

struct Tokens {
  std::uint64_t number = 0;
  bool exact = true;
};

// A line of the file on its way through.
struct Line {
  std::size_t number = 0;
  std::string text;
  std::optional<Result<import::BatchRequest>> request;
  const std::vector<std::size_t>* rows = nullptr;  // the rows that it is priced in
  std::vector<Result<Tokens>> counts;              // for each of them
};

Error named(const std::string& file, const Error& error) {
  return Error{error.code, file + ": " + error.message};
}

Error at_line(const Line& line, const Error& error) {
  return Error{error.code, "line " + std::to_string(line.number) + ": " + error.message};
}

class Pricer {
 public:
  Pricer(const RequestTerms& how, const ModelsOf& models_of) : how_(how), models_of_(models_of) {}

  // Prices a part of the file. Requests are read and counted on several threads; rows are looked up and added
  // up in the order of the file.
  Result<void> add(std::vector<Line>& lines) {
    parallel_for(lines.size(), how_.threads, [&lines](std::size_t i) {
      lines[i].request.emplace(import::read_batch_request(lines[i].text));
    });
    for (Line& line : lines) {
      if (!*line.request) return at_line(line, line.request->error());
      const Result<std::vector<std::size_t>*> rows = rows_for((*line.request)->chat.model);
      if (!rows) return at_line(line, rows.error());
      line.rows = *rows;
    }
    parallel_for(lines.size(), how_.threads, [this, &lines](std::size_t i) { count(lines[i]); });
    for (const Line& line : lines) {
      for (std::size_t i = 0; i < line.rows->size(); ++i) {
        const Result<Tokens>& counted = line.counts[i];
        if (!counted) return at_line(line, counted.error());
        if (const Result<void> added = add_to_row(rows_[(*line.rows)[i]], *counted, (*line.request)->kind);
            !added) {
          return at_line(line, added.error());
        }
      }
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

  void count(Line& line) const {
    const import::BatchRequest& request = **line.request;
    for (const std::size_t row : *line.rows) {
      const ModelTokenizer& tokenizer = rows_[row].tokenizer;
      const CountText count_text = [&tokenizer](std::string_view text) {
        return tokenizer.encoding->count(text);
      };
      if (request.inputs.empty()) {
        const Result<ChatCount> counted = count_chat(request.chat, tokenizer.model.id, count_text);
        line.counts.push_back(counted ? Result<Tokens>(Tokens{counted->total, counted->exact})
                                      : Result<Tokens>(counted.error()));
      } else {
        Tokens tokens;
        for (const std::string& input : request.inputs) tokens.number += count_text(input);
        line.counts.emplace_back(tokens);
      }
    }
  }

  Result<void> add_to_row(Row& row, const Tokens& tokens, import::BatchRequest::Kind kind) const {
    row.exact = row.exact && tokens.exact;
    return kind == import::BatchRequest::Kind::example ? add_example(row, tokens.number)
                                                       : add_request(row, tokens.number);
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

Result<PricedRequests> price_requests(const std::string& path, const RequestTerms& how,
                                      const ModelsOf& models_of) {
  const std::string name = path == "-" ? "standard input" : path;
  Lines lines(path);
  if (!lines.is_open()) return Error{ErrorCode::invalid_argument, name + ": " + std::strerror(errno)};
  Pricer pricer(how, models_of);
  std::size_t number = 0;
  std::vector<Line> part;
  std::size_t part_size = 0;
  const auto add_part = [&]() -> Result<void> {
    const Result<void> added = pricer.add(part);
    part.clear();
    part_size = 0;
    return added;
  };
  while (const std::optional<std::string_view> text = lines.next()) {
    ++number;
    if (text->find_first_not_of(" \t") == std::string_view::npos) continue;
    part_size += text->size();
    part.push_back({number, std::string(*text), {}, nullptr, {}});
    if (part_size < most_bytes_at_once) continue;
    if (const Result<void> added = add_part(); !added) return named(name, added.error());
  }
  if (lines.has_failed()) return Error{ErrorCode::invalid_argument, name + ": " + std::strerror(errno)};
  if (const Result<void> added = add_part(); !added) return named(name, added.error());
  return pricer.finish();
}

}  // namespace tokmill::cli::cost
