// The base class of tokmill.tiktoken.Encoding: what tiktoken does natively, and its methods that are called
// most.

#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "python/native/batch.hpp"
#include "python/native/encode.hpp"
#include "python/native/errors.hpp"
#include "python/native/ids.hpp"
#include "python/native/method.hpp"
#include "python/native/module.hpp"
#include "python/native/special_arguments.hpp"
#include "python/native/text.hpp"
#include "python/native/threads_argument.hpp"
#include "python/native/tokenizer.hpp"
#include "python/native/unstable.hpp"
#include "tokmill/utf8.hpp"
#include "tokmill/vocabulary.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

struct TiktokenBase {
  SharedTokenizer tokenizer;

  [[nodiscard]] const Encoding& encoding() const noexcept { return tokenizer->encoding(); }
};

// --- Making ------------------------------------------------------------------------------------------

std::string_view bytes_argument(nb::handle bytes) {
  if (!PyBytes_Check(bytes.ptr())) raise_not_instance(bytes, "bytes");
  return view_of_bytes(bytes);
}

std::string_view key_of(nb::handle bytes) {
  if (PyUnicode_Check(bytes.ptr())) raise(PyExc_TypeError, "Can't extract `str` to `Vec`");
  return bytes_argument(bytes);
}

// The elements of any iterable. Raises TypeError if it is none.
nb::object iterated(nb::handle iterable) {
  return checked(PyObject_GetIter(iterable.ptr()));
}

// An encoding of tiktoken's arguments. Raises ValueError if the library cannot make it.
SharedTokenizer make_tokenizer(std::string name, nb::handle pattern, const nb::dict& ranks,
                               const nb::dict& special) {
  require_str(pattern);
  const nb::object copy =
      checked(PyDict_Copy(ranks.ptr()));  // keeps the bytes, and no other thread changes it
  std::vector<RankedToken> tokens;
  std::vector<TokenId> ids;
  for (const auto [bytes, rank] : nb::borrow<nb::dict>(copy)) {
    const TokenId id = id_of(rank);
    tokens.push_back({key_of(bytes), id, id});
    ids.push_back(id);
  }
  EncodingParts parts{std::move(name), value_of(PreTokenizer::of_pattern(strict_utf8(pattern)))};
  for (const auto [token, id] : special) {
    require_str(token);
    parts.added_tokens.push_back({std::string(strict_utf8(token)), id_of(id)});
  }
  const Vocabulary vocabulary =
      value_of(without_lock_if_long(long_text, [&] { return Vocabulary::from_ranks(tokens); }));
  std::ranges::sort(ids);
  return std::make_shared<const Tokenizer>(value_of(Encoding::make(vocabulary, std::move(parts))),
                                           std::move(ids));
}

// --- Encoding ----------------------------------------------------------------------------------------

nb::object encode_ordinary(const TiktokenBase& self, nb::handle text) {
  require_str(text);
  return encode_ordinary_to_list(self.encoding(), Text(text).utf8());
}

nb::object encode(const TiktokenBase& self, nb::handle text, nb::handle allowed, nb::handle disallowed) {
  SpecialArguments special(*self.tokenizer, allowed, disallowed);
  special.check(text);
  const Text utf8(text);
  const SpecialPolicy* const policy = special.policy();
  if (policy == nullptr) return encode_ordinary_to_list(self.encoding(), utf8.utf8());
  return list_of_ids(encode_to_vector(self.encoding(), utf8.utf8(), policy));
}

// The ids as bytes, for NumPy. Unlike in encode(), surrogates are an error.
nb::object encode_to_bytes(const TiktokenBase& self, nb::handle text, nb::handle allowed,
                           nb::handle disallowed) {
  SpecialArguments special(*self.tokenizer, allowed, disallowed);
  special.check(text);
  const std::string_view utf8 = strict_utf8(text);
  const std::vector<TokenId> ids = encode_to_vector(self.encoding(), utf8, special.policy());
  return make_bytes({reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof(TokenId)});
}

nb::object encode_with_unstable(const TiktokenBase& self, nb::handle text, nb::handle allowed,
                                nb::handle disallowed) {
  SpecialArguments special(*self.tokenizer, allowed, disallowed);
  special.check(text);
  const auto [stable, completions] = encode_unstable(*self.tokenizer, strict_utf8(text), special.policy());
  nb::list lists;
  for (const std::vector<TokenId>& completion : completions) lists.append(list_of_ids(completion));
  return nb::make_tuple(list_of_ids(stable), lists);
}

