#include "core/tokenizer/normalize.hpp"

#include <algorithm>
#include <cstddef>
#include <variant>

#include "core/unicode/lowercase.hpp"
#include "core/unicode/normal_form.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// Each returns the normalized text: `text` itself or a view of the buffer.
struct Apply {
  std::string_view text;
  SegmentPart part;
  std::string& buffer;

  std::string_view operator()(NormalForm form) const { return unicode::normalized(form, text, buffer); }

  std::string_view operator()(const Lowercase&) const { return unicode::lowercased(text, buffer); }

  std::string_view operator()(const Replace& replace) const {
    std::size_t found = text.find(replace.pattern);
    if (found == std::string_view::npos) return text;
    buffer.clear();
    std::size_t from = 0;
    for (; found != std::string_view::npos; found = text.find(replace.pattern, from)) {
      buffer.append(text, from, found - from);
      buffer += replace.content;
      from = found + replace.pattern.size();
    }
    buffer.append(text, from);
    return buffer;
  }

  std::string_view operator()(const Prepend& prepend) const {
    if (part == SegmentPart::rest || text.empty()) return text;
    buffer = prepend.content;
    buffer += text;
    return buffer;
  }
};

// Whether a cut at `at` changes nothing for one normalizer. [before, after) are the characters beside the cut.
struct IsNormalAround {
  std::string_view text;
  std::size_t before;
  std::size_t at;
  std::size_t after;

  bool operator()(NormalForm form) const {
    const auto is_boundary = [&](std::size_t position) {
      return unicode::next_boundary(form, text.substr(position), 0) == 0;
    };
    return is_boundary(before) && is_boundary(at) && is_boundary(after) &&
           unicode::normal_prefix(form, text.substr(before, after - before)) == after - before;
  }

  bool operator()(const Lowercase&) const {
    return unicode::lowercase_prefix(text.substr(before, after - before)) == after - before;
  }

  // Neither character is part of an occurrence, even of one that an earlier normalizer makes.
  bool operator()(const Replace& replace) const {
    return replace.pattern.find(text.substr(before, at - before)) == std::string::npos &&
           replace.pattern.find(text.substr(at, after - at)) == std::string::npos;
  }

  bool operator()(const Prepend&) const { return true; }
};

}  // namespace

std::string_view normalize(std::span<const Normalizer> normalizers, std::string_view text, SegmentPart part,
                           NormalizeBuffers& buffers) {
  for (const Normalizer& normalizer : normalizers) {
    text = std::visit(Apply{text, part, buffers.first}, normalizer);
    if (text.data() == buffers.first.data()) {
      buffers.first.swap(buffers.second);
      text = buffers.second;
    }
  }
  return text;
}

bool is_normal_around(std::span<const Normalizer> normalizers, std::string_view text, std::size_t at) {
  std::size_t before = at - 1;
  while (unicode::is_continuation(text[before])) --before;
  std::size_t after = at + 1;
  while (after < text.size() && unicode::is_continuation(text[after])) ++after;
  if (after == text.size()) return false;
  return std::ranges::all_of(normalizers, [&](const Normalizer& normalizer) {
    return std::visit(IsNormalAround{text, before, at, after}, normalizer);
  });
}

}  // namespace tokmill
