#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "options/encoding_source.hpp"
#include "options/installed_encodings.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"
#include "tokmill/vocabularies/read.hpp"

namespace tokmill::cli::encodings {

/// What is known of an encoding without reading its files.
struct Features {
  std::string name;
  std::string origin;  ///< `built-in`, `installed` or `path`.
  std::string format;  ///< As FileSummary::format.
  std::string pattern;  ///< How texts are split; empty if that has no name.
  std::uint64_t vocabulary_size = 0;
  std::uint64_t special_tokens = 0;
  std::string digest;                ///< The SHA-256 of the vocabulary file.
  std::string folder;                ///< Of the files; empty for a built-in encoding.
  std::vector<InstalledFile> files;  ///< Empty for a built-in encoding.
  std::string added;                 ///< The day of the installation; empty if it is not installed.
};

/// An encoding in full.
struct Details {
  Features features;
  Encoding encoding;
  std::optional<vocabularies::FileSummary> summary;  ///< nullopt for a built-in encoding.
  std::string vocabulary;                            ///< The name of the known vocabulary; empty if it is not known.
  std::vector<std::string> models;                   ///< The models of the built-in price table that use it.
};

[[nodiscard]] Features features_of_built_in(const Encoding& encoding);
[[nodiscard]] Features features_of_installed(const InstalledEncoding& installed);

/// Reads all files. Errors: those of encoding_of().
[[nodiscard]] Result<Details> find_details(const EncodingSource& source);

/// The first digits of a digest, which are enough to tell encodings apart.
[[nodiscard]] std::string short_digest(const std::string& digest);

/// `pattern` if the pattern has no name.
[[nodiscard]] std::string pattern_text(const Features& features);

/// A JSON array of objects, one for each encoding.
[[nodiscard]] std::string json(const std::vector<Features>& all);

/// A JSON object.
[[nodiscard]] std::string json(const Details& details);

}  // namespace tokmill::cli::encodings