nb::object encode_batch(const TiktokenBase& self, nb::handle texts, nb::handle threads, nb::handle allowed,
                        nb::handle disallowed) {
  SpecialArguments special(*self.tokenizer, allowed, disallowed);
  (void)checked(PyObject_GetIter(disallowed.ptr()));  // tiktoken makes a set of it, even if it is None
  const std::size_t number_of_threads = threads_of(threads);
  const nb::object list = checked(PySequence_List(texts.ptr()));
  Texts batch;
  batch.reserve(nb::len(list));
  for (const nb::handle text : list) {
    special.check(text);
    (void)special.policy();  // raises after the first text, as in tiktoken
    batch.add(text);
  }
  return encode_all(self.encoding(), batch.views(), special.policy(), number_of_threads).lists();
}

nb::object encode_ordinary_batch(const TiktokenBase& self, nb::handle texts, nb::handle threads) {
  const std::size_t number_of_threads = threads_of(threads);
  const nb::object list = checked(PySequence_List(texts.ptr()));
  Texts batch;
  batch.reserve(nb::len(list));
  for (const nb::handle text : list) {
    require_str(text);
    batch.add(text);
  }
  return encode_all(self.encoding(), batch.views(), nullptr, number_of_threads).lists();
}

nb::object encode_single_token(const TiktokenBase& self, nb::handle text_or_bytes) {
  const std::string_view bytes =
      PyUnicode_Check(text_or_bytes.ptr()) ? strict_utf8(text_or_bytes) : bytes_argument(text_or_bytes);
  if (const auto id = self.encoding().token_id(bytes)) return nb::int_(*id);
  PyErr_SetObject(PyExc_KeyError, make_bytes(bytes).ptr());
  throw nb::python_error();
}

nb::object encode_single_piece(const TiktokenBase& self, nb::handle text_or_bytes) {
  const std::string_view bytes =
      PyUnicode_Check(text_or_bytes.ptr()) ? strict_utf8(text_or_bytes) : bytes_argument(text_or_bytes);
  std::vector<TokenId> ids;
  without_lock_if_long(bytes.size(), [&] { self.encoding().encode_piece(bytes, ids); });
  return list_of_ids(ids);
}

nb::object encode_bytes_argument(const TiktokenBase& self, nb::handle bytes) {
  return list_of_ids(encode_bytes(*self.tokenizer, bytes_argument(bytes)));
}

nb::object encode_only_native_bpe(const TiktokenBase& self, nb::handle text) {
  require_searchable(text);
  return encode_ordinary_to_list(self.encoding(), strict_utf8(text));
}

// --- Decoding ----------------------------------------------------------------------------------------

// The bytes of ids. Raises KeyError for the first id without a token.
std::string decoded(const TiktokenBase& self, nb::handle tokens) {
  const std::vector<TokenId> ids = ids_of(tokens);
  Result<std::string> bytes = without_lock_if_long(ids.size(), [&] { return self.encoding().decode(ids); });
  if (bytes) return *std::move(bytes);
  raise(PyExc_KeyError, "Invalid token for decoding: " + std::to_string(ids[bytes.error().position]));
}

nb::object decode_bytes(const TiktokenBase& self, nb::handle tokens) {
  return make_bytes(decoded(self, tokens));
}

// The `errors` of bytes.decode().
std::string errors_argument(nb::handle errors) {
  if (PyUnicode_Check(errors.ptr())) return std::string(strict_utf8(errors));
  raise(PyExc_TypeError,
        "decode() argument 'errors' must be str, not " + (errors.is_none() ? "None" : name_of_type(errors)));
}

nb::object decode(const TiktokenBase& self, nb::handle tokens, nb::handle errors) {
  const std::string bytes = decoded(self, tokens);
  return make_str(bytes, errors_argument(errors).c_str());
}

std::string_view token_bytes(const TiktokenBase& self, TokenId id) {
  if (const auto bytes = self.encoding().token_bytes(id)) return *bytes;
  raise(PyExc_KeyError, std::to_string(id));
}

nb::object decode_single_token_bytes(const TiktokenBase& self, nb::handle token) {
  return make_bytes(token_bytes(self, id_of(token)));
}

nb::object decode_tokens_bytes(const TiktokenBase& self, nb::handle tokens) {
  nb::list list;
  for (const nb::handle token : iterated(tokens)) list.append(decode_single_token_bytes(self, token));
  return list;
}

nb::object decode_with_offsets(const TiktokenBase& self, nb::handle tokens) {
  std::string text;
  nb::list offsets;
  std::size_t characters = 0;  // that have started
  for (const nb::handle token : iterated(tokens)) {
    const std::string_view bytes = token_bytes(self, id_of(token));
    const bool continues = !bytes.empty() && !starts_character(bytes.front());
    offsets.append(nb::int_(continues && characters > 0 ? characters - 1 : characters));
    characters += static_cast<std::size_t>(std::ranges::count_if(bytes, starts_character));
    text += bytes;
  }
  return nb::make_tuple(make_str(text), offsets);
}

