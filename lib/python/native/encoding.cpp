// The class tokmill.Encoding.

#include <nanobind/ndarray.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "python/native/arrow_column.hpp"
#include "python/native/batch.hpp"
#include "python/native/boundary_finder_capsule.hpp"
#include "python/native/encode.hpp"
#include "python/native/encoding_object.hpp"
#include "python/native/errors.hpp"
#include "python/native/ids.hpp"
#include "python/native/method.hpp"
#include "python/native/module.hpp"
#include "python/native/text.hpp"
#include "python/native/text_argument.hpp"
#include "python/native/threads_argument.hpp"
#include "tokmill/registry.hpp"
#include "tokmill/truncate.hpp"
#include "tokmill/utf8.hpp"
#include "tokmill/vocabularies/read.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

// --- One text ----------------------------------------------------------------------------------------

nb::object count(const EncodingObject& self, nb::handle text, nb::handle special) {
  const SpecialPolicy* const policy = special_of(special);
  const TextArgument argument(text);
  const std::string_view utf8 = argument.utf8();
  return nb::int_(value_of(without_lock_if_long(utf8.size(), [&]() -> Result<std::size_t> {
    return policy == nullptr ? self.encoding().count(utf8) : self.encoding().count(utf8, *policy);
  })));
}

nb::object encode(const EncodingObject& self, nb::handle text, nb::handle special) {
  const SpecialPolicy* const policy = special_of(special);
  const TextArgument argument(text);
  if (policy == nullptr) return encode_ordinary_to_list(self.encoding(), argument.utf8());
  return list_of_ids(encode_to_vector(self.encoding(), argument.utf8(), policy));
}

// For each token, the characters of the text of which it has bytes.
nb::object character_spans(std::string_view text, std::span<const std::uint64_t> ends) {
  nb::list spans;
  std::size_t at = 0;
  std::size_t started = 0;  // characters before `at`
  for (const std::uint64_t end : ends) {
    const bool continues = at < text.size() && !starts_character(text[at]);
    const std::size_t first = continues ? started - 1 : started;
    for (; at < end; ++at) started += starts_character(text[at]) ? 1 : 0;
    spans.append(nb::make_tuple(first, started));
  }
  return spans;
}

nb::object encode_with_offsets(const EncodingObject& self, nb::handle text, nb::handle special) {
  const SpecialPolicy& policy = policy_or_ordinary(special_of(special));
  const TextArgument argument(text);
  std::vector<std::uint64_t> ends;
  std::string tokenized;
  const std::vector<TokenId> ids = value_of(without_lock_if_long(argument.utf8().size(), [&] {
    tokenized = self.encoding().tokenized_text(argument.utf8(), policy);
    return self.encoding().encode(argument.utf8(), policy, IllFormed::replacement, &ends);
  }));
  return nb::make_tuple(list_of_ids(ids), character_spans(tokenized, ends));
}

std::string decoded(const EncodingObject& self, nb::handle tokens) {
  const std::vector<TokenId> ids = ids_of(tokens);
  return value_of(without_lock_if_long(ids.size(), [&] { return self.encoding().decode(ids); }));
}

nb::object decode(const EncodingObject& self, nb::handle tokens, nb::handle errors) {
  if (!PyUnicode_Check(errors.ptr())) raise_not_instance(errors, "str");
  return make_str(decoded(self, tokens), std::string(strict_utf8(errors)).c_str());
}

nb::object decode_bytes(const EncodingObject& self, nb::handle tokens) {
  return make_bytes(decoded(self, tokens));
}

nb::object token_bytes(const EncodingObject& self, nb::handle id) {
  const TokenId token = id_of(id);
  if (const auto bytes = self.encoding().token_bytes(token)) return make_bytes(*bytes);
  raise(PyExc_KeyError, "there is no token " + std::to_string(token));
}

nb::object token_id(const EncodingObject& self, nb::handle token) {
  const TextArgument argument(token);
  if (const auto id = self.encoding().token_id(argument.utf8())) return nb::int_(*id);
  PyErr_SetObject(PyExc_KeyError, token.ptr());
  throw nb::python_error();
}

// --- Batches -----------------------------------------------------------------------------------------

