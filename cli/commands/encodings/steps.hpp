#pragma once

#include <string>
#include <vector>

#include "tokmill/formats/json_writer.hpp"
#include "tokmill/normalizer.hpp"
#include "tokmill/pre_tokenizer.hpp"

/// The steps that change and split texts, as a `tokenizer.json` has them.
namespace tokmill::cli::encodings {

/// A JSON object with the type and its members.
void write_step(formats::JsonWriter& json, const Normalizer& normalizer);
void write_step(formats::JsonWriter& json, const SplitStep& step);

/// For people: `NFC, Replace ' ' '▁'`.
[[nodiscard]] std::string text(const std::vector<Normalizer>& normalizers);

/// For people: `Split /PATTERN/ Isolated, ByteLevel`.
[[nodiscard]] std::string text(const std::vector<SplitStep>& steps);

}  // namespace tokmill::cli::encodings
