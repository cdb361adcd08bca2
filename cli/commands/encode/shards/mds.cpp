// A shard of MosaicML Streaming (version 2): the number of samples, the offset of each and of the end, the columns in
// JSON, and the samples. Each document is a sample with one column, `tokens`, which is an array of NumPy: its size in
// bytes, the number of its dimensions with the size of what follows, the number of its elements, and these.

#include "commands/encode/shards/mds.hpp"

#include "commands/encode/shards/files.hpp"
#include "commands/encode/shards/shard_file.hpp"
#include "output/format.hpp"
#include "output/held_bytes.hpp"
#include "output/little_endian.hpp"

namespace tokmill::cli::shards {
namespace {

constexpr std::uint8_t one_dimension = 1 << 2;

// What is before the elements of an array.
std::string array_header(std::uint32_t elements) {
  std::string header;
  if (elements < 0x100) {
    output::append_little_endian<std::uint8_t>(one_dimension, header);
    output::append_little_endian(static_cast<std::uint8_t>(elements), header);
  } else if (elements < 0x10000) {
    output::append_little_endian<std::uint8_t>(one_dimension + 1, header);
    output::append_little_endian(static_cast<std::uint16_t>(elements), header);
  } else {
    output::append_little_endian<std::uint8_t>(one_dimension + 2, header);
    output::append_little_endian(elements, header);
  }
  return header;
}

class MdsFiles : public ShardFiles {
 public:
  MdsFiles(const std::string& folder, std::size_t number, output::TokenBytes token_bytes)
      : file_(folder, output::format("shard.{:05}.mds", number)), samples_(folder), token_bytes_(token_bytes) {}

  [[nodiscard]] bool has_failed() const override { return file_.has_failed() || samples_.problem() != 0; }

  [[nodiscard]] Result<std::vector<std::string>> commit() override {
    formats::JsonWriter columns;
    columns.begin_object();
    write_mds_columns(token_bytes_, columns);
    columns.end_object();

    const std::span<const std::uint32_t> sizes = document_tokens();
    std::string head;
    output::append_little_endian(static_cast<std::uint32_t>(sizes.size()), head);
    std::size_t offset = head.size() + sizeof(std::uint32_t) * (sizes.size() + 1) + columns.text().size();
    for (const std::uint32_t tokens : sizes) {
      output::append_little_endian(static_cast<std::uint32_t>(offset), head);
      offset += sizeof(std::uint32_t) + array_header(tokens).size() + tokens * token_bytes_.size();
    }
    output::append_little_endian(static_cast<std::uint32_t>(offset), head);
    file_.write(head);
    file_.write(columns.text());
    file_.file().fail(samples_.write_to([this](std::string_view bytes) {
      file_.write(bytes);
      return file_.file().problem();
    }));
    return commit_all({&file_});
  }

 private:
  void add_bytes(std::string_view bytes, std::span<const std::uint32_t> tokens) override {
    for (const std::uint32_t count : tokens) {
      const std::string_view elements = bytes.substr(0, count * token_bytes_.size());
      bytes.remove_prefix(elements.size());
      const std::string header = array_header(count);
      std::string head;
      output::append_little_endian(static_cast<std::uint32_t>(header.size() + elements.size()), head);
      samples_.add(head + header);
      samples_.add(elements);
    }
  }

  ShardFile file_;
  output::HeldBytes samples_;  // their offsets come first in the file
  output::TokenBytes token_bytes_;
};

}  // namespace

void write_mds_columns(output::TokenBytes token_bytes, formats::JsonWriter& json) {
  json.key("column_encodings").begin_array().value(output::format("ndarray:{}", token_bytes.type())).end_array();
  json.key("column_names").begin_array().value("tokens").end_array();
  json.key("column_sizes").begin_array().value(std::nullopt).end_array();
  json.member("compression", std::nullopt).member("format", "mds");
  json.key("hashes").begin_array().end_array();
  json.member("size_limit", std::nullopt).member("version", 2);
}

std::unique_ptr<ShardFiles> open_mds(const std::string& folder, std::size_t number, output::TokenBytes token_bytes) {
  return std::make_unique<MdsFiles>(folder, number, token_bytes);
}

}  // namespace tokmill::cli::shards
