#include "python/native/batch.hpp"

#include <mutex>
#include <numeric>
#include <optional>
#include <utility>

#include "python/native/encode.hpp"
#include "python/native/errors.hpp"
#include "python/native/ids.hpp"
#include "tokmill/threads.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

// The texts of a part have at least this size in bytes together, so that starting one costs nothing.
constexpr std::size_t part_size = std::size_t{1} << 16;

// The first text of each part, and the number of texts.
std::vector<std::size_t> first_texts_of_parts(std::span<const std::string_view> texts) {
  std::vector<std::size_t> first{0};
  std::size_t size = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    size += texts[i].size() + 16;  // an empty text takes time, too
    if (size < part_size) continue;
    first.push_back(i + 1);
    size = 0;
  }
  if (first.back() != texts.size()) first.push_back(texts.size());
  return first;
}

// The error of the first text that has one. The other texts may not have been tokenized.
class FirstError {
 public:
  void set(std::size_t text, Error error) {
    const std::lock_guard lock(mutex_);
    if (error_ && text_ < text) return;
    text_ = text;
    error_ = std::move(error);
  }
  void raise_if_set() const {
    if (!error_) return;
    Error error = *error_;
    error.message = "text " + std::to_string(text_) + ": " + error.message;
    raise(error);
  }

 private:
  std::mutex mutex_;
  std::size_t text_ = 0;
  std::optional<Error> error_;
};

// Calls on_text(part, text) for all texts, those of a part in order, until it returns an error.
template <class OnText>
void for_each_text(const std::vector<std::size_t>& first_texts, std::size_t threads, const OnText& on_text) {
  FirstError error;
  {
    const nb::gil_scoped_release unlocked;
    parallel_for(first_texts.size() - 1, threads, [&](std::size_t part) {
      for (std::size_t text = first_texts[part]; text < first_texts[part + 1]; ++text) {
        if (Result<void> done = on_text(part, text); !done) return error.set(text, std::move(done).error());
      }
    });
  }
  error.raise_if_set();
}

}  // namespace

void Texts::add(nb::handle text) {
  Py_ssize_t size = 0;
  if (const char* const bytes = PyUnicode_AsUTF8AndSize(text.ptr(), &size)) [[likely]] {
    views_.emplace_back(bytes, static_cast<std::size_t>(size));
    return;
  }
  PyErr_Clear();
  views_.push_back(repaired_.emplace_back(Text(text).utf8()));
}

std::size_t EncodedTexts::size() const noexcept {
  return std::reduce(counts.begin(), counts.end());
}

nb::object EncodedTexts::lists() const {
  nb::object lists = checked(PyList_New(static_cast<Py_ssize_t>(counts.size())));
  for (std::size_t part = 0; part < parts.size(); ++part) {
    std::span<const TokenId> ids = parts[part];
    for (std::size_t text = first_texts[part]; text < first_texts[part + 1]; ++text) {
      PyList_SetItem(lists.ptr(), static_cast<Py_ssize_t>(text),
                     list_of_ids(ids.first(counts[text])).release().ptr());
      ids = ids.subspan(counts[text]);
    }
  }
  return lists;
}

EncodedTexts encode_all(const Encoding& encoding, std::span<const std::string_view> texts,
                        const SpecialPolicy* policy, std::size_t threads) {
  EncodedTexts result;
  result.first_texts = first_texts_of_parts(texts);
  result.parts.resize(result.first_texts.size() - 1);
  result.counts.resize(texts.size());
  for_each_text(result.first_texts, threads, [&](std::size_t part, std::size_t text) -> Result<void> {
    std::vector<TokenId>& ids = result.parts[part];
    const std::size_t before = ids.size();
    if (policy == nullptr) {
      encode_ordinary(encoding, texts[text],
                      [&](std::span<const TokenId> more) { ids.insert(ids.end(), more.begin(), more.end()); });
    } else {
      Result<std::vector<TokenId>> encoded = encoding.encode(texts[text], *policy);
      if (!encoded) return std::move(encoded).error();
      ids.insert(ids.end(), encoded->begin(), encoded->end());
    }
    result.counts[text] = ids.size() - before;
    return {};
  });
  return result;
}

std::vector<std::int64_t> count_all(const Encoding& encoding, std::span<const std::string_view> texts,
                                    const SpecialPolicy* policy, std::size_t threads) {
  std::vector<std::int64_t> counts(texts.size());
  for_each_text(first_texts_of_parts(texts), threads, [&](std::size_t, std::size_t text) -> Result<void> {
    if (policy == nullptr) {
      counts[text] = static_cast<std::int64_t>(encoding.count(texts[text]));
    } else {
      const Result<std::size_t> count = encoding.count(texts[text], *policy);
      if (!count) return count.error();
      counts[text] = static_cast<std::int64_t>(*count);
    }
    return {};
  });
  return counts;
}

}  // namespace tokmill::python
