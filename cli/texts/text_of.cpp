#include "texts/text_of.hpp"

#include <utility>

#include "tokmill/utf8.hpp"

namespace tokmill::cli::texts {
namespace {

using input::FileKind;
using input::Origin;

// Returns whether there is a text.
bool convert(const CharsetOption& charset, std::string_view bytes, std::string& converted, Task& task) {
  Result<ConvertedText> text = charset.convert(bytes);
  if (!text) {
    task.kind = FileKind::failed;
    task.problem = text.error().message;
    return false;
  }
  // UTF-16 text has NUL bytes that conversion removes. A file that still has some is binary.
  if (task.origin == Origin::walked && has_nul(bytes) && has_nul(text->bytes)) {
    task.kind = FileKind::binary;
    return false;
  }
  converted = std::move(text->bytes);
  task.charset = std::move(text->charset);
  task.confidence = text->confidence;
  task.by_mark = text->by_mark;
  task.ill_formed = text->ill_formed;
  return true;
}

}  // namespace

std::optional<std::string_view> text_of(const TextOption& options, std::string_view bytes, std::string& converted,
                                        Task& task) {
  const bool converts = options.charset.converts(bytes);
  if (!converts) task.ill_formed = find_ill_formed(bytes);
  if (converts && !convert(options.charset, bytes, converted, task)) return std::nullopt;
  if (task.ill_formed && options.strict) {
    task.kind = FileKind::failed;
    return std::nullopt;
  }
  return converts ? std::string_view(converted) : bytes;
}

}  // namespace tokmill::cli::texts