// --- Data --------------------------------------------------------------------------------------------

nb::object mergeable_ranks(const TiktokenBase& self) {
  nb::dict ranks;
  for (const auto& token : self.tokenizer->ordinary_tokens())
    ranks[make_bytes(token.bytes)] = nb::int_(token.id);
  return ranks;
}

nb::object token_byte_values(const TiktokenBase& self) {
  nb::list values;
  for (const auto& token : self.tokenizer->sorted_tokens()) values.append(make_bytes(token.bytes));
  return values;
}

// --- Methods -----------------------------------------------------------------------------------------

nb::handle default_threads_argument() {
  static PyObject* const eight = PyLong_FromLong(8);
  return eight;
}

nb::handle default_errors() {
  static PyObject* const replace = PyUnicode_InternFromString("replace");
  return replace;
}

constexpr Parameter text{"text"};
constexpr Parameter text_or_bytes{"text_or_bytes"};
constexpr Parameter tokens{"tokens"};
constexpr Parameter allowed{"allowed_special", &default_allowed, true};
constexpr Parameter disallowed{"disallowed_special", &default_disallowed, true};
constexpr Parameter num_threads{"num_threads", &default_threads_argument, true};

constexpr Signature<3> encode_signature{"Encoding.encode", {text, allowed, disallowed}};
constexpr Signature<1> encode_ordinary_signature{"Encoding.encode_ordinary", {text}};
constexpr Signature<3> encode_with_unstable_signature{"Encoding.encode_with_unstable",
                                                      {text, allowed, disallowed}};
constexpr Signature<4> encode_batch_signature{"Encoding.encode_batch",
                                              {text, num_threads, allowed, disallowed}};
constexpr Signature<2> encode_ordinary_batch_signature{"Encoding.encode_ordinary_batch", {text, num_threads}};
constexpr Signature<1> encode_single_token_signature{"Encoding.encode_single_token", {text_or_bytes}};
constexpr Signature<2> decode_signature{"Encoding.decode", {tokens, Parameter{"errors", &default_errors}}};
constexpr Signature<1> decode_bytes_signature{"Encoding.decode_bytes", {tokens}};
constexpr Signature<1> decode_single_token_bytes_signature{"Encoding.decode_single_token_bytes",
                                                           {Parameter{"token"}}};
constexpr Signature<1> decode_tokens_bytes_signature{"Encoding.decode_tokens_bytes", {tokens}};
constexpr Signature<1> decode_with_offsets_signature{"Encoding.decode_with_offsets", {tokens}};
constexpr Signature<0> token_byte_values_signature{"Encoding.token_byte_values", {}};
constexpr Signature<1> encode_single_piece_signature{"Encoding._encode_single_piece", {text_or_bytes}};
constexpr Signature<1> encode_only_native_bpe_signature{"Encoding._encode_only_native_bpe", {text}};
constexpr Signature<1> encode_bytes_signature{"Encoding._encode_bytes", {text}};

template <auto function, const auto& signature>
PyMethodDef entry(const char* name, const char* documentation) {
  return method<TiktokenBase, function, signature>(name, documentation);
}

