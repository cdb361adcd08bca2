#include "tokmill/image_file.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <optional>
#include <utility>

#include "core/base/checksum.hpp"
#include "core/bpe/builder/build.hpp"
#include "core/bpe/builder/image_file_layout.hpp"
#include "core/bpe/builder/image_layout.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

using bpe::byte_order_mark;
using bpe::FileBounds;
using bpe::start_checksum;
using bpe::StoredRule;
using FileHeader = bpe::ImageFileHeader;

constexpr std::uint64_t rounded_up(std::uint64_t size, std::uint64_t unit) { return (size + unit - 1) / unit * unit; }

std::string_view part_of(std::string_view file, const FileBounds& bounds) {
  return file.substr(static_cast<std::size_t>(bounds.start), static_cast<std::size_t>(bounds.size));
}

// That of the start and of the tables together.
std::uint64_t contents_checksum(std::string_view start, std::string_view tables) {
  const std::uint64_t sums[] = {base::checksum(start), base::checksum(tables)};
  return base::checksum({reinterpret_cast<const char*>(sums), sizeof sums});
}

StoredRule stored(const bpe::CharacterGaps::Rule& rule) {
  StoredRule result{};
  result.has_byte_tokens = rule.byte_tokens.empty() ? 0 : 1;
  result.has_unknown = rule.unknown ? 1 : 0;
  result.unknown = rule.unknown.value_or(0);
  result.fuse_unknown = rule.fuse_unknown ? 1 : 0;
  std::copy(rule.byte_tokens.begin(), rule.byte_tokens.end(), result.byte_tokens);
  return result;
}

// Precondition: `bytes` is a StoredRule, or empty.
std::optional<bpe::CharacterGaps::Rule> restored_rule(std::string_view bytes) {
  if (bytes.empty()) return std::nullopt;
  StoredRule from;
  std::memcpy(&from, bytes.data(), sizeof from);
  bpe::CharacterGaps::Rule rule;
  if (from.has_byte_tokens != 0) rule.byte_tokens.assign(std::begin(from.byte_tokens), std::end(from.byte_tokens));
  if (from.has_unknown != 0) rule.unknown = from.unknown;
  rule.fuse_unknown = from.fuse_unknown != 0;
  return rule;
}

// Whether the tables have the token of each byte of UTF-8 text, and the unknown token. Precondition: the bounds of the
// tables are valid.
bool fits(const std::optional<bpe::CharacterGaps::Rule>& rule, std::string_view tables) {
  if (!rule) return true;
  const bpe::Vocabulary vocabulary(tables.data());
  const auto has = [&vocabulary](TokenId number) {
    return number < vocabulary.size() && vocabulary.id_of(number) != bpe::no_token;
  };
  if (rule->unknown && !has(vocabulary.number_of(*rule->unknown))) return false;
  for (unsigned byte = 0; byte < rule->byte_tokens.size(); ++byte) {
    const TokenId number = rule->byte_tokens[byte];
    if (!has(number) && (bpe::is_in_utf8(byte) || number != bpe::no_token)) return false;
  }
  return true;
}

Error unusable(std::string message) { return {ErrorCode::unusable_image, std::move(message), 0}; }

// The header of a file of which the start is undamaged.
Result<FileHeader> read_header(std::string_view file) {
  FileHeader header;
  if (file.size() < sizeof header) return unusable("too short for an image file");
  std::memcpy(&header, file.data(), sizeof header);
  constexpr std::size_t name_size = sizeof bpe::image_file_magic - 1;
  if (!std::equal(bpe::image_file_magic, bpe::image_file_magic + name_size, header.magic)) {
    return unusable("not an image file");
  }
  if (header.byte_order != byte_order_mark) return unusable("the image file has another byte order");
  if (header.magic[name_size] != bpe::image_file_magic[name_size] ||
      !std::equal(std::begin(header.layout), std::end(header.layout), bpe::image_magic)) {
    return unusable("the image file is of another version");
  }
  if (header.file_size != file.size()) {
    return unusable("expected an image file of " + std::to_string(header.file_size) + " bytes, got " +
                    std::to_string(file.size()));
  }
  if (!bpe::has_valid_bounds(header, file.size()) ||
      header.start_checksum != start_checksum(header, part_of(file, header.parts), part_of(file, header.tables))) {
    return unusable("the start of the image file is damaged");
  }
  return header;
}

}  // namespace

