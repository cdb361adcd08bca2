# Uses the C library from Ruby's Fiddle. Prints what tests/bindings/smoke_test.py expects.
require "fiddle/import"

module Tokmill
  extend Fiddle::Importer
  dlload ENV.fetch("TOKMILL_C_LIBRARY")
  extern "int tokmill_encoding_by_name(const char*, size_t, void**, void**)"
  extern "int tokmill_count(void*, const char*, size_t, void*, uint32_t, size_t*, void**)"
  extern "int tokmill_encode(void*, const char*, size_t, void*, uint32_t, uint32_t*, uint64_t*, size_t, size_t*, void**)"
  extern "int tokmill_decode(void*, uint32_t*, size_t, char*, size_t, size_t*, void**)"
  extern "int tokmill_count_column(void*, void*, void*, uint32_t, size_t, uint64_t*, void**)"
  extern "int tokmill_error_status(void*)"
  extern "const char* tokmill_status_name(int)"
  extern "void tokmill_error_free(void*)"
  extern "void tokmill_encoding_free(void*)"

  def self.find(name)
    encoding = Fiddle::Pointer.malloc(Fiddle::SIZEOF_VOIDP, Fiddle::RUBY_FREE)
    error = Fiddle::Pointer.malloc(Fiddle::SIZEOF_VOIDP, Fiddle::RUBY_FREE)
    return encoding.ptr if tokmill_encoding_by_name(name, name.bytesize, encoding, error).zero?

    status = tokmill_status_name(tokmill_error_status(error.ptr)).to_s
    tokmill_error_free(error.ptr)
    raise KeyError, status
  end
end

def number(buffer) = buffer[0, Fiddle::SIZEOF_SIZE_T].unpack1("J")

o200k = Tokmill.find("o200k_base")
cl100k = Tokmill.find("cl100k_base")
question = "How many tokens is this?"
size = Fiddle::Pointer.malloc(Fiddle::SIZEOF_SIZE_T, Fiddle::RUBY_FREE)
Tokmill.tokmill_count(o200k, question, question.bytesize, nil, 0, size, nil)
puts number(size)

ids = Fiddle::Pointer.malloc(32, Fiddle::RUBY_FREE)
Tokmill.tokmill_encode(cl100k, "hello world", 11, nil, 0, ids, nil, 8, size, nil)
count = number(size)
puts ids[0, 4 * count].unpack("L*").values_at(0, -1).join(" ")
text = Fiddle::Pointer.malloc(32, Fiddle::RUBY_FREE)
Tokmill.tokmill_decode(cl100k, ids, count, text, 32, size, nil)
puts text[0, number(size)]

data = Fiddle::Pointer["hello world"]
offsets = Fiddle::Pointer[[0, 5, 11, 11].pack("l*")]
validity = Fiddle::Pointer["\x05"]
column = Fiddle::Pointer[[data.to_i, offsets.to_i, validity.to_i, 0, 3, 4].pack("J*")]
counts = Fiddle::Pointer.malloc(24, Fiddle::RUBY_FREE)
Tokmill.tokmill_count_column(cl100k, column, nil, 0, 2, counts, nil)
puts counts[0, 24].unpack("Q*").join(" ")
begin
  Tokmill.find("nope")
rescue KeyError => error
  puts error.message
end
Tokmill.tokmill_encoding_free(o200k)
Tokmill.tokmill_encoding_free(cl100k)
