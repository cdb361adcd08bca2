#include "commands/cost/batch.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "commands/cost/models.hpp"

namespace tokmill::cli::cost {
namespace {

// The lines of a file, one at a time, in a buffer as long as the longest.
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

  // The next line with its newline; nullopt at the end, and if it cannot be read.
  std::optional<std::string_view> next() {
    const ssize_t size = ::getline(&line_, &capacity_, file_);
    if (size < 0) {
      if (std::ferror(file_) != 0) problem_ = errno;
      return std::nullopt;
    }
    return std::string_view(line_, static_cast<std::size_t>(size));
  }

  // The error number of a failed read; 0 if there was none.
  [[nodiscard]] int problem() const noexcept { return problem_; }

 private:
  std::FILE* file_;
  char* line_ = nullptr;
  std::size_t capacity_ = 0;
  int problem_ = 0;
};

}  // namespace

Result<analysis::BatchCost> price_file(const CostRequest& request) {
  const std::string& path = *request.batch;
  const std::string name = path == "-" ? "standard input" : path;
  Lines lines(path);
  if (!lines.is_open()) return Error{ErrorCode::malformed_request, name + ": " + std::strerror(errno)};

  analysis::BatchTerms terms;
  terms.terms = request.terms;
  terms.each = request.usage;
  terms.epochs = request.epochs;
  terms.threads = request.threads;
  terms.strict = request.text.strict;
  terms.alternatives = request.models.size() > 1;
  if (request.fits) terms.fits = request.fits->tokenizer;
  const auto models_of = [&request](std::string_view model) -> Result<std::vector<analysis::NamedModel>> {
    if (request.models.empty() && model.empty() && !request.fits) {
      return Error{ErrorCode::malformed_request, "the request names no model; use -m to choose one"};
    }
    return models_to_price(request, model);
  };
  Result<analysis::BatchCost> priced = analysis::price_batch([&lines] { return lines.next(); }, terms, models_of);
  if (lines.problem() != 0) return Error{ErrorCode::malformed_request, name + ": " + std::strerror(lines.problem())};
  if (!priced) return Error{priced.error().code, name + ": " + priced.error().message};
  return priced;
}

}  // namespace tokmill::cli::cost
