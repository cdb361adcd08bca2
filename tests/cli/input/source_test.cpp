#include "input/source.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "cli/piped_input.hpp"
#include "cli/temporary_folder.hpp"
#include "output/descriptor.hpp"

using namespace std::string_literals;
using namespace tokmill;
using namespace tokmill::cli::input;
using tokmill::cli::PipedInput;
using tokmill::cli::TemporaryFolder;

namespace {

std::string gzip_of(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string data(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(data.data());
  stream.avail_out = static_cast<uInt>(data.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  data.resize(stream.total_out);
  deflateEnd(&stream);
  return data;
}

struct Read {
  std::string bytes;
  std::string problem;
  std::string note;
};

// All bytes, read with this much space at a time.
Read read_all(Source& source, std::size_t space = 100'000) {
  Read read;
  std::string buffer(space, '\0');
  while (true) {
    const Result<std::size_t> got = source.read(buffer);
    if (!got) read.problem = got.error().message;
    if (!got || *got == 0) break;
    read.bytes.append(buffer, 0, *got);
  }
  read.note = source.note();
  return read;
}

Read read_file(const std::string& path, Decompress decompress = Decompress::yes, std::size_t space = 100'000) {
  const cli::output::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  Source source(file.get(), decompress);
  return read_all(source, space);
}

const std::string sample = "hello world\n" + std::string(1000, 'x') + "\nlast";

}  // namespace

TEST_CASE("source: a signature is recognized wherever the reads end") {
  const std::string data = gzip_of(sample);
  for (std::size_t cut = 0; cut <= 12; ++cut) {
    const PipedInput input({data.substr(0, cut), data.substr(cut)});
    Source source(STDIN_FILENO, Decompress::yes);
    CHECK(read_all(source).bytes == sample);
    CHECK(source.is_compressed());
  }
}

TEST_CASE("source: other bytes are read as they are") {
  for (const std::string& bytes : {""s, "\x1F"s, "\x1F\x8B"s, "\x1F\x8B\x08"s, "BZh91AY&S"s, "(\n"s, sample}) {
    for (std::size_t cut = 0; cut <= std::min<std::size_t>(bytes.size(), 12); ++cut) {
      const PipedInput input({bytes.substr(0, cut), bytes.substr(cut)});
      Source source(STDIN_FILENO, Decompress::yes);
      CHECK(read_all(source).bytes == bytes);
      CHECK_FALSE(source.is_compressed());
    }
  }
}

TEST_CASE("source: members, padding, and what follows them") {
  const TemporaryFolder folder;
  const std::string data = gzip_of(sample);
  for (const std::size_t space : {std::size_t{10}, std::size_t{100'000}}) {
    const Read members = read_file(folder.file("a", data + gzip_of("") + data), Decompress::yes, space);
    CHECK(members.bytes == sample + sample);
    CHECK(members.problem.empty());
    CHECK(members.note.empty());
    CHECK(read_file(folder.file("a", data + std::string(1000, '\0')), Decompress::yes, space).note.empty());
    const Read garbage = read_file(folder.file("a", data + "\0more"s), Decompress::yes, space);
    CHECK(garbage.bytes == sample);
    CHECK(garbage.problem.empty());
    CHECK(garbage.note == "what follows the gzip data is left out");
  }
}

TEST_CASE("source: damaged data") {
  const TemporaryFolder folder;
  const std::string data = gzip_of(sample);
  for (std::size_t size = 4; size < data.size(); ++size) {
    CHECK(read_file(folder.file("a", data.substr(0, size))).problem == "invalid gzip data: it ends early");
  }
  std::string damaged = data;
  damaged[damaged.size() - 5] ^= 1;
  CHECK(read_file(folder.file("a", damaged)).problem == "invalid gzip data: incorrect data check");
}

TEST_CASE("source: bytes as they are") {
  const TemporaryFolder folder;
  const std::string data = gzip_of(sample);
  CHECK(read_file(folder.file("a", data), Decompress::no).bytes == data);
  CHECK(read_file(folder.file("a", data), Decompress::no, 1).bytes == data);
}

TEST_CASE("source: can_read() is true only if read() returns at once") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const std::string data = gzip_of(sample);
  const auto write = [&ends](std::string_view bytes) {
    REQUIRE(::write(ends[1], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  };
  Source source(ends[0], Decompress::yes);
  CHECK_FALSE(source.can_read());
  write(data.substr(0, 10));  // the header
  CHECK(source.can_read());   // not recognized yet
  std::string space(sample.size() + 1, '\0');
  write(data.substr(10));
  Result<std::size_t> got = source.read(space);
  REQUIRE(got);
  CHECK(*got == sample.size());
  CHECK_FALSE(source.can_read());
  write(data.substr(0, 10));
  CHECK_FALSE(source.can_read());  // the header of a member, without text
  write(data.substr(10));
  CHECK(source.can_read());
  got = source.read(space);
  CHECK(space.substr(0, *got) == sample.substr(0, *got));
  ::close(ends[1]);
  CHECK(source.can_read());  // at the end
  CHECK(read_all(source).bytes == sample.substr(*got));
  ::close(ends[0]);
}
