#include "python/native/batch.hpp"

#include <utility>

#include "python/native/encode.hpp"
#include "python/native/errors.hpp"
#include "python/native/ids.hpp"
#include "tokmill/batch.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

// Numbers that are never negative have the same bytes with and without a sign.
std::span<std::uint64_t> without_sign(std::vector<std::int64_t>& numbers) {
  return {reinterpret_cast<std::uint64_t*>(numbers.data()), numbers.size()};
}

// Calls work(options, failed) without the global lock. Raises its error, with the index of the text.
template <class Work>
void run_batch(const SpecialPolicy* policy, std::size_t threads, const Work& work) {
  const BatchOptions options{.policy = policy_or_ordinary(policy), .threads = threads};
  std::size_t failed = 0;
  Result<void> done = [&] {
    const nb::gil_scoped_release unlocked;
    return work(options, &failed);
  }();
  if (done) return;
  Error error = std::move(done).error();
  error.message = "text " + std::to_string(failed) + ": " + error.message;
  raise(error);
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

nb::object EncodedTexts::lists() const {
  const std::size_t texts = offsets.size() - 1;
  nb::object lists = checked(PyList_New(static_cast<Py_ssize_t>(texts)));
  for (std::size_t text = 0; text < texts; ++text) {
    const auto start = static_cast<std::size_t>(offsets[text]);
    const auto end = static_cast<std::size_t>(offsets[text + 1]);
    PyObject* const list = list_of_ids(std::span(ids).subspan(start, end - start)).release().ptr();
    PyList_SetItem(lists.ptr(), static_cast<Py_ssize_t>(text), list);
  }
  return lists;
}

EncodedTexts encode_all(const Encoding& encoding, std::span<const std::string_view> texts,
                        const SpecialPolicy* policy, std::size_t threads) {
  EncodedTexts result;
  result.offsets.resize(texts.size() + 1);
  run_batch(policy, threads, [&](const BatchOptions& options, std::size_t* failed) {
    const auto allocate = [&](std::size_t size) {
      result.ids.resize(size);
      return result.ids.data();
    };
    return encode_batch(encoding, texts, without_sign(result.offsets), allocate, options, failed);
  });
  return result;
}

std::vector<std::int64_t> count_all(const Encoding& encoding, std::span<const std::string_view> texts,
                                    const SpecialPolicy* policy, std::size_t threads) {
  std::vector<std::int64_t> counts(texts.size());
  run_batch(policy, threads, [&](const BatchOptions& options, std::size_t* failed) {
    return count_batch(encoding, texts, without_sign(counts), options, failed);
  });
  return counts;
}

}  // namespace tokmill::python
