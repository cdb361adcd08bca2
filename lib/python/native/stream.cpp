// Text and ids that arrive in parts.

#include "tokmill/stream.hpp"

#include <nanobind/stl/string.h>

#include <string>
#include <vector>

#include "python/native/encode.hpp"
#include "python/native/encoding_object.hpp"
#include "python/native/errors.hpp"
#include "python/native/ids.hpp"
#include "python/native/module.hpp"
#include "python/native/text.hpp"
#include "python/native/text_argument.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

struct Counter {
  StreamCounter stream;

  void append(nb::handle text) {
    const TextArgument part(text);
    if (Result<void> done = stream.append(part.utf8()); !done) raise(done.error());
  }
};

struct Encoder {
  StreamEncoder stream;

  nb::object append(nb::handle text) {
    const TextArgument part(text);
    std::vector<TokenId> ids;
    if (Result<void> done = stream.append(part.utf8(), ids); !done) raise(done.error());
    return list_of_ids(ids);
  }

  nb::object finish() {
    std::vector<TokenId> ids;
    if (Result<void> done = stream.finish(ids); !done) raise(done.error());
    return list_of_ids(ids);
  }
};

struct Decoder {
  StreamDecoder stream;

  nb::object append(nb::handle ids) {
    std::string text;
    if (Result<void> done = stream.append(ids_of(ids), text); !done) raise(done.error());
    return make_str(text);
  }

  nb::object finish() {
    std::string text;
    if (Result<void> done = stream.finish(text); !done) raise(done.error());
    return make_str(text);
  }
};

}  // namespace

void bind_stream(nb::module_& module) {
  const auto special = nb::arg("special") = "text";
  nb::class_<Counter>(module, "StreamCounter", "Counts the tokens of a text that arrives in parts.")
      .def(
          "__init__",
          [](Counter* self, const EncodingObject& encoding, nb::handle choice) {
            new (self) Counter{StreamCounter(encoding.encoding(), policy_or_ordinary(special_of(choice)))};
          },
          nb::arg("encoding"), nb::kw_only(), special)
      .def("append", &Counter::append, nb::arg("text"), nb::lock_self(),
           "Continue the text with a str, or with bytes, which may end inside a character.")
      .def(
          "finish", [](Counter& self) { return value_of(self.stream.finish()); }, nb::lock_self(),
          "End the text, and return the number of its tokens.");
  nb::class_<Encoder>(module, "StreamEncoder", "Encodes a text that arrives in parts.")
      .def(
          "__init__",
          [](Encoder* self, const EncodingObject& encoding, nb::handle choice) {
            new (self) Encoder{StreamEncoder(encoding.encoding(), policy_or_ordinary(special_of(choice)))};
          },
          nb::arg("encoding"), nb::kw_only(), special)
      .def("append", &Encoder::append, nb::arg("text"), nb::lock_self(),
           "Continue the text with a str, or with bytes, which may end inside a character. Return the ids "
           "that more text "
           "cannot change.")
      .def("finish", &Encoder::finish, nb::lock_self(), "End the text, and return the remaining ids.");
  nb::class_<Decoder>(module, "StreamDecoder", "Decodes ids that arrive in parts.")
      .def(
          "__init__",
          [](Decoder* self, const EncodingObject& encoding) {
            new (self) Decoder{StreamDecoder(encoding.encoding())};
          },
          nb::arg("encoding"))
      .def("append", &Decoder::append, nb::arg("ids"), nb::lock_self(),
           "Continue with ids, and return the characters that are complete. Raises KeyError for an id "
           "without a token.")
      .def("finish", &Decoder::finish, nb::lock_self(), "End the text, and return what is left as U+FFFD.");
}

}  // namespace tokmill::python
