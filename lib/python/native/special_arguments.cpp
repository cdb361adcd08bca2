#include "python/native/special_arguments.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "python/native/errors.hpp"
#include "python/native/text.hpp"
#include "python/native/text_argument.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

bool is_all(nb::handle argument) {
  if (argument.is(default_disallowed())) return true;
  if (PyUnicode_Check(argument.ptr())) return PyUnicode_CompareWithASCIIString(argument.ptr(), "all") == 0;
  const int equal = PyObject_RichCompareBool(argument.ptr(), default_disallowed().ptr(), Py_EQ);
  if (equal < 0) throw nb::python_error();
  return equal != 0;
}

bool is_set(nb::handle object) {
  return PyAnySet_Check(object.ptr()) != 0;
}

bool is_empty_set(nb::handle argument) {
  return argument.is(default_allowed()) || (is_set(argument) && PySet_Size(argument.ptr()) == 0);
}

nb::object special_tokens_set(const Tokenizer& tokenizer) {
  const nb::object names = checked(PySet_New(nullptr));
  for (const SpecialToken& token : tokenizer.encoding().special_tokens()) {
    if (PySet_Add(names.ptr(), make_str(token.name).ptr()) != 0) throw nb::python_error();
  }
  return names;
}

std::string name_of(nb::handle name) {
  if (PyUnicode_Check(name.ptr())) return utf8_with_surrogates(name);
  if (PyBytes_Check(name.ptr()))
    raise(PyExc_TypeError, "sequence item 0: expected str instance, bytes found");
  (void)checked(PyObject_GetIter(name.ptr()));  // raises for most objects
  raise(PyExc_TypeError, "expected names of special tokens as str, got " + name_of_type(name));
}

[[noreturn]] void raise_disallowed(std::string_view name) {
  const nb::object object =
      checked(PyUnicode_DecodeUTF8(name.data(), static_cast<Py_ssize_t>(name.size()), "surrogatepass"));
  const std::string quoted(strict_utf8(nb::repr(object)));
  raise(PyExc_ValueError,
        "Encountered text corresponding to disallowed special token " + quoted +
            ".\nIf you want this text to be encoded as a special token, pass it to `allowed_special`, e.g. "
            "`allowed_special={" +
            quoted +
            ", ...}`.\nIf you want this text to be encoded as normal text, disable the check for this token "
            "by passing "
            "`disallowed_special=(enc.special_tokens_set - {" +
            quoted + "})`.\nTo disable this check for all special tokens, pass `disallowed_special=()`.\n");
}

}  // namespace

nb::handle default_allowed() {
  static PyObject* const none = PyFrozenSet_New(nullptr);
  return none;
}

nb::handle default_disallowed() {
  static PyObject* const all = PyUnicode_InternFromString("all");
  return all;
}

void require_str(nb::handle text) {
  if (!PyUnicode_Check(text.ptr())) [[unlikely]]
    raise_not_instance(text, "str");
}

void require_searchable(nb::handle text) {
  if (PyUnicode_Check(text.ptr())) [[likely]]
    return;
  Py_buffer buffer;
  if (PyObject_GetBuffer(text.ptr(), &buffer, PyBUF_SIMPLE) != 0) throw nb::python_error();
  PyBuffer_Release(&buffer);
  raise(PyExc_TypeError, "cannot use a string pattern on a bytes-like object");
}

SpecialArguments::SpecialArguments(const Tokenizer& tokenizer, nb::handle allowed, nb::handle disallowed)
    : tokenizer_(tokenizer), allowed_(allowed), allows_nothing_(is_empty_set(allowed)) {
  if (allows_nothing_ && disallowed.is(default_disallowed())) [[likely]] {
    if (!tokenizer.encoding().special_tokens().empty()) disallowed_ = Disallowed::all;
    return;
  }
  allows_all_ = !allows_nothing_ && is_all(allowed);
  set_disallowed(disallowed);
}

void SpecialArguments::set_disallowed(nb::handle disallowed) {
  nb::object names = nb::borrow(disallowed);
  if (is_all(disallowed)) {
    if (allows_all_) return;
    if (is_set(allowed_)) {
      if (!allows_each_token()) disallowed_ = Disallowed::all_but;
      return;
    }
    names = checked(PyNumber_Subtract(special_tokens_set(tokenizer_).ptr(), allowed_.ptr()));
  }
  if (!is_true(names)) return;
  std::vector<std::string> bytes;
  for (const nb::handle name : checked(PyFrozenSet_New(names.ptr()))) bytes.push_back(name_of(name));
  names_.emplace(std::move(bytes));
  disallowed_ = Disallowed::names;
}

bool SpecialArguments::allows(std::string_view name) const {
  const int is_allowed = PySet_Contains(allowed_.ptr(), make_str(name).ptr());
  if (is_allowed < 0) throw nb::python_error();
  return is_allowed > 0;
}

bool SpecialArguments::allows_each_token() const {
  const std::span<const SpecialToken> tokens = tokenizer_.encoding().special_tokens();
  if (static_cast<std::size_t>(PySet_Size(allowed_.ptr())) < tokens.size()) return false;
  return std::ranges::all_of(tokens, [this](const SpecialToken& token) { return allows(token.name); });
}

std::optional<NameSearch::Found> SpecialArguments::find_disallowed(std::string_view text) const {
  if (disallowed_ == Disallowed::names) return names_->find(text);
  const NameSearch& special = tokenizer_.special_names();
  if (special.is_surely_absent(text)) [[likely]]
    return std::nullopt;
  if (disallowed_ == Disallowed::all) return special.find(text);
  return special.find(text, 0, [this](std::string_view name) { return !allows(name); });
}

void SpecialArguments::check(nb::handle text) const {
  if (disallowed_ == Disallowed::nothing) return require_str(text);
  require_searchable(text);
  if (const auto found = find_disallowed(Text(text).unrepaired())) raise_disallowed(found->name);
}

const SpecialPolicy* SpecialArguments::policy() {
  if (allows_nothing_) [[likely]]
    return nullptr;
  if (!has_policy_) set_policy();
  return policy_ ? &*policy_ : nullptr;
}

void SpecialArguments::set_policy() {
  has_policy_ = true;
  if (allows_all_) {
    policy_ = SpecialPolicy::allow_all();
    return;
  }
  if (!is_set(allowed_)) raise_not_instance(allowed_, "set");
  std::vector<std::string> names;
  const nb::object allowed = checked(PySet_New(allowed_.ptr()));  // a copy, which no other thread changes
  for (const nb::handle name : allowed) {
    if (!PyUnicode_Check(name.ptr())) raise_not_instance(name, "str");
    const std::string_view bytes = strict_utf8(name);
    if (tokenizer_.special_names().contains(bytes)) names.emplace_back(bytes);
  }
  if (!names.empty()) policy_ = SpecialPolicy::of(std::move(names), {});
}

}  // namespace tokmill::python