PyMethodDef methods[] = {
    entry<&encode, encode_signature>(
        "encode",
        "encode($self, text, *, allowed_special=(), disallowed_special='all')\n--\n\n"
        "Return the tokens of a text.\n\n"
        "allowed_special: The special tokens that the text may contain: a set of names, or 'all'. They "
        "become "
        "one token each.\n"
        "disallowed_special: What the text must not contain: names of special tokens or any other texts, or "
        "'all', the special tokens that are not allowed.\n\n"
        "A special token that is neither is ordinary text. Raises ValueError if the text contains what it "
        "must "
        "not contain, and TypeError if it is no str. Pairs of surrogates are joined, other surrogates are "
        "replaced by U+FFFD."),
    entry<&encode_ordinary, encode_ordinary_signature>(
        "encode_ordinary",
        "encode_ordinary($self, text)\n--\n\n"
        "Return the tokens of a text in which special tokens are ordinary text."),
    entry<&encode_with_unstable, encode_with_unstable_signature>(
        "encode_with_unstable",
        "encode_with_unstable($self, text, *, allowed_special=(), disallowed_special='all')\n--\n\n"
        "Return the tokens that no continuation of the text changes, and the sequences of tokens that may "
        "follow them and "
        "start with the rest of the text. The arguments are those of encode(), but surrogates are an error."),
    entry<&encode_batch, encode_batch_signature>(
        "encode_batch",
        "encode_batch($self, text, *, num_threads=8, allowed_special=(), disallowed_special='all')\n--\n\n"
        "Return the tokens of each text of an iterable, as encode() does."),
    entry<&encode_ordinary_batch, encode_ordinary_batch_signature>(
        "encode_ordinary_batch",
        "encode_ordinary_batch($self, text, *, num_threads=8)\n--\n\n"
        "Return the tokens of each text of an iterable, as encode_ordinary() does."),
    entry<&encode_single_token, encode_single_token_signature>(
        "encode_single_token",
        "encode_single_token($self, text_or_bytes)\n--\n\n"
        "Return the id of an ordinary or special token. Raises KeyError if there is none."),
    entry<&decode, decode_signature>(
        "decode",
        "decode($self, tokens, errors='replace')\n--\n\n"
        "Return the text of a sequence of ids. Raises KeyError for an id without a token.\n\n"
        "errors: What bytes.decode() does with bytes that are not UTF-8. A token may be a part of a "
        "character."),
    entry<&decode_bytes, decode_bytes_signature>(
        "decode_bytes",
        "decode_bytes($self, tokens)\n--\n\n"
        "Return the bytes of a sequence of ids. Raises KeyError for an id without a token."),
    entry<&decode_single_token_bytes, decode_single_token_bytes_signature>(
        "decode_single_token_bytes",
        "decode_single_token_bytes($self, token)\n--\n\n"
        "Return the bytes of an id. Raises KeyError if there is no token."),
    entry<&decode_tokens_bytes, decode_tokens_bytes_signature>(
        "decode_tokens_bytes",
        "decode_tokens_bytes($self, tokens)\n--\n\n"
        "Return the bytes of each id. Raises KeyError for an id without a token."),
    entry<&decode_with_offsets, decode_with_offsets_signature>(
        "decode_with_offsets",
        "decode_with_offsets($self, tokens)\n--\n\n"
        "Return the text of ids, and for each of them the index of the character in which it "
        "starts. Raises UnicodeDecodeError if the bytes of all ids are not UTF-8."),
    entry<&token_byte_values, token_byte_values_signature>(
        "token_byte_values",
        "token_byte_values($self)\n--\n\n"
        "Return the bytes of all tokens that are not special, in ascending order."),
    entry<&encode_single_piece, encode_single_piece_signature>(
        "_encode_single_piece",
        "_encode_single_piece($self, text_or_bytes)\n--\n\n"
        "Return the tokens of a text that is not split."),
    entry<&encode_only_native_bpe, encode_only_native_bpe_signature>(
        "_encode_only_native_bpe",
        "_encode_only_native_bpe($self, text)\n--\n\n"
        "Return the tokens of a text, as encode_ordinary() does."),
    entry<&encode_bytes_argument, encode_bytes_signature>(
        "_encode_bytes",
        "_encode_bytes($self, text)\n--\n\n"
        "Return the tokens of bytes. From the last piece before the first byte that is not UTF-8, they "
        "are not split."),
    {nullptr, nullptr, 0, nullptr},
};

PyType_Slot slots[] = {{Py_tp_methods, methods}, {0, nullptr}};

}  // namespace

void bind_tiktoken(nb::module_& module) {
  nb::class_<TiktokenBase>(module, "TiktokenBase", nb::is_weak_referenceable(), nb::type_slots(slots))
      .def("__init__", [](TiktokenBase* self,
                          std::string_view name) { new (self) TiktokenBase{built_in_tokenizer(name)}; })
      .def("__init__", [](TiktokenBase* self, const TiktokenBase& other) { new (self) TiktokenBase(other); })
      .def("__init__",
           [](TiktokenBase* self, std::string name, nb::handle pattern, const nb::dict& ranks,
              const nb::dict& special) {
             new (self) TiktokenBase{make_tokenizer(std::move(name), pattern, ranks, special)};
           })
      .def("_encode_to_bytes", &encode_to_bytes, nb::arg().none(), nb::arg().none(), nb::arg().none())
      .def("_pattern", [](const TiktokenBase& self) { return make_str(self.encoding().pattern()); })
      .def("_make_mergeable_ranks", &mergeable_ranks)
      .def("_make_special_tokens",
           [](const TiktokenBase& self) { return special_tokens_of(self.encoding()); })
      .def("_vocabulary_size", [](const TiktokenBase& self) { return self.encoding().vocabulary_size(); });
}

}  // namespace tokmill::python