// A NumPy array that owns its elements.
template <class Element>
nb::object array_of(std::vector<Element> elements) {
  auto* const owned = new std::vector<Element>(std::move(elements));
  const nb::capsule owner(owned,
                          [](void* pointer) noexcept { delete static_cast<std::vector<Element>*>(pointer); });
  return nb::cast(nb::ndarray<nb::numpy, Element, nb::ndim<1>>(owned->data(), {owned->size()}, owner));
}

// The form of the results of a batch.
enum class Form { list, numpy, arrow };

Form form_of(nb::handle name) {
  if (PyUnicode_Check(name.ptr())) {
    if (PyUnicode_CompareWithASCIIString(name.ptr(), "list") == 0) return Form::list;
    if (PyUnicode_CompareWithASCIIString(name.ptr(), "numpy") == 0) return Form::numpy;
    if (PyUnicode_CompareWithASCIIString(name.ptr(), "arrow") == 0) return Form::arrow;
  }
  raise(PyExc_ValueError,
        "expected 'list', 'numpy' or 'arrow' for result, got " + utf8_with_surrogates(nb::repr(name)));
}

// The arguments of the functions for batches, and what they say.
struct Batch {
  Batch(nb::handle from, nb::handle special, nb::handle number_of_threads, nb::handle result)
      : policy(special_of(special)), threads(threads_of(number_of_threads)), form(form_of(result)) {
    add_texts(from, texts);
  }

  const SpecialPolicy* policy;
  std::size_t threads;
  Form form;
  Texts texts;
};

nb::object count_batch(const EncodingObject& self, nb::handle texts, nb::handle special, nb::handle threads,
                       nb::handle result) {
  const Batch batch(texts, special, threads, result);
  std::vector<std::int64_t> counts =
      count_all(self.encoding(), batch.texts.views(), batch.policy, batch.threads);
  if (batch.form == Form::numpy) return array_of(std::move(counts));
  if (batch.form == Form::arrow) return nb::cast(ArrowColumn(std::move(counts), batch.texts.nulls()));
  const nb::object list = checked(PyList_New(static_cast<Py_ssize_t>(counts.size())));
  for (std::size_t i = 0; i < counts.size(); ++i) {
    PyObject* const count = checked(PyLong_FromLongLong(counts[i])).release().ptr();
    PyList_SetItem(list.ptr(), static_cast<Py_ssize_t>(i), count);
  }
  for (const std::size_t i : batch.texts.nulls()) list[i] = nb::none();
  return list;
}

nb::object encode_batch(const EncodingObject& self, nb::handle texts, nb::handle special, nb::handle threads,
                        nb::handle result) {
  const Batch batch(texts, special, threads, result);
  EncodedTexts encoded = encode_all(self.encoding(), batch.texts.views(), batch.policy, batch.threads);
  if (batch.form == Form::numpy) {
    return nb::make_tuple(array_of(std::move(encoded.ids)), array_of(std::move(encoded.offsets)));
  }
  if (batch.form == Form::arrow) return nb::cast(ArrowColumn(std::move(encoded), batch.texts.nulls()));
  nb::object lists = encoded.lists();
  for (const std::size_t i : batch.texts.nulls()) lists[i] = nb::none();
  return lists;
}

// --- Parts of a text ---------------------------------------------------------------------------------

nb::object truncate(const EncodingObject& self, nb::handle text, nb::handle max_tokens, nb::handle keep) {
  const TextArgument argument(text);
  const std::string_view utf8 = argument.utf8();
  const std::size_t limit = size_of(max_tokens, "max_tokens");
  const std::string_view kept = PyUnicode_Check(keep.ptr()) ? strict_utf8(keep) : std::string_view();
  if (kept != "start" && kept != "end") {
    raise(PyExc_ValueError,
          "expected 'start' or 'end' for keep, got " + utf8_with_surrogates(nb::repr(keep)));
  }
  const std::size_t cut = value_of(without_lock_if_long(utf8.size(), [&] {
    return kept == "start" ? longest_prefix(self.encoding(), utf8, limit)
                           : longest_suffix(self.encoding(), utf8, limit);
  }));
  return argument.part(kept == "start" ? utf8.substr(0, cut) : utf8.substr(cut));
}

