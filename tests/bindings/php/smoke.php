<?php
// Uses the C library from PHP's FFI. Prints what tests/bindings/smoke_test.py expects.
$lib = FFI::cdef('
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
    int tokmill_count_column(const tokmill_encoding *, const tokmill_column *, const void *, uint32_t, size_t,
                             uint64_t *, void *);
    int tokmill_error_status(const tokmill_error *);
    const char *tokmill_status_name(int);
    void tokmill_error_free(tokmill_error *);
    void tokmill_encoding_free(tokmill_encoding *);
', getenv('TOKMILL_C_LIBRARY'));

function find(FFI $lib, string $name) {
    $encoding = $lib->new('tokmill_encoding *');
    $error = $lib->new('tokmill_error *');
    if ($lib->tokmill_encoding_by_name($name, strlen($name), FFI::addr($encoding), FFI::addr($error)) !== 0) {
        $status = $lib->tokmill_status_name($lib->tokmill_error_status($error));
        $lib->tokmill_error_free($error);
        throw new OutOfBoundsException($status);
    }
    return $encoding;
}

$o200k = find($lib, 'o200k_base');
$cl100k = find($lib, 'cl100k_base');
$question = 'How many tokens is this?';
$size = $lib->new('size_t');
$lib->tokmill_count($o200k, $question, strlen($question), null, 0, FFI::addr($size), null);
echo $size->cdata, "\n";

$ids = $lib->new('uint32_t[8]');
$lib->tokmill_encode($cl100k, 'hello world', 11, null, 0, $ids, null, 8, FFI::addr($size), null);
$count = $size->cdata;
echo $ids[0], ' ', $ids[$count - 1], "\n";
$text = $lib->new('char[32]');
$lib->tokmill_decode($cl100k, $ids, $count, $text, 32, FFI::addr($size), null);
echo FFI::string($text, $size->cdata), "\n";

$data = $lib->new('char[11]');
FFI::memcpy($data, 'hello world', 11);
$offsets = $lib->new('int32_t[4]');
foreach ([0, 5, 11, 11] as $row => $offset) {
    $offsets[$row] = $offset;
}
$validity = $lib->new('uint8_t[1]');
$validity[0] = 5;
$column = $lib->new('tokmill_column');
$column->data = $lib->cast('char *', FFI::addr($data));
$column->offsets = $lib->cast('void *', FFI::addr($offsets));
$column->validity = $lib->cast('uint8_t *', FFI::addr($validity));
$column->first = 0;
$column->count = 3;
$column->offset_size = 4;
$counts = $lib->new('uint64_t[3]');
$lib->tokmill_count_column($cl100k, FFI::addr($column), null, 0, 2, $counts, null);
echo $counts[0], ' ', $counts[1], ' ', $counts[2], "\n";
try {
    find($lib, 'nope');
} catch (OutOfBoundsException $error) {
    echo $error->getMessage(), "\n";
}
$lib->tokmill_encoding_free($o200k);
$lib->tokmill_encoding_free($cl100k);
