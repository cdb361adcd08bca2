#include "chat/parts.hpp"

#include <cstdint>
#include <limits>
#include <optional>

#include "chat/compact_json.hpp"
#include "chat/image_header.hpp"
#include "chat/values.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

using formats::JsonPointer;
using formats::JsonValue;

constexpr std::size_t longest_type = 40;  // in messages, in bytes

constexpr std::string_view size_hint = R"(add "width" and "height" in pixels beside its "url")";

Result<std::uint32_t> read_pixels(const JsonValue& image, std::string_view name, const JsonPointer& at) {
  const std::optional<JsonValue> value = image.find(name);
  if (!value) return 0U;
  const std::optional<std::uint64_t> pixels = whole_number(*value);
  if (!pixels || *pixels == 0 || *pixels > std::numeric_limits<std::uint32_t>::max()) {
    return request_error(at.member(name), "expected a positive integer");
  }
  return static_cast<std::uint32_t>(*pixels);
}

// The size in the header of the image that the address holds.
std::optional<ImageSize> size_in_url(std::string_view url) {
  if (!url.starts_with("data:")) return std::nullopt;
  constexpr std::string_view marker = ";base64,";
  const std::size_t comma = url.find(',');
  if (comma == std::string_view::npos || !url.substr(0, comma + 1).ends_with(marker)) return std::nullopt;
  return image_size_of_base64(url.substr(comma + 1));
}

// The size in the header of an image that is part of the request: as an address in `url` or `image_url`, or as base64
// in `data`.
std::optional<ImageSize> size_in_header(const JsonValue& image) {
  std::string buffer;
  if (image.is_string()) return size_in_url(image.text(buffer));
  for (const std::string_view name : {"url", "image_url"}) {
    const std::optional<JsonValue> url = image.find(name);
    if (url && url->is_string()) return size_in_url(url->text(buffer));
  }
  const std::optional<JsonValue> data = image.find("data");
  return data && data->is_string() ? image_size_of_base64(data->text(buffer)) : std::nullopt;
}

Result<void> add_image(Tally& tally, const JsonValue& image, const JsonPointer& at, const Label& label) {
  if (!image.is_string() && !image.is_object()) return request_error(at, "expected a string or an object");
  Image read;
  if (const std::optional<JsonValue> detail = image.find("detail"); detail) {
    if (!detail->is_text("low") && !detail->is_text("high") && !detail->is_text("auto")) {
      return add_unknown_part(tally, image, "image with detail '" + detail->text().substr(0, longest_type) + "'", at,
                              [&label] { return label() + ": image"; });
    }
    read.detail = detail->is_text("low") ? ImageDetail::low : ImageDetail::high;
  }
  const Result<std::uint32_t> width = read_pixels(image, "width", at);
  if (!width) return width.error();
  const Result<std::uint32_t> height = read_pixels(image, "height", at);
  if (!height) return height.error();
  if (*width > 0 && *height > 0) {
    read.width = *width;
    read.height = *height;
  } else if (const std::optional<ImageSize> size = size_in_header(image)) {
    read.width = size->width;
    read.height = size->height;
  }
  const bool has_size = read.width > 0;
  const Item item = count_image(read, tally.model());
  const auto name = [&label, &item] { return label() + ": " + item.what; };
  if (item.unknown) {
    const bool needs_size = tally.rules().image != ImageMethod::unknown;
    return add_unknown_part(tally, image, needs_size ? "image without a size" : "image", at, name,
                            needs_size ? size_hint : tokens_hint);
  }
  tally.mark_as_other(item.tokens, item.most.value_or(item.tokens));
  if (!item.most) {
    tally.add(item.tokens, item.exact, name);
    return {};
  }
  tally.add_range(item.tokens, *item.most, name);
  if (has_size) {
    tally.omit(Omission::Kind::range, "image with low detail");
  } else {
    tally.omit(Omission::Kind::range, "image without a size", size_hint);
  }
  return {};
}

// A document of Anthropic's API: text, content parts, or a file.
Result<void> add_document(Tally& tally, const JsonValue& part, const JsonValue& source, const JsonPointer& at,
                          const Label& label) {
  const std::optional<JsonValue> type = source.find("type");
  const Label name = [&label] { return label() + ": document"; };
  const std::optional<JsonValue> data = source.find(type && type->is_text("text") ? "data" : "content");
  if (!data || (!data->is_string() && !data->is_array())) return add_unknown_part(tally, part, "document", at, name);
  tally.omit_members(part, part_members(), {"source", "title", "context"});
  tally.omit_members(source, source_members());
  const std::size_t item = tally.add(0, false, name);
  for (const std::string_view member : {"title", "context"}) {
    const std::optional<JsonValue> text = part.find(member);
    if (text && text->is_string()) tally.grow(item, tally.tokens_of(*text), false);
  }
  return add_content(tally, *data, at.member("source"), item, name);
}

