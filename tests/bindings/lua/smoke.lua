-- Uses the C library from LuaJIT. Prints what tests/bindings/smoke_test.py expects.
local ffi = require("ffi")
ffi.cdef([[
  typedef struct tokmill_encoding tokmill_encoding;
  typedef struct tokmill_error tokmill_error;
  typedef struct tokmill_column {
    const char *data; const void *offsets; const uint8_t *validity; size_t first; size_t count; size_t offset_size;
  } tokmill_column;
  int tokmill_encoding_by_name(const char *name, size_t size, tokmill_encoding **encoding, tokmill_error **error);
  int tokmill_count(const tokmill_encoding *, const char *, size_t, const void *, uint32_t, size_t *, void *);
  int tokmill_encode(const tokmill_encoding *, const char *, size_t, const void *, uint32_t, uint32_t *, uint64_t *,
                     size_t, size_t *, void *);
  int tokmill_decode(const tokmill_encoding *, const uint32_t *, size_t, char *, size_t, size_t *, void *);
  int tokmill_count_column(const tokmill_encoding *, const tokmill_column *, const void *, uint32_t, size_t, uint64_t *,
                           void *);
  int tokmill_error_status(const tokmill_error *);
  const char *tokmill_status_name(int);
  void tokmill_error_free(tokmill_error *);
  void tokmill_encoding_free(tokmill_encoding *);
]])
local lib = ffi.load(os.getenv("TOKMILL_C_LIBRARY"))

local function find(name)
  local encoding = ffi.new("tokmill_encoding *[1]")
  local failure = ffi.new("tokmill_error *[1]")
  if lib.tokmill_encoding_by_name(name, #name, encoding, failure) ~= 0 then
    local status = ffi.string(lib.tokmill_status_name(lib.tokmill_error_status(failure[0])))
    lib.tokmill_error_free(failure[0])
    return nil, status
  end
  return ffi.gc(encoding[0], lib.tokmill_encoding_free)
end

local o200k, cl100k = find("o200k_base"), find("cl100k_base")
local question = "How many tokens is this?"
local size = ffi.new("size_t[1]")
lib.tokmill_count(o200k, question, #question, nil, 0, size, nil)
print(tonumber(size[0]))

local ids = ffi.new("uint32_t[8]")
lib.tokmill_encode(cl100k, "hello world", 11, nil, 0, ids, nil, 8, size, nil)
local count = tonumber(size[0])
print(ids[0] .. " " .. ids[count - 1])
local text = ffi.new("char[32]")
lib.tokmill_decode(cl100k, ids, count, text, 32, size, nil)
print(ffi.string(text, size[0]))

local data, offsets, validity = "hello world", ffi.new("int32_t[4]", 0, 5, 11, 11), ffi.new("uint8_t[1]", 5)
local column = ffi.new("tokmill_column", data, offsets, validity, 0, 3, 4)
local counts = ffi.new("uint64_t[3]")
lib.tokmill_count_column(cl100k, column, nil, 0, 2, counts, nil)
print(tonumber(counts[0]) .. " " .. tonumber(counts[1]) .. " " .. tonumber(counts[2]))
print(select(2, find("nope")))
