// Times what happens between the bytes of a vocabulary file and a vocabulary, stage by stage, in CPU time of one
// thread.
//
//     load_vocabulary FILE…
//
// Prints, for each file, the milliseconds of reading the file's format and of building the image, user and system time,
// and the SHA-256 of the image, which identifies the result. A stage is cold: each file is read once. Give one file for
// figures that do not depend on the memory that an earlier one has freed.

#include <sys/resource.h>
#include <sys/time.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "tokmill/sha256.hpp"
#include "core/bpe/builder/build.hpp"
#include "tokmill/vocabulary.hpp"
#include "vocabularies/gguf.hpp"
#include "vocabularies/gguf_metadata.hpp"
#include "vocabularies/tokenizer_file.hpp"
#include "vocabularies/tokenizer_json.hpp"

namespace {

using tokmill::Result;
using tokmill::Vocabulary;
using tokmill::vocabularies::TokenizerFile;

struct CpuTime {
  double user;    // milliseconds
  double system;
};

CpuTime cpu_time() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto milliseconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return {milliseconds(usage.ru_utime), milliseconds(usage.ru_stime)};
}

void print_since(const CpuTime& start, const char* stage) {
  const CpuTime now = cpu_time();
  std::printf("  %s %.1f+%.1f ms", stage, now.user - start.user, now.system - start.system);
}

Result<Vocabulary> build(const TokenizerFile& file) {
  std::vector<tokmill::ListedToken> tokens;
  tokens.reserve(file.tokens.size());
  for (const auto& token : file.tokens) {
    if (token.in_alphabet) tokens.push_back({file.bytes_of(token), token.id});
  }
  std::vector<tokmill::Merge> merges;
  merges.reserve(file.merges.size());
  for (const auto& merge : file.merges) merges.push_back({merge.left, merge.right});
  return Vocabulary::from_merges(
      tokens, merges, file.ignore_merges ? tokmill::WholePieces::tokens : tokmill::WholePieces::merged);
}

Result<Vocabulary> load(const std::string& contents) {
  const bool is_gguf = tokmill::vocabularies::is_gguf(contents);
  if (!is_gguf && !contents.starts_with('{')) {
    const CpuTime start = cpu_time();
    Result<Vocabulary> vocabulary = Vocabulary::from_rank_file(contents);
    print_since(start, "read and build");
    return vocabulary;
  }
  const CpuTime start = cpu_time();
  const Result<TokenizerFile> file = is_gguf ? tokmill::vocabularies::read_gguf(contents)
                                             : tokmill::vocabularies::read_tokenizer_json(contents);
  print_since(start, "read");
  if (!file) return file.error();
  const CpuTime after_reading = cpu_time();
  Result<Vocabulary> vocabulary = build(*file);
  print_since(after_reading, "build");
  return vocabulary;
}

bool report(const char* path) {
  std::ifstream stream(path, std::ios::binary);
  const std::string contents{std::istreambuf_iterator<char>(stream), {}};
  std::printf("%s", path);
  const Result<Vocabulary> vocabulary = load(contents);
  if (!vocabulary) {
    std::printf("  %s\n", vocabulary.error().message.c_str());
    return false;
  }
  const auto& image = tokmill::VocabularyAccess::data(*vocabulary).image;
  std::printf("  %zu tokens  %s\n", vocabulary->size(), tokmill::sha256(image.bytes()).c_str());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  bool are_all_read = argc > 1;
  for (int i = 1; i < argc; ++i) are_all_read = report(argv[i]) && are_all_read;
  return are_all_read ? 0 : 1;
}