// The result of a call, or of a search: `content` is in the member `member`.
Result<void> add_call_result(Tally& tally, const JsonValue& part, std::string_view member, const JsonPointer& at,
                             std::size_t item, const Label& label) {
  tally.omit_members(part, part_members(), {member, "title", "source"});
  for (const std::string_view heading : {"title", "source"}) {
    const std::optional<JsonValue> text = part.find(heading);
    if (text && text->is_string()) tally.grow(item, tally.tokens_of(*text), false);
  }
  tally.grow(item, 0, false);
  const std::optional<JsonValue> content = part.find(member);
  return content ? add_content(tally, *content, at.member(member), item, label) : Result<void>();
}

}  // namespace

Result<void> add_unknown_part(Tally& tally, const JsonValue& part, std::string_view what, const JsonPointer& at,
                              const Label& name, std::string_view hint) {
  const Result<std::optional<std::uint64_t>> given = read_number(part, "tokens", at);
  if (!given) return given.error();
  if (*given) {
    tally.mark_as_other(**given, **given);
    tally.add(**given, false, name);
    return {};
  }
  tally.add_unknown(name);
  tally.omit(Omission::Kind::unknown, what, hint);
  return {};
}

void add_call(Tally& tally, const JsonValue& call, std::string_view input, const Label& label) {
  tally.omit_members(call, part_members(), {"name", input});
  const std::optional<JsonValue> name = call.find("name");
  const std::optional<JsonValue> arguments = call.find(input);
  std::uint64_t tokens = name && name->is_string() ? tally.tokens_of(*name) : 0;
  if (arguments) {
    tokens += arguments->is_string() ? tally.tokens_of(*arguments) : tally.tokens_of(compact_json(*arguments));
  }
  tally.add(tokens, false, [&] { return label() + ": call of " + (name ? name->text() : std::string()); });
}

Result<void> add_part(Tally& tally, const JsonValue& part, const JsonPointer& at, std::size_t item,
                      const Label& label) {
  if (part.is_string()) {
    tally.grow(item, tally.tokens_of(part));
    return {};
  }
  if (!part.is_object()) return request_error(at, "expected a string or an object");
  const std::optional<JsonValue> type = part.find("type");
  const JsonPointer at_type = at.member("type");
  if (!type || !type->is_string() || type->is_text("")) return request_error(at_type, "expected a non-empty string");
  const Part* const row = find_part(*type);
  const PartUse use = row == nullptr ? PartUse::unknown : row->use;
  const std::string_view member = row == nullptr ? std::string_view() : row->content;
  const JsonPointer at_content = at.member(member);
  const std::optional<JsonValue> content = member.empty() ? std::optional(part) : part.find(member);
  const auto labelled = [&label, &type] { return label() + ": " + type->text().substr(0, longest_type); };
  switch (use) {
    case PartUse::text:
      if (!content || !content->is_string()) return request_error(at_content, "expected a string");
      tally.omit_members(part, part_members(), {member});
      tally.grow(item, tally.tokens_of(*content));
      return {};
    case PartUse::refusal:
      if (!content || !content->is_string()) return request_error(at_content, "expected a string");
      tally.omit_members(part, part_members(), {member});
      tally.add(tally.tokens_of(*content), false, labelled);
      return {};
    case PartUse::image:
      if (!content) return request_error(at_content, "expected a string or an object");
      if (member.empty()) {
        tally.omit_members(part, part_members(), {"image_url", "url", "data"});
      } else {
        tally.omit_members(part, part_members(), {member});
        tally.omit_members(*content, source_members());
      }
      return add_image(tally, *content, member.empty() ? at : at_content, label);
    case PartUse::document:
      if (!content || !content->is_object()) return request_error(at_content, "expected an object");
      return add_document(tally, part, *content, at, label);
    case PartUse::call:
      add_call(tally, part, member, label);
      return {};
    case PartUse::call_result:
      return add_call_result(tally, part, member, at, tally.add(0, false, labelled), label);
    case PartUse::uncounted:
      tally.omit(Omission::Kind::uncounted, row->type);
      return {};
    case PartUse::message:
    case PartUse::unknown:
      break;
  }
  return add_unknown_part(tally, part, type->text().substr(0, longest_type), at, labelled);
}

Result<void> add_content(Tally& tally, const JsonValue& content, const JsonPointer& at, std::size_t item,
                         const Label& label) {
  if (content.is_string()) {
    tally.grow(item, tally.tokens_of(content));
    return {};
  }
  if (!content.is_array()) return request_error(at, "expected a string or an array of content parts");
  const Tally::Nesting nesting(tally);
  if (nesting.is_too_deep()) return request_error(at, "content parts are nested too deep");
  std::size_t i = 0;
  for (const JsonValue& part : content.elements()) {
    if (const Result<void> added = add_part(tally, part, at.element(i++), item, label); !added) return added.error();
  }
  return {};
}

}  // namespace tokmill::chat
