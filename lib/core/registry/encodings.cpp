#include <algorithm>
#include <iterator>
#include <string>

#include "tokmill/encodings.hpp"
#include "tokmill/nearest_name.hpp"
#include "tokmill/registry.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

#include "encoding_rows.inc"

}  // namespace

std::span<const std::string_view> encoding_names() noexcept { return built_encoding_names; }

Result<const Encoding*> find_encoding(std::string_view name) {
  const auto* const found = std::find(std::begin(built_encoding_names), std::end(built_encoding_names), name);
  if (found != std::end(built_encoding_names)) return &built_encoding_functions[found - built_encoding_names]();
  std::string message = unknown_name("encoding", name, encoding_names());
  message += " (available: ";
  for (const std::string_view& known : built_encoding_names) {
    if (&known != built_encoding_names) message += ", ";
    message += known;
  }
  return Error{ErrorCode::unknown_encoding, message + ")", 0};
}

// Here and not in models.cpp: a program that only asks for the name of a model's encoding links no vocabulary.
Result<const Encoding*> encoding_for_model(std::string_view model) {
  if (const auto name = encoding_name_for_model(model)) return find_encoding(*name);
  return Error{ErrorCode::unknown_model, unknown_name("model", model, tokenizer_model_names()), 0};
}

}  // namespace tokmill
