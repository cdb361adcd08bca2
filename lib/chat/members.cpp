// As in the API references of OpenAI (Chat Completions, Responses, Embeddings, Completions, Fine-tuning) and Anthropic
// (Messages). tests/differential/sdk_members_test.py compares the tables with the types of the SDKs: openai 3.57.0 and
// anthropic 2.14.0, on 2026-11-26.

#include "chat/members.hpp"

#include <string>

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

using enum Use;

constexpr Member chat_members[] = {
    {"audio", fee},  // the form of a spoken answer
    {"frequency_penalty", setting},
    {"function_call", counted},
    {"functions", counted},
    {"logit_bias", setting},
    {"logprobs", setting},
    {"max_completion_tokens", setting},
    {"max_tokens", setting},
    {"messages", counted},
    {"metadata", setting},
    {"modalities", setting},
    {"model", setting},
    {"moderation", setting},
    {"n", setting},
    {"parallel_tool_calls", setting},
    {"prediction", uncounted},  // rejected predicted tokens are billed as output
    {"presence_penalty", setting},
    {"prompt_cache_key", setting},
    {"prompt_cache_options", setting},
    {"prompt_cache_retention", setting},
    {"reasoning_effort", setting},
    {"response_format", counted},
    {"safety_identifier", setting},
    {"seed", setting},
    {"service_tier", setting},
    {"stop", setting},
    {"store", setting},
    {"stream", setting},
    {"stream_options", setting},
    {"temperature", setting},
    {"tool_choice", counted},
    {"tools", counted},
    {"top_logprobs", setting},
    {"top_p", setting},
    {"user", setting},
    {"verbosity", setting},
    {"web_search_options", fee},
};

constexpr Member responses_members[] = {
    {"access_programs", setting},
    {"background", setting},
    {"background_options", fee},  // a discount for a late answer
    {"context_management", setting},
    {"conversation", unknown},  // its items are billed as input
    {"image", uncounted},       // may compress images
    {"include", setting},
    {"input", counted},
    {"instructions", counted},
    {"max_output_tokens", setting},
    {"max_tool_calls", setting},
    {"metadata", setting},
    {"model", setting},
    {"moderation", setting},
    {"parallel_tool_calls", setting},
    {"previous_response_id", unknown},  // what came before is billed as input
    {"prompt", unknown},                // a template that the provider stores
    {"prompt_cache_key", setting},
    {"prompt_cache_options", setting},
    {"prompt_cache_retention", setting},
    {"reasoning", setting},
    {"safety_identifier", setting},
    {"service_tier", setting},
    {"store", setting},
    {"stream", setting},
    {"stream_options", setting},
    {"temperature", setting},
    {"text", counted},
    {"tool_choice", counted},
    {"tools", counted},
    {"top_logprobs", setting},
    {"top_p", setting},
    {"truncation", setting},
    {"user", setting},
};

constexpr Member embeddings_members[] = {
    {"dimensions", setting},
    {"encoding_format", setting},
    {"input", counted},
    {"model", setting},
    {"user", setting},
};

constexpr Member completions_members[] = {
    {"best_of", setting},
    {"echo", setting},
    {"frequency_penalty", setting},
    {"logit_bias", setting},
    {"logprobs", setting},
    {"max_tokens", setting},
    {"model", setting},
    {"n", setting},
    {"presence_penalty", setting},
    {"prompt", counted},
    {"seed", setting},
    {"stop", setting},
    {"stream", setting},
    {"stream_options", setting},
    {"suffix", uncounted},
    {"temperature", setting},
    {"top_p", setting},
    {"user", setting},
};

constexpr Member anthropic_members[] = {
    {"anthropic_beta", setting},
    {"anthropic_version", setting},
    {"betas", setting},
    {"billing_policy", setting},
    {"cache_control", setting},
    {"compaction", uncounted},  // instructions
    {"container", uncounted},
    {"context_management", setting},
    {"diagnostics", setting},
    {"fallback_credit_token", fee},  // a discount on cache writes
    {"fallbacks", setting},
    {"inference_geo", fee},
    {"max_tokens", setting},
    {"mcp_servers", unknown},  // their tools are billed as input
    {"messages", counted},
    {"metadata", setting},
    {"model", setting},
    {"output_config", counted},
    {"output_format", uncounted},
    {"service_tier", setting},
    {"speed", fee},
    {"stop_sequences", setting},
    {"stream", setting},
    {"system", counted},
    {"temperature", setting},
    {"thinking", setting},
    {"thread", counted},
    {"tool_choice", counted},
    {"tools", counted},
    {"top_k", setting},
    {"top_p", setting},
    {"user_profile_id", setting},
    {"workspace_id", setting},
};