BoundaryFinder finder_of(nb::handle name) {
  const std::string_view kind = PyUnicode_Check(name.ptr()) ? strict_utf8(name) : std::string_view();
  if (kind == "paragraph") return find_paragraphs;
  if (kind != "sentence" && kind != "word" && kind != "grapheme") {
    raise(PyExc_ValueError, "expected 'paragraph', 'sentence', 'word' or 'grapheme' as a boundary, got " +
                                utf8_with_surrogates(nb::repr(name)));
  }
  const nb::object finder = nb::module_::import_("tokmill._analysis").attr("boundary_finder")(name);
  return *static_cast<const BoundaryFinder*>(nb::cast<nb::capsule>(finder).data(boundary_finder_capsule));
}

// A chunk of a text, with the offsets in characters.
struct ChunkObject {
  nb::object text;
  std::size_t start;
  std::size_t end;
  std::size_t tokens;
};

nb::object chunk(const EncodingObject& self, nb::handle text, nb::handle max_tokens, nb::handle overlap,
                 nb::handle boundaries) {
  const TextArgument argument(text);
  const std::string_view utf8 = argument.utf8();
  ChunkOptions options{.max_tokens = size_of(max_tokens, "max_tokens"),
                       .overlap = size_of(overlap, "overlap")};
  for (const nb::handle boundary : checked(PySequence_List(boundaries.ptr()))) {
    options.boundaries.push_back(finder_of(boundary));
  }
  const std::vector<Chunk> chunks = value_of(
      without_lock_if_long(utf8.size(), [&] { return tokmill::chunk(self.encoding(), utf8, options); }));
  nb::list list;
  std::size_t at = 0;
  std::size_t characters = 0;  // before `at`
  for (const Chunk& part : chunks) {
    // Chunks start in ascending order.
    characters += count_characters(utf8.substr(at, part.start - at));
    at = part.start;
    const std::string_view content = utf8.substr(part.start, part.end - part.start);
    list.append(ChunkObject{argument.part(content), argument.is_str() ? characters : part.start,
                            argument.is_str() ? characters + count_characters(content) : part.end,
                            part.tokens});
  }
  return list;
}

// --- Methods -----------------------------------------------------------------------------------------

template <const char* const& name>
nb::handle interned() {
  static PyObject* const object = PyUnicode_InternFromString(name);
  return object;
}

constexpr const char* replace_name = "replace";
constexpr const char* start_name = "start";
constexpr const char* list_name = "list";

nb::handle none() {
  return Py_None;
}
nb::handle zero() {
  static PyObject* const object = PyLong_FromLong(0);
  return object;
}
nb::handle no_names() {
  static PyObject* const object = PyTuple_New(0);
  return object;
}

constexpr Parameter text{"text"};
constexpr Parameter texts{"texts"};
constexpr Parameter ids{"ids"};
constexpr Parameter max_tokens{"max_tokens"};
constexpr Parameter special{"special", &default_special, true};
constexpr Parameter threads{"threads", &none, true};
constexpr Parameter result{"result", &interned<list_name>, true};

constexpr Signature<2> count_signature{"Encoding.count", {text, special}};
constexpr Signature<2> encode_signature{"Encoding.encode", {text, special}};
constexpr Signature<2> encode_with_offsets_signature{"Encoding.encode_with_offsets", {text, special}};
constexpr Signature<4> count_batch_signature{"Encoding.count_batch", {texts, special, threads, result}};
constexpr Signature<4> encode_batch_signature{"Encoding.encode_batch", {texts, special, threads, result}};
constexpr Signature<2> decode_signature{"Encoding.decode",
                                        {ids, Parameter{"errors", &interned<replace_name>}}};
constexpr Signature<1> decode_bytes_signature{"Encoding.decode_bytes", {ids}};
constexpr Signature<1> token_bytes_signature{"Encoding.token_bytes", {Parameter{"id"}}};
constexpr Signature<1> token_id_signature{"Encoding.token_id", {Parameter{"token"}}};
constexpr Signature<3> truncate_signature{"Encoding.truncate",
                                          {text, max_tokens, Parameter{"keep", &interned<start_name>, true}}};
