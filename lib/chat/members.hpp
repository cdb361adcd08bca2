#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "tokmill/chat/request_json.hpp"
#include "tokmill/export.hpp"
#include "tokmill/formats/json.hpp"

/// What the members of requests mean for the number of input tokens and for the price. The tables in members.cpp follow
/// the order of the API references, so that they can be compared with them.
namespace tokmill::inline TOKMILL_ABI::chat {

enum class Use {
  counted,    ///< The counter reads it.
  setting,    ///< Adds no input tokens.
  uncounted,  ///< Adds tokens by a rule that is not published.
  unknown,    ///< Refers to text that is billed as input and is not in the request.
  fee,        ///< The provider charges for it besides the tokens.
};

struct Member {
  std::string_view name;
  Use use;
};

/// The members of the object that has this shape; none if it is an array or an answer.
[[nodiscard]] std::span<const Member> members_of(Shape shape) noexcept;

/// The members of a message, of OpenAI's APIs and Anthropic's.
[[nodiscard]] std::span<const Member> message_members() noexcept;

/// The members of all kinds of content parts, besides those that are counted.
[[nodiscard]] std::span<const Member> part_members() noexcept;

/// The members of the object in a content part that holds an image or a document.
[[nodiscard]] std::span<const Member> source_members() noexcept;

/// The members of the object that describes the format of the answer.
[[nodiscard]] std::span<const Member> format_members() noexcept;

/// The members of `text` of OpenAI's Responses, and of `output_config` of Anthropic's Messages.
[[nodiscard]] std::span<const Member> text_members() noexcept;
[[nodiscard]] std::span<const Member> output_config_members() noexcept;

/// The members of a function or another tool that the request defines.
[[nodiscard]] std::span<const Member> tool_members() noexcept;

/// The keywords of a JSON schema.
[[nodiscard]] std::span<const Member> schema_members() noexcept;

/// How a kind of content part, or of input item of the Responses API, is counted.
enum class PartUse {
  text,         ///< Text in the member `content`.
  refusal,      ///< As `text`, in a row of its own.
  image,        ///< An image in the member `content`, or the part itself if that is empty.
  document,     ///< A document in the member `content`: text, or a file.
  call,         ///< A call of a tool: `name` and the member `content`.
  call_result,  ///< The result of a call, in the member `content`: text, or content parts.
  message,      ///< A message.
  uncounted,    ///< As Use::uncounted.
  unknown,      ///< As Use::unknown.
};

struct Part {
  std::string_view type;
  PartUse use;
  std::string_view content;
};

/// The row of a type of content part or input item; nullptr if the type is unknown.
[[nodiscard]] const Part* find_part(const formats::JsonValue& type);

/// The fee for the calls of a tool that the provider runs, by the start of the tool's type; empty if there is none.
[[nodiscard]] std::string_view fee_of_tool(std::string_view type) noexcept;

/// The use of a member; nullopt if the table lacks it.
[[nodiscard]] std::optional<Use> use_of(std::string_view name, std::span<const Member> members) noexcept;

}  // namespace tokmill::chat