constexpr Member preference_members[] = {
    {"input", counted},
    {"preferred_output", counted},
    {"non_preferred_output", counted},
};

constexpr Member completion_members[] = {
    {"prompt", counted},
    {"completion", counted},
};

constexpr Member members_of_message[] = {
    {"annotations", setting},
    {"audio", uncounted},  // an earlier spoken answer
    {"cache_control", setting},
    {"clear_at", setting},
    {"content", counted},
    {"function_call", counted},
    {"id", setting},
    {"name", counted},
    {"output_config", setting},
    {"phase", setting},
    {"refusal", counted},
    {"role", counted},
    {"status", setting},
    {"tool_call_id", counted},
    {"tool_calls", counted},
    {"type", setting},
    {"weight", setting},  // of fine-tuning
};

// Of all kinds of parts, besides those that are counted: see Part. The most frequent ones are first.
constexpr Member members_of_part[] = {
    {"type", setting},
    {"id", setting},
    {"annotations", setting},
    {"approval_request_id", setting},
    {"async", setting},
    {"cache_control", setting},
    {"call_id", setting},
    {"caller", setting},
    {"citations", uncounted},
    {"container_id", setting},
    {"detail", setting},
    {"error", uncounted},
    {"execution", setting},
    {"file_id", setting},
    {"fingerprint", setting},
    {"is_error", setting},
    {"logprobs", setting},
    {"name", uncounted},
    {"namespace", uncounted},
    {"output", uncounted},
    {"outputs", uncounted},
    {"prompt_cache_breakpoint", setting},
    {"server_label", uncounted},
    {"server_name", uncounted},
    {"status", setting},
    {"tool_use_id", setting},
    {"toolset_name", uncounted},
    {"transformations", setting},
};

// Of the object that holds an image or a document.
constexpr Member members_of_source[] = {
    {"content", counted},
    {"data", counted},
    {"detail", setting},
    {"file_id", setting},
    {"image_url", counted},
    {"media_type", setting},
    {"type", setting},
    {"url", counted},
};

constexpr Member members_of_text[] = {
    {"format", counted},
    {"verbosity", setting},
};

constexpr Member members_of_output_config[] = {
    {"effort", setting},
    {"format", uncounted},
    {"task_budget", uncounted},
};

constexpr Member members_of_format[] = {
    {"description", counted},
    {"json_schema", counted},
    {"name", setting},
    {"schema", counted},
    {"strict", setting},
    {"type", setting},
};

constexpr Member members_of_tool[] = {
    {"allowed_callers", setting},
    {"async", setting},
    {"cache_control", setting},
    {"custom", counted},
    {"defer_loading", setting},
    {"description", counted},
    {"eager_input_streaming", setting},
    {"format", counted},
    {"function", counted},
    {"input_examples", uncounted},
    {"input_schema", counted},
    {"name", counted},
    {"output_schema", uncounted},
    {"parameters", counted},
    {"strict", setting},
    {"type", setting},
};

constexpr Member members_of_schema[] = {
    {"$schema", setting},
    {"additionalProperties", setting},
    {"description", counted},
    {"enum", counted},
    {"properties", counted},
    {"required", setting},
    {"type", counted},
    // Nested schemas, for which no rule is published.
    {"$defs", counted},
    {"allOf", counted},
    {"anyOf", counted},
    {"definitions", counted},
    {"items", counted},
    {"oneOf", counted},
};

