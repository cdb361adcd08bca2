#include "python/native/batch.hpp"

#include <string>
#include <utility>

#include "python/native/errors.hpp"
#include "python/native/ids.hpp"
#include "tokmill/batch.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

const SpecialPolicy& policy_or_ordinary(const SpecialPolicy* policy) {
  static const SpecialPolicy ordinary = SpecialPolicy::ordinary();
  return policy != nullptr ? *policy : ordinary;
}

// Calls run(failed) without the global lock. Raises the error that it returns, for the text at `failed`.
template <class Run>
void run_unlocked(const Run& run) {
  std::size_t failed = 0;
  const Result<void> done = [&] {
    const nb::gil_scoped_release unlocked;
    return run(&failed);
  }();
  if (done) return;
  Error error = done.error();
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
  nb::object lists = checked(PyList_New(static_cast<Py_ssize_t>(offsets.size() - 1)));
  for (std::size_t text = 0; text + 1 < offsets.size(); ++text) {
    const std::span<const TokenId> of_text(ids.get() + offsets[text], offsets[text + 1] - offsets[text]);
    PyList_SetItem(lists.ptr(), static_cast<Py_ssize_t>(text), list_of_ids(of_text).release().ptr());
  }
  return lists;
}

EncodedTexts encode_all(const Encoding& encoding, std::span<const std::string_view> texts,
                        const SpecialPolicy* policy, std::size_t threads) {
  EncodedTexts result;
  result.offsets.resize(texts.size() + 1);
  const auto allocate = [&result](std::size_t size) {
    result.ids.reset(new TokenId[size]);  // not std::make_unique, which writes zeros
    return result.ids.get();
  };
  run_unlocked([&](std::size_t* failed) {
    return encode_batch(encoding, texts, result.offsets, allocate,
                        {.policy = policy_or_ordinary(policy), .threads = threads}, failed);
  });
  return result;
}

std::vector<std::uint64_t> count_all(const Encoding& encoding, std::span<const std::string_view> texts,
                                     const SpecialPolicy* policy, std::size_t threads) {
  std::vector<std::uint64_t> counts(texts.size());
  run_unlocked([&](std::size_t* failed) {
    return count_batch(encoding, texts, counts, {.policy = policy_or_ordinary(policy), .threads = threads}, failed);
  });
  return counts;
}

}  // namespace tokmill::python
