// The ids alone, as numpy.memmap reads them, and beside them the index of Megatron-LM (megatron.core.datasets): after a
// header, the number of tokens of each sequence, where it starts in the file of the ids, and the first sequence of each
// document. Here, each document is one sequence.

#include "commands/encode/shards/files.hpp"
#include "commands/encode/shards/shard_file.hpp"
#include "output/format.hpp"
#include "output/little_endian.hpp"

namespace tokmill::cli::shards {
namespace {

// The numbers by which Megatron-LM knows uint16 and int32. It has none for uint32; ids fit both.
constexpr std::uint8_t code_of_uint16 = 8;
constexpr std::uint8_t code_of_int32 = 4;

class BinFiles : public ShardFiles {
 public:
  BinFiles(const std::string& folder, std::size_t number, output::TokenBytes token_bytes)
      : tokens_(folder, output::format("shard-{:05}.bin", number)),
        index_(folder, output::format("shard-{:05}.idx", number)),
        token_bytes_(token_bytes) {}

  [[nodiscard]] bool has_failed() const override { return tokens_.has_failed() || index_.has_failed(); }

  [[nodiscard]] Result<std::vector<std::string>> commit() override {
    write_index();
    return commit_all({&tokens_, &index_});
  }

 private:
  void add_bytes(std::string_view bytes, std::span<const std::uint32_t> /*tokens*/) override { tokens_.write(bytes); }

  void write_index() {
    const std::span<const std::uint32_t> sizes = document_tokens();
    std::string bytes("MMIDIDX\0\0", 9);
    output::append_little_endian<std::uint64_t>(1, bytes);  // the version
    output::append_little_endian<std::uint8_t>(token_bytes_.is_wide() ? code_of_int32 : code_of_uint16, bytes);
    output::append_little_endian<std::uint64_t>(sizes.size(), bytes);      // sequences
    output::append_little_endian<std::uint64_t>(sizes.size() + 1, bytes);  // bounds of documents
    write_numbers<std::uint32_t>([&](std::size_t i) { return sizes[i]; }, sizes.size(), bytes);
    std::uint64_t start = 0;
    write_numbers<std::uint64_t>(
        [&](std::size_t i) {
          const std::uint64_t here = start;
          start += std::uint64_t{sizes[i]} * token_bytes_.size();
          return here;
        },
        sizes.size(), bytes);
    write_numbers<std::uint64_t>([](std::size_t i) { return std::uint64_t{i}; }, sizes.size() + 1, bytes);
    index_.write(bytes);
  }

  // Writes number(i) for each i below `count`. `bytes` is what was not written yet.
  template <class Number, class NumberAt>
  void write_numbers(const NumberAt& number, std::size_t count, std::string& bytes) {
    constexpr std::size_t most_bytes = std::size_t{1} << 16;
    for (std::size_t i = 0; i < count; ++i) {
      output::append_little_endian<Number>(number(i), bytes);
      if (bytes.size() < most_bytes) continue;
      index_.write(bytes);
      bytes.clear();
    }
  }

  ShardFile tokens_;
  ShardFile index_;
  output::TokenBytes token_bytes_;
};

}  // namespace

std::unique_ptr<ShardFiles> open_bin(const std::string& folder, std::size_t number, output::TokenBytes token_bytes) {
  return std::make_unique<BinFiles>(folder, number, token_bytes);
}

}  // namespace tokmill::cli::shards