std::string_view image_file_version() noexcept {
  static constexpr std::array<char, 3> version = {bpe::image_file_magic[7], '.', bpe::image_magic[7]};
  return {version.data(), version.size()};
}

Result<ImageFile> make_image_file(const Vocabulary& vocabulary, std::string_view source_digest,
                                  std::string_view parts) {
  if (source_digest.size() != bpe::source_digest_size) {
    return Error{ErrorCode::invalid_argument, "expected a digest of 64 characters", 0};
  }
  const VocabularyData& data = VocabularyAccess::data(vocabulary);
  const std::string_view tables = data.image.bytes();
  FileHeader header{};
  std::copy(std::begin(bpe::image_file_magic), std::end(bpe::image_file_magic), header.magic);
  std::copy(std::begin(bpe::image_magic), std::end(bpe::image_magic), header.layout);
  header.byte_order = byte_order_mark;
  header.tokens = data.tokens;
  source_digest.copy(header.source_digest, bpe::source_digest_size);
  header.unreachable = {sizeof header, data.unreachable.size_bytes()};
  const bpe::CharacterGaps* const characters = data.gaps.characters.get();
  header.characters = {header.unreachable.start + header.unreachable.size,
                       characters == nullptr ? 0 : sizeof(StoredRule)};
  header.parts = {header.characters.start + header.characters.size, parts.size()};
  header.tables = {rounded_up(header.parts.start + header.parts.size, bpe::Image::alignment), tables.size()};
  header.file_size = header.tables.start + header.tables.size;

  ImageFile file{std::string(static_cast<std::size_t>(header.tables.start), '\0'), tables};
  if (!data.unreachable.empty()) {
    std::memcpy(file.start.data() + header.unreachable.start, data.unreachable.data(), data.unreachable.size_bytes());
  }
  if (characters != nullptr) {
    const StoredRule rule = stored(characters->rule());
    std::memcpy(file.start.data() + header.characters.start, &rule, sizeof rule);
  }
  parts.copy(file.start.data() + header.parts.start, parts.size());
  header.contents_checksum = contents_checksum(std::string_view(file.start).substr(sizeof header), tables);
  header.start_checksum = start_checksum(header, parts, tables);
  std::memcpy(file.start.data(), &header, sizeof header);
  return file;
}

Result<StoredVocabulary> open_image_file(std::string_view file, std::shared_ptr<const void> owner) {
  const Result<FileHeader> header = read_header(file);
  if (!header) return header.error();
  const std::string_view tables = part_of(file, header->tables);
  if (!bpe::Image::is_aligned(tables)) return unusable("the image file is not aligned to 64 bytes");
  if (!bpe::has_valid_bounds(tables)) return unusable("the tables of the image file have wrong bounds");
  const std::string_view ids = part_of(file, header->unreachable);
  const std::span unreachable(reinterpret_cast<const TokenId*>(ids.data()), ids.size() / sizeof(TokenId));
  std::optional<bpe::CharacterGaps::Rule> rule = restored_rule(part_of(file, header->characters));
  if (!fits(rule, tables)) return unusable("the image file uses tokens that its tables lack");
  return StoredVocabulary{
      VocabularyAccess::make(std::make_shared<const VocabularyData>(bpe::Image(tables, std::move(owner)),
                                                                    static_cast<std::size_t>(header->tokens),
                                                                    unreachable, std::move(rule))),
      file.substr(offsetof(FileHeader, source_digest), bpe::source_digest_size), part_of(file, header->parts)};
}

Result<void> verify_image_file(std::string_view file) {
  const Result<FileHeader> header = read_header(file);
  if (!header) return header.error();
  const std::string_view tables = part_of(file, header->tables);
  const std::size_t start = sizeof(FileHeader);
  if (header->contents_checksum !=
      contents_checksum(file.substr(start, static_cast<std::size_t>(header->tables.start) - start), tables)) {
    return unusable("the image file is damaged");
  }
  if (!bpe::Image::is_aligned(tables)) return unusable("the image file is not aligned to 64 bytes");
  if (!bpe::has_valid_bounds(tables)) return unusable("the tables of the image file have wrong bounds");
  return {};
}

}  // namespace tokmill
