// Uses the C library from Node, with koffi. Prints what tests/bindings/smoke_test.py expects.
const koffi = require('koffi');

const lib = koffi.load(process.env.TOKMILL_C_LIBRARY);
koffi.opaque('tokmill_encoding');
koffi.opaque('tokmill_error');
koffi.struct('tokmill_column', {
  data: 'str', offsets: 'int32_t *', validity: 'uint8_t *', first: 'size_t', count: 'size_t', offset_size: 'size_t',
});
const byName = lib.func('int tokmill_encoding_by_name(str name, size_t size, _Out_ tokmill_encoding **encoding, ' +
                        '_Out_ tokmill_error **error)');
const countTokens = lib.func('int tokmill_count(tokmill_encoding *encoding, str text, size_t size, void *policy, ' +
                             'uint32_t flags, _Out_ size_t *tokens, void *error)');
const encode = lib.func('int tokmill_encode(tokmill_encoding *encoding, str text, size_t size, void *policy, ' +
                        'uint32_t flags, _Out_ uint32_t *ids, void *ends, size_t capacity, _Out_ size_t *count, ' +
                        'void *error)');
const decode = lib.func('int tokmill_decode(tokmill_encoding *encoding, uint32_t *ids, size_t count, ' +
                        '_Out_ uint8_t *text, size_t capacity, _Out_ size_t *size, void *error)');
const countColumn = lib.func('int tokmill_count_column(tokmill_encoding *encoding, tokmill_column *column, ' +
                             'void *policy, uint32_t flags, size_t threads, _Out_ uint64_t *counts, void *error)');
const errorStatus = lib.func('int tokmill_error_status(tokmill_error *error)');
const statusName = lib.func('str tokmill_status_name(int status)');
const freeError = lib.func('void tokmill_error_free(tokmill_error *error)');
const freeEncoding = lib.func('void tokmill_encoding_free(tokmill_encoding *encoding)');

function find(name) {
  const encoding = [null];
  const error = [null];
  if (byName(name, Buffer.byteLength(name), encoding, error) !== 0) {
    const status = statusName(errorStatus(error[0]));
    freeError(error[0]);
    throw new Error(status);
  }
  return encoding[0];
}

const o200k = find('o200k_base');
const cl100k = find('cl100k_base');
const question = 'How many tokens is this?';
const tokens = [0];
countTokens(o200k, question, Buffer.byteLength(question), null, 0, tokens, null);
console.log(tokens[0]);

const ids = new Uint32Array(8);
const count = [0];
encode(cl100k, 'hello world', 11, null, 0, ids, null, ids.length, count, null);
console.log(ids[0], ids[Number(count[0]) - 1]);
const text = new Uint8Array(32);
const size = [0];
decode(cl100k, ids, count[0], text, text.length, size, null);
console.log(Buffer.from(text).toString('utf8', 0, Number(size[0])));

const counts = new BigUint64Array(3);
const column = {
  data: 'hello world', offsets: new Int32Array([0, 5, 11, 11]), validity: new Uint8Array([5]), first: 0, count: 3,
  offset_size: 4,
};
countColumn(cl100k, column, null, 0, 2, counts, null);
console.log(counts.join(' '));
try {
  find('nope');
} catch (error) {
  console.log(error.message);
}
freeEncoding(o200k);
freeEncoding(cl100k);