constexpr Signature<4> chunk_signature{
    "Encoding.chunk",
    {text, max_tokens, Parameter{"overlap", &zero, true}, Parameter{"boundaries", &no_names, true}}};

template <auto function, const auto& signature>
PyMethodDef entry(const char* name, const char* documentation) {
  return method<EncodingObject, function, signature>(name, documentation);
}

PyMethodDef methods[] = {
    entry<&count, count_signature>(
        "count",
        "count($self, text, *, special='text')\n--\n\n"
        "Return the number of tokens of a text.\n\n"
        "text: A str, or bytes that should be UTF-8; ill-formed parts count as U+FFFD.\n"
        "special: What special tokens in the text are: ordinary text ('text'), one token each ('allow'), or "
        "a "
        "ValueError ('error')."),
    entry<&encode, encode_signature>(
        "encode",
        "encode($self, text, *, special='text')\n--\n\n"
        "Return the ids of the tokens of a text. The arguments are those of count()."),
    entry<&encode_with_offsets, encode_with_offsets_signature>(
        "encode_with_offsets",
        "encode_with_offsets($self, text, *, special='text')\n--\n\n"
        "Return the ids, and for each the characters of which it has bytes: the index of the first, and one "
        "more than that "
        "of the last. A character of several tokens is in all of them. Indexes are those of the normalized "
        "text if the "
        "encoding has normalizers."),
    entry<&count_batch, count_batch_signature>(
        "count_batch",
        "count_batch($self, texts, *, special='text', threads=None, result='list')\n--\n\n"
        "Return the number of tokens of each text.\n\n"
        "texts: An iterable of str, bytes and None, or an Arrow column of strings (anything with "
        "__arrow_c_stream__ or "
        "__arrow_c_array__).\n"
        "threads: At most this many; by default as many as the machine runs at the same time. The result does "
        "not depend on "
        "it.\n"
        "result: A 'list', a 'numpy' array of int64, or an 'arrow' column of int64 (an ArrowColumn).\n\n"
        "A missing text is None in a list, null in a column and 0 in an array."),
    entry<&encode_batch, encode_batch_signature>(
        "encode_batch",
        "encode_batch($self, texts, *, special='text', threads=None, result='list')\n--\n\n"
        "Return the ids of each text as a list of lists.\n\n"
        "result: With 'numpy', a tuple of two arrays: the ids of all texts (uint32), and offsets (int64), one "
        "more than there are texts. The ids of text i are ids[offsets[i]:offsets[i + 1]]. With 'arrow', a "
        "column of large_list<uint32> (an ArrowColumn).\n\n"
        "The other arguments are those of count_batch(). A missing text is None in a list, null in a column, and "
        "has no ids in an array."),
    entry<&decode, decode_signature>("decode",
                                     "decode($self, ids, errors='replace')\n--\n\n"
                                     "Return the text of ids. `errors` is that of bytes.decode(). Raises "
                                     "KeyError for an id without a token."),
    entry<&decode_bytes, decode_bytes_signature>(
        "decode_bytes",
        "decode_bytes($self, ids)\n--\n\n"
        "Return the bytes of ids. Raises KeyError for an id without a token."),
    entry<&token_bytes, token_bytes_signature>(
        "token_bytes",
        "token_bytes($self, id)\n--\n\nReturn the bytes of a token. Raises KeyError if there is none."),
    entry<&token_id, token_id_signature>(
        "token_id",
        "token_id($self, token)\n--\n\n"
        "Return the id of an ordinary or special token, which is a str or bytes. Raises KeyError if there is "
        "none."),
    entry<&truncate, truncate_signature>("truncate",
                                         "truncate($self, text, max_tokens, *, keep='start')\n--\n\n"
                                         "Return the longest start or end of a text with at most this many "
                                         "tokens, counted alone. keep: 'start' "
                                         "or 'end'. Raises ValueError if bytes are not UTF-8."),
    entry<&chunk, chunk_signature>(
        "chunk",
        "chunk($self, text, max_tokens, *, overlap=0, boundaries=())\n--\n\n"
        "Split a text into chunks of at most this many tokens each, and return them as a list of Chunk.\n\n"
        "overlap: The most tokens of a chunk that are repeated in the next one.\n"
        "boundaries: Where to cut, the preferred kind first: 'paragraph', 'sentence', 'word', 'grapheme'. By "
        "default "
        "between any two characters.\n\n"
        "Raises ValueError if bytes are not UTF-8 or a character has more tokens."),
    {nullptr, nullptr, 0, nullptr},
};