constexpr Part parts[] = {
    // Chat Completions
    {"text", PartUse::text, "text"},
    {"image_url", PartUse::image, "image_url"},
    {"input_audio", PartUse::unknown, ""},
    {"file", PartUse::unknown, ""},
    {"refusal", PartUse::refusal, "refusal"},
    // Responses: content parts
    {"input_text", PartUse::text, "text"},
    {"output_text", PartUse::text, "text"},
    {"input_image", PartUse::image, ""},
    {"input_file", PartUse::unknown, ""},
    // Responses: input items
    {"message", PartUse::message, ""},
    {"function_call", PartUse::call, "arguments"},
    {"function_call_output", PartUse::call_result, "output"},
    {"custom_tool_call", PartUse::call, "input"},
    {"custom_tool_call_output", PartUse::call_result, "output"},
    {"reasoning", PartUse::uncounted, ""},
    {"additional_tools", PartUse::uncounted, ""},
    {"apply_patch_call", PartUse::uncounted, ""},
    {"apply_patch_call_output", PartUse::call_result, "output"},
    {"code_interpreter_call", PartUse::call, "code"},
    {"compaction", PartUse::unknown, ""},  // encrypted
    {"compaction_trigger", PartUse::uncounted, ""},
    {"computer_call", PartUse::uncounted, ""},
    {"computer_call_output", PartUse::unknown, ""},  // an image of a size that the request does not say
    {"configuration_update", PartUse::uncounted, ""},
    {"file_search_call", PartUse::uncounted, ""},
    {"image_generation_call", PartUse::unknown, ""},
    {"item_reference", PartUse::unknown, ""},
    {"local_shell_call", PartUse::uncounted, ""},
    {"local_shell_call_output", PartUse::call_result, "output"},
    {"mcp_approval_request", PartUse::call, "arguments"},
    {"mcp_approval_response", PartUse::uncounted, ""},
    {"mcp_call", PartUse::call, "arguments"},
    {"mcp_list_tools", PartUse::uncounted, ""},
    {"program", PartUse::call, "code"},
    {"program_output", PartUse::call_result, "result"},
    {"shell_call", PartUse::uncounted, ""},
    {"shell_call_output", PartUse::uncounted, ""},
    {"tool_search_call", PartUse::call, "arguments"},
    {"tool_search_output", PartUse::uncounted, ""},
    {"web_search_call", PartUse::uncounted, ""},
    // Messages
    {"image", PartUse::image, "source"},
    {"document", PartUse::document, "source"},
    {"search_result", PartUse::call_result, "content"},
    {"tool_use", PartUse::call, "input"},
    {"tool_result", PartUse::call_result, "content"},
    {"thinking", PartUse::uncounted, ""},
    {"redacted_thinking", PartUse::uncounted, ""},
    {"advisor_tool_result", PartUse::uncounted, ""},
    {"bash_code_execution_tool_result", PartUse::uncounted, ""},
    {"browser_state", PartUse::uncounted, ""},
    {"code_execution_tool_result", PartUse::uncounted, ""},
    {"container_upload", PartUse::unknown, ""},  // a file
    {"fallback", PartUse::uncounted, ""},
    {"mcp_tool_listing", PartUse::uncounted, ""},
    {"mcp_tool_result", PartUse::call_result, "content"},
    {"mcp_tool_use", PartUse::call, "input"},
    {"server_tool_use", PartUse::call, "input"},
    {"text_editor_code_execution_tool_result", PartUse::uncounted, ""},
    {"tool_addition", PartUse::uncounted, ""},
    {"tool_reference", PartUse::uncounted, ""},
    {"tool_removal", PartUse::uncounted, ""},
    {"tool_search_tool_result", PartUse::uncounted, ""},
    {"web_fetch_tool_result", PartUse::unknown, ""},   // a document
    {"web_search_tool_result", PartUse::unknown, ""},  // encrypted
};

struct Fee {
  std::string_view type;  // the start of the type
  std::string_view name;
};

constexpr Fee fees[] = {
    {"web_search", "web search"},
    {"file_search", "file search"},
    {"code_interpreter", "code interpreter"},
    {"code_execution", "code execution"},
    {"image_generation", "image generation"},
    {"shell", "shell"},
};

}  // namespace

std::span<const Member> members_of(Shape shape) noexcept {
  switch (shape) {
    case Shape::chat:
    case Shape::messages:
      return chat_members;
    case Shape::responses:
      return responses_members;
    case Shape::embeddings:
      return embeddings_members;
    case Shape::completions:
      return completions_members;
    case Shape::anthropic:
      return anthropic_members;
    case Shape::preference:
      return preference_members;
    case Shape::completion:
      return completion_members;
    case Shape::answer:
    case Shape::failure:
      break;
  }
  return {};
}

std::span<const Member> message_members() noexcept { return members_of_message; }
std::span<const Member> part_members() noexcept { return members_of_part; }
std::span<const Member> source_members() noexcept { return members_of_source; }
std::span<const Member> format_members() noexcept { return members_of_format; }
std::span<const Member> text_members() noexcept { return members_of_text; }
std::span<const Member> output_config_members() noexcept { return members_of_output_config; }
std::span<const Member> tool_members() noexcept { return members_of_tool; }
std::span<const Member> schema_members() noexcept { return members_of_schema; }

const Part* find_part(const formats::JsonValue& type) {
  std::string buffer;
  const std::string_view name = type.text(buffer);
  for (const Part& part : parts) {
    if (name == part.type) return &part;
  }
  return nullptr;
}

std::string_view fee_of_tool(std::string_view type) noexcept {
  for (const Fee& fee : fees) {
    if (type.starts_with(fee.type)) return fee.name;
  }
  return {};
}

std::optional<Use> use_of(std::string_view name, std::span<const Member> members) noexcept {
  if (name.empty()) return std::nullopt;
  for (const Member& member : members) {
    // The first byte rejects most names of the same size.
    if (name.size() == member.name.size() && name[0] == member.name[0] && name == member.name) return member.use;
  }
  return std::nullopt;
}

}  // namespace tokmill::chat
