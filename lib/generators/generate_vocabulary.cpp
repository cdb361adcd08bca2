// generate_vocabulary NAME.tiktoken SHA256SUMS IMAGE
//
// Checks a merge table against its digest and writes its image. Run by the build.

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "core/base/sha256.hpp"
#include "core/bpe/builder/image_writer.hpp"
#include "core/bpe/builder/merge_history.hpp"
#include "core/bpe/builder/ranks.hpp"
#include "generators/file.hpp"

namespace {

// The digest of `name` in the output of sha256sum; empty where it is not there.
std::string expected_digest(const std::string& sums, const std::string& name) {
  std::istringstream lines(sums);
  std::string digest;
  std::string file;
  while (lines >> digest >> file) {
    if (file == name) return digest;
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  using namespace tokmill::generators;
  if (argc != 4) fail("usage: generate_vocabulary NAME.tiktoken SHA256SUMS IMAGE");
  const std::string table_path = argv[1];
  const std::string sums_path = argv[2];
  const std::string table_bytes = read_file(table_path);
  const std::string expected =
      expected_digest(read_file(sums_path), std::filesystem::path(table_path).filename().string());
  const std::string actual = tokmill::base::sha256(table_bytes);
  if (actual != expected) {
    fail(table_path + ": its SHA-256 is " + actual + ", but " + sums_path + " says " +
         (expected.empty() ? "nothing of this file" : expected));
  }
  const auto table = tokmill::bpe::read_rank_table(table_bytes);
  if (!table) fail(table_path + ":" + std::to_string(table.error().position) + ": " + table.error().message);
  const std::vector<tokmill::bpe::LastMerge> merges = tokmill::bpe::last_merges(*table);
  for (tokmill::bpe::TokenId id = 0; id < merges.size(); ++id) {
    if (table->tokens[id].size() > 1 && merges[id].left == tokmill::bpe::no_token) {
      fail(table_path + ": merging its bytes does not give token " + std::to_string(id) +
           ", and the library takes it that for every token it does");
    }
  }
  const auto image = tokmill::bpe::write_vocabulary_image(*table, merges);
  if (!image) fail(table_path + ": " + image.error().message);
  write_file(argv[3], *image);
  return 0;
}