PyType_Slot slots[] = {{Py_tp_methods, methods}, {0, nullptr}};

// Only the built-in encodings can be found again, by their names.
nb::object reduce(nb::handle self) {
  const auto& object = nb::cast<const EncodingObject&>(self);
  const Result<const Encoding*> built_in = find_encoding(object.encoding().name());
  if (!built_in || built_in_tokenizer((*built_in)->name()) != object.tokenizer) {
    raise(PyExc_TypeError, "cannot pickle an encoding that was read from a file");
  }
  return nb::make_tuple(nb::module_::import_("tokmill").attr("encoding"), nb::make_tuple(self.attr("name")));
}

nb::object open_encoding(nb::handle path, std::string name, std::string pattern, const nb::dict& special) {
  vocabularies::FileParts parts{std::move(name), std::move(pattern)};
  for (const auto [token, id] : special)
    parts.special_tokens.emplace_back(nb::cast<std::string>(token), id_of(id));
  const std::string file(view_of_bytes(path));
  Encoding encoding = value_of([&] {
    const nb::gil_scoped_release unlocked;
    return vocabularies::open_encoding(file, std::move(parts));
  }());
  return nb::cast(EncodingObject{std::make_shared<const Tokenizer>(std::move(encoding))});
}

nb::object read_vocabulary_and_merges(nb::handle vocabulary, nb::handle merges, std::string name) {
  Encoding encoding = value_of(
      vocabularies::read_encoding(view_of_bytes(vocabulary), view_of_bytes(merges), std::move(name)));
  return nb::cast(EncodingObject{std::make_shared<const Tokenizer>(std::move(encoding))});
}

}  // namespace

void bind_encoding(nb::module_& module) {
  nb::class_<ArrowColumn>(module, "ArrowColumn",
                          "A column of results. Other libraries take it without copying: pyarrow.array(column), "
                          "polars.Series(column).")
      .def("__len__", &ArrowColumn::size)
      .def(
          "__arrow_c_array__", [](const ArrowColumn& self, nb::handle) { return self.capsules(); },
          nb::arg("requested_schema").none() = nb::none(),
          "Return the capsules of a schema and an array. The requested schema is ignored.");

  nb::class_<ChunkObject>(module, "Chunk")
      .def_ro("text", &ChunkObject::text)
      .def_ro("start", &ChunkObject::start)
      .def_ro("end", &ChunkObject::end)
      .def_ro("tokens", &ChunkObject::tokens)
      .def("__repr__", [](const ChunkObject& self) {
        return "<Chunk " + std::to_string(self.start) + ":" + std::to_string(self.end) + ", " +
               std::to_string(self.tokens) + " tokens>";
      });

  nb::class_<EncodingObject>(module, "Encoding", nb::is_weak_referenceable(), nb::type_slots(slots))
      .def_prop_ro("name",
                   [](const EncodingObject& self) { return make_str(self.encoding().name(), "replace"); })
      .def_prop_ro("vocabulary_size",
                   [](const EncodingObject& self) { return self.encoding().vocabulary_size(); })
      .def_prop_ro("special_tokens",
                   [](const EncodingObject& self) { return special_tokens_of(self.encoding()); })
      .def_prop_ro("prefix_tokens",
                   [](const EncodingObject& self) { return list_of_ids(self.encoding().prefix_tokens()); })
      .def_prop_ro("suffix_tokens",
                   [](const EncodingObject& self) { return list_of_ids(self.encoding().suffix_tokens()); })
      .def("__reduce__", &reduce)
      .def("__repr__", [](const EncodingObject& self) {
        return "<Encoding '" + std::string(self.encoding().name()) + "'>";
      });

  module.def("built_in_encoding",
             [](std::string_view name) { return EncodingObject{built_in_tokenizer(name)}; });
  module.def("open_encoding", &open_encoding);
  module.def("read_vocabulary_and_merges", &read_vocabulary_and_merges);
}

}  // namespace tokmill::python
