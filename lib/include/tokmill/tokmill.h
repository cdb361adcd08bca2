/**
 * The C interface of tokmill: counting and encoding text with byte-level BPE tokenizers, exactly as tiktoken does.
 *
 * Link libtokmill_c: `tokmill::c` of the CMake package (COMPONENTS c), or `tokmill-c` of pkg-config. The header is C99
 * and C++. A first program:
 *
 *     #include <stdio.h>
 *     #include <string.h>
 *     #include <tokmill/tokmill.h>
 *
 *     int main(void) {
 *       const char *text = "How many tokens is this?";
 *       tokmill_encoding *encoding = NULL;
 *       tokmill_error *error = NULL;
 *       if (tokmill_encoding_by_name("o200k_base", 10, &encoding, &error) != TOKMILL_OK) {
 *         fprintf(stderr, "%s\n", tokmill_error_message(error));
 *         tokmill_error_free(error);
 *         return 1;
 *       }
 *       size_t tokens = 0;
 *       if (tokmill_count(encoding, text, strlen(text), NULL, 0, &tokens, NULL) == TOKMILL_OK) {
 *         printf("%zu\n", tokens);
 *       }
 *       tokmill_encoding_free(encoding);
 *       return 0;
 *     }
 *
 * **Text** is a pointer and a size in bytes, and need not end in NUL; NUL is a character like any other. The pointer
 * may be NULL if the size is 0. It is UTF-8; each maximal ill-formed part (Unicode 16.0, section 3.9) is treated as
 * U+FFFD, as Python's `bytes.decode(errors="replace")` does, unless TOKMILL_BYTE_FALLBACK is set. Names, dates and paths
 * are passed in the same way. The library reads what is passed during the call only, except where a function says so.
 * All offsets and sizes are in bytes.
 *
 * **Errors.** A function that can fail returns a tokmill_status. If it is not TOKMILL_OK, no result is written, and if
 * `error` is not NULL, `*error` is set to an object with a message and a position, which the caller frees with
 * tokmill_error_free(). On success, `*error` is not changed. A pointer to a result must not be NULL, unless the function
 * says so. No C++ exception leaves the library.
 *
 * **Ownership.** The caller frees each object with the function for its type, in any order: an object keeps what it needs
 * of others. These functions accept NULL. Arrays and strings that a function returns through a pointer to a pointer are
 * freed with tokmill_free(), unless the function says that they belong to an object.
 *
 * **Threads.** A tokmill_encoding, a tokmill_special_policy, a tokmill_interval_counter and a tokmill_error are
 * immutable: any number of threads may use one at the same time. Other objects may be used by one thread at a time, and
 * by different threads one after another. There is nothing to set up or to shut down. Functions with a parameter
 * `threads` start at most that many threads, the caller's included (0 means 1), and join them before they return;
 * results do not depend on it. Other functions start none. No thread outlives a call, so the library can be used after
 * fork().
 *
 * **Stability.** tokmill_abi_version() changes if a program that was compiled with an older header could break. Values
 * of enumerations and the layout of structures do not change otherwise. Functions and enumerators may be added.
 */
#ifndef TOKMILL_TOKMILL_H
#define TOKMILL_TOKMILL_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32) && defined(TOKMILL_C_BUILD)
#define TOKMILL_C_EXPORT __declspec(dllexport)
#elif defined(_WIN32) && !defined(TOKMILL_C_STATIC)
#define TOKMILL_C_EXPORT __declspec(dllimport)
#elif defined(__GNUC__)
#define TOKMILL_C_EXPORT __attribute__((visibility("default")))
#else
#define TOKMILL_C_EXPORT
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* --- Versions ---------------------------------------------------------------------------------------------------- */

/** The version of the interface that this header describes. */
#define TOKMILL_C_ABI_VERSION 1

/** The version of the interface that the library has: compare it with TOKMILL_C_ABI_VERSION after loading. */
TOKMILL_C_EXPORT uint32_t tokmill_abi_version(void);

/** The version of the library, such as "0.2.0". Valid for the lifetime of the program. */
TOKMILL_C_EXPORT const char *tokmill_version(void);

/* --- Errors ------------------------------------------------------------------------------------------------------ */

/** The result of a function. */
typedef enum tokmill_status {
  TOKMILL_OK = 0,
  TOKMILL_OUT_OF_MEMORY = 1,
  TOKMILL_INVALID_ARGUMENT = 2,          /**< An argument is outside of the documented range. */
  TOKMILL_UNKNOWN_ENCODING = 3,          /**< There is no encoding with this name. */
  TOKMILL_UNKNOWN_MODEL = 4,             /**< No tokenizer, or no price, is known for this model. */
  TOKMILL_DISALLOWED_SPECIAL_TOKEN = 5,  /**< The text contains a special token that the policy does not allow. */
  TOKMILL_UNKNOWN_SPECIAL_TOKEN = 6,     /**< The policy names a special token that the encoding does not have. */
  TOKMILL_TOKEN_OUT_OF_RANGE = 7,        /**< The encoding has no token with this id. */
  TOKMILL_ILL_FORMED_TEXT = 8,           /**< The text is not UTF-8, and the function requires UTF-8. */
  TOKMILL_UNREADABLE_FILE = 9,           /**< A file cannot be opened or read, or is too large. */
  TOKMILL_MALFORMED_VOCABULARY = 10,     /**< A vocabulary file does not have its format. */
  TOKMILL_UNSUPPORTED_VOCABULARY = 11,   /**< A vocabulary exceeds a limit, or needs what the message names. */
  TOKMILL_MALFORMED_PATTERN = 12,        /**< A pattern is unknown, not valid, or outside of the supported language. */
  TOKMILL_MALFORMED_DATE = 13,           /**< A date does not have the form YYYY-MM-DD. */
  TOKMILL_MALFORMED_REQUEST = 14,        /**< A request, in JSON, that cannot be counted. */
  TOKMILL_OVERFLOW = 15,                 /**< An exact result does not fit its type. */
  TOKMILL_UNAVAILABLE = 16,              /**< This build of the library lacks what the function needs. */
  TOKMILL_INTERNAL_ERROR = 17            /**< A fault of the library: please report it. */
} tokmill_status;

/** What went wrong, and where. */
typedef struct tokmill_error tokmill_error;

/** The name of a tokmill_status, such as "unknown_model"; "unknown" for other numbers. Valid for the lifetime of the
 * program. */
TOKMILL_C_EXPORT const char *tokmill_status_name(int status);

/** The status that the function returned. TOKMILL_OK for NULL. */
TOKMILL_C_EXPORT tokmill_status tokmill_error_status(const tokmill_error *error);

/** A sentence for people in UTF-8, without a final full stop. It ends in NUL and is valid as long as the error. "" for
 * NULL. */
TOKMILL_C_EXPORT const char *tokmill_error_message(const tokmill_error *error);

/** Where the error is: a byte offset in the text, an index in the ids, or a line of a file from 1, as the function
 * documents; 0 if there is no position. */
TOKMILL_C_EXPORT uint64_t tokmill_error_position(const tokmill_error *error);

/** In functions for several rows, the index of the first row with an error; otherwise 0. */
TOKMILL_C_EXPORT uint64_t tokmill_error_row(const tokmill_error *error);

TOKMILL_C_EXPORT void tokmill_error_free(tokmill_error *error);

/** Frees an array or a string that a function of the library has returned. */
TOKMILL_C_EXPORT void tokmill_free(void *memory);

/* --- Encodings --------------------------------------------------------------------------------------------------- */

/** A tokenizer: how text is split into pieces, the tokens that pieces become, and special tokens. */
typedef struct tokmill_encoding tokmill_encoding;

/** A special token. `name` includes its brackets, as in the text. */
typedef struct tokmill_special_token {
  const char *name;
  size_t name_size;
  uint32_t id;
} tokmill_special_token;

/** The number of built-in encodings, and the name of each. The name ends in NUL and is valid for the lifetime of the
 * program; NULL if `index` is not less than the number. */
TOKMILL_C_EXPORT size_t tokmill_encoding_name_count(void);
TOKMILL_C_EXPORT const char *tokmill_encoding_name_at(size_t index);

/** The built-in encoding with this name: "o200k_base", "cl100k_base", and so on. Takes about as long as one allocation:
 * the vocabularies are part of the library.
 * Errors: TOKMILL_UNKNOWN_ENCODING; the message has the nearest name and all names. */
TOKMILL_C_EXPORT tokmill_status tokmill_encoding_by_name(const char *name, size_t name_size,
                                                         tokmill_encoding **encoding, tokmill_error **error);

/** The encoding of a model, by any name that the program's `--model` accepts. If the model's own tokenizer is not public,
 * the encoding is that of the program, o200k_base, with which counts are only approximate: then `*exact` is 0, otherwise
 * 1. If `exact` is NULL, such a model is an error.
 * Errors: TOKMILL_UNKNOWN_MODEL. */
TOKMILL_C_EXPORT tokmill_status tokmill_encoding_for_model(const char *model, size_t model_size,
                                                           tokmill_encoding **encoding, int *exact,
                                                           tokmill_error **error);

/** What the contents of a vocabulary file do not say. A structure of zeros is right for formats other than rank files. */
typedef struct tokmill_vocabulary_options {
  const char *name;  /**< The name of the encoding; any text. */
  size_t name_size;

  /** For rank files (`.tiktoken`) only, and required there: a name such as "cl100k", or a regular expression. */
  const char *pattern;
  size_t pattern_size;

  const tokmill_special_token *special_tokens;  /**< For rank files only. */
  size_t special_token_count;
} tokmill_vocabulary_options;

/** The encoding of a vocabulary file: `tokenizer.json`, `tekken.json`, GGUF or a rank file, recognized by the contents.
 * It gives the ids of the program that the format comes from: Hugging Face tokenizers, mistral-common or tiktoken.
 * `options` may be NULL. Takes about 0.2 seconds for 200,000 tokens.
 * Errors: TOKMILL_UNREADABLE_FILE; TOKMILL_MALFORMED_VOCABULARY (position: the line of a rank file);
 * TOKMILL_UNSUPPORTED_VOCABULARY; TOKMILL_MALFORMED_PATTERN; TOKMILL_INVALID_ARGUMENT if the options do not suit the
 * format. */
TOKMILL_C_EXPORT tokmill_status tokmill_encoding_from_file(const char *path, size_t path_size,
                                                           const tokmill_vocabulary_options *options,
                                                           tokmill_encoding **encoding, tokmill_error **error);
TOKMILL_C_EXPORT tokmill_status tokmill_encoding_from_memory(const char *contents, size_t contents_size,
                                                             const tokmill_vocabulary_options *options,
                                                             tokmill_encoding **encoding, tokmill_error **error);

/** The encoding of a `vocab.json` and a `merges.txt` as GPT-2 has them, without special tokens. Errors: as above. */
TOKMILL_C_EXPORT tokmill_status tokmill_encoding_from_merges(const char *vocabulary, size_t vocabulary_size,
                                                             const char *merges, size_t merges_size, const char *name,
                                                             size_t name_size, tokmill_encoding **encoding,
                                                             tokmill_error **error);

TOKMILL_C_EXPORT void tokmill_encoding_free(tokmill_encoding *encoding);

/** The name of the encoding, with a NUL after it. `*size` is its size in bytes, if `size` is not NULL. Valid as long as
 * the encoding. */
TOKMILL_C_EXPORT const char *tokmill_encoding_name(const tokmill_encoding *encoding, size_t *size);

/** One more than the largest id of a token, special tokens included. Not every smaller id has a token. */
TOKMILL_C_EXPORT uint32_t tokmill_vocabulary_size(const tokmill_encoding *encoding);

/** The bytes of a token. They need not be UTF-8, do not end in NUL, and are valid as long as the encoding. NULL if no
 * token has this id; `*size` is then 0. */
TOKMILL_C_EXPORT const char *tokmill_token_bytes(const tokmill_encoding *encoding, uint32_t id, size_t *size);

/** Writes the id of the ordinary or special token with exactly these bytes, and returns 1; returns 0 if there is none. */
TOKMILL_C_EXPORT int tokmill_token_id(const tokmill_encoding *encoding, const char *bytes, size_t size, uint32_t *id);

/** The number of special tokens, and each of them, ordered by id. Views in `*token` are valid as long as the encoding.
 * Returns 0 if `index` is not less than the number, otherwise 1. */
TOKMILL_C_EXPORT size_t tokmill_special_token_count(const tokmill_encoding *encoding);
TOKMILL_C_EXPORT int tokmill_special_token_at(const tokmill_encoding *encoding, size_t index,
                                              tokmill_special_token *token);

/** The tokens that the model expects before and after a text, such as `<|begin_of_text|>`. No function adds or counts
 * them. The arrays are valid as long as the encoding. */
TOKMILL_C_EXPORT const uint32_t *tokmill_prefix_tokens(const tokmill_encoding *encoding, size_t *count);
TOKMILL_C_EXPORT const uint32_t *tokmill_suffix_tokens(const tokmill_encoding *encoding, size_t *count);

/* --- Special tokens ---------------------------------------------------------------------------------------------- */

/** How to treat special tokens in a text: tiktoken's `allowed_special` and `disallowed_special`. Where a function takes
 * a policy, NULL means that special tokens are ordinary text: right for text of users. */
typedef struct tokmill_special_policy tokmill_special_policy;

/** How to treat special tokens that a policy does not name. */
typedef enum tokmill_special {
  TOKMILL_SPECIAL_ORDINARY = 0, /**< As ordinary text. */
  TOKMILL_SPECIAL_ERROR = 1,    /**< As an error: tiktoken's default. */
  TOKMILL_SPECIAL_ALLOW = 2     /**< As their ids. */
} tokmill_special;

/** A text: names in a policy, rows of a batch. A row is null if `data` is NULL. */
typedef struct tokmill_text {
  const char *data;
  size_t size;
} tokmill_text;

/** Makes a policy: special tokens in `allowed` become their ids, those in `disallowed` are errors, and others are treated
 * as `others`, a tokmill_special, says. A name in both lists is disallowed. Lists may be NULL if their count is 0.
 * Errors: TOKMILL_INVALID_ARGUMENT if `others` is TOKMILL_SPECIAL_ALLOW and a list is not empty, if it is
 * TOKMILL_SPECIAL_ERROR and `disallowed` is not empty, or if it is another number. Functions that use the policy return
 * TOKMILL_UNKNOWN_SPECIAL_TOKEN if the encoding lacks a name. */
TOKMILL_C_EXPORT tokmill_status tokmill_special_policy_new(int others, const tokmill_text *allowed,
                                                           size_t allowed_count, const tokmill_text *disallowed,
                                                           size_t disallowed_count, tokmill_special_policy **policy,
                                                           tokmill_error **error);
TOKMILL_C_EXPORT void tokmill_special_policy_free(tokmill_special_policy *policy);

/* --- Counting, encoding and decoding ----------------------------------------------------------------------------- */

/** A flag: each byte of an ill-formed part becomes a token, so that decoding restores the bytes. Encodings that lack
 * tokens for some bytes ignore it. */
#define TOKMILL_BYTE_FALLBACK UINT32_C(1)

/** Counts the tokens of a text. `flags`: 0 or TOKMILL_BYTE_FALLBACK. Linear.
 * Errors: TOKMILL_DISALLOWED_SPECIAL_TOKEN (position: the byte offset of the first one, where each ill-formed part before
 * it takes three bytes); TOKMILL_UNKNOWN_SPECIAL_TOKEN. Without a policy, only TOKMILL_OUT_OF_MEMORY. */
TOKMILL_C_EXPORT tokmill_status tokmill_count(const tokmill_encoding *encoding, const char *text, size_t size,
                                              const tokmill_special_policy *policy, uint32_t flags, size_t *tokens,
                                              tokmill_error **error);

/** The same on up to `threads` threads, for one long text; a text of less than 1 MiB is counted on the caller's thread.
 * Special tokens are ordinary text. */
TOKMILL_C_EXPORT tokmill_status tokmill_count_parallel(const tokmill_encoding *encoding, const char *text, size_t size,
                                                       size_t threads, uint32_t flags, size_t *tokens,
                                                       tokmill_error **error);

/** Writes 1 to `*within` and the number of tokens to `*tokens`, which may be NULL, if it is at most `limit`; otherwise
 * only 0 to `*within`. Stops soon after the limit is exceeded. Special tokens are ordinary text. */
TOKMILL_C_EXPORT tokmill_status tokmill_count_within(const tokmill_encoding *encoding, const char *text, size_t size,
                                                     size_t limit, uint32_t flags, int *within, size_t *tokens,
                                                     tokmill_error **error);

/** Writes the first `capacity` tokens of a text to `ids`, and to `ends`, unless it is NULL, the end of each as a byte
 * offset in tokmill_tokenized_text(). Writes the number of all tokens of the text to `*count`: if that is greater than
 * `capacity`, call again with larger arrays. `ids` may be NULL if `capacity` is 0. Text that is UTF-8 has no more tokens
 * than bytes in any built-in encoding.
 * Errors: as tokmill_count(). */
TOKMILL_C_EXPORT tokmill_status tokmill_encode(const tokmill_encoding *encoding, const char *text, size_t size,
                                               const tokmill_special_policy *policy, uint32_t flags, uint32_t *ids,
                                               uint64_t *ends, size_t capacity, size_t *count, tokmill_error **error);

/** Writes the first `capacity` bytes of the text of `ids` to `text`, and the number of all its bytes to `*size`. It need
 * not be UTF-8, because a token may be a part of a character. No NUL is added.
 * Errors: TOKMILL_TOKEN_OUT_OF_RANGE (position: the index of the first id that has no token). */
TOKMILL_C_EXPORT tokmill_status tokmill_decode(const tokmill_encoding *encoding, const uint32_t *ids, size_t count,
                                               char *text, size_t capacity, size_t *size, tokmill_error **error);

/** A range [start, end) of byte offsets. */
typedef struct tokmill_span {
  uint64_t start;
  uint64_t end;
} tokmill_span;

/** The pieces into which the pre-tokenizer splits a text, as offsets in tokmill_tokenized_text(). Free `*pieces` with
 * tokmill_free(). Special tokens are ordinary text. */
TOKMILL_C_EXPORT tokmill_status tokmill_pieces(const tokmill_encoding *encoding, const char *text, size_t size,
                                               uint32_t flags, tokmill_span **pieces, size_t *count,
                                               tokmill_error **error);

/** The text that is tokenized, to which offsets refer: the same text if it is UTF-8 and the encoding has no normalizers,
 * as the built-in ones. Free `*tokenized` with tokmill_free(). */
TOKMILL_C_EXPORT tokmill_status tokmill_tokenized_text(const tokmill_encoding *encoding, const char *text, size_t size,
                                                       const tokmill_special_policy *policy, uint32_t flags,
                                                       char **tokenized, size_t *tokenized_size,
                                                       tokmill_error **error);

/* --- Many texts -------------------------------------------------------------------------------------------------- */

/** A column of texts in the layout of Apache Arrow (Utf8, LargeUtf8, Binary, LargeBinary). */
typedef struct tokmill_column {
  const char *data;         /**< The bytes of all rows. */
  const void *offsets;      /**< `first + count + 1` offsets into `data`; row i ends where row i + 1 starts. */
  const uint8_t *validity;  /**< Bit `first + i`, from the lowest bit of each byte, is 0 if row i is null. NULL: none is. */
  size_t first;             /**< The index of the first row: Arrow's `offset`. */
  size_t count;             /**< The number of rows. */
  size_t offset_size;       /**< 4 if `offsets` are of type int32_t, 8 if they are of type int64_t. */
} tokmill_column;

/** Counts the tokens of each row into `counts`, which has as many elements as there are rows. A null row has 0.
 * Errors: as tokmill_count(), with tokmill_error_row(); TOKMILL_INVALID_ARGUMENT if `offset_size` is neither 4 nor 8, or
 * an offset is less than the one before it. `counts` is then unspecified. */
TOKMILL_C_EXPORT tokmill_status tokmill_count_column(const tokmill_encoding *encoding, const tokmill_column *column,
                                                     const tokmill_special_policy *policy, uint32_t flags,
                                                     size_t threads, uint64_t *counts, tokmill_error **error);
TOKMILL_C_EXPORT tokmill_status tokmill_count_texts(const tokmill_encoding *encoding, const tokmill_text *texts,
                                                    size_t count, const tokmill_special_policy *policy, uint32_t flags,
                                                    size_t threads, uint64_t *counts, tokmill_error **error);

/** Encodes all rows. The tokens of row i are `(*ids)[offsets[i]]` to `(*ids)[offsets[i + 1] - 1]`, so `offsets` has one
 * element more than there are rows: the layout of Arrow's LargeList<uint32>. A null row has no tokens. Free `*ids` with
 * tokmill_free(). Errors: as tokmill_count_column(). */
TOKMILL_C_EXPORT tokmill_status tokmill_encode_column(const tokmill_encoding *encoding, const tokmill_column *column,
                                                      const tokmill_special_policy *policy, uint32_t flags,
                                                      size_t threads, uint32_t **ids, uint64_t *offsets,
                                                      tokmill_error **error);
TOKMILL_C_EXPORT tokmill_status tokmill_encode_texts(const tokmill_encoding *encoding, const tokmill_text *texts,
                                                     size_t count, const tokmill_special_policy *policy,
                                                     uint32_t flags, size_t threads, uint32_t **ids, uint64_t *offsets,
                                                     tokmill_error **error);

/* --- Truncating and chunking ------------------------------------------------------------------------------------- */

/** Writes the size in bytes of the longest start of a text with at most `max_tokens` tokens, counted alone; special
 * tokens are ordinary text. It ends between characters.
 * Errors: TOKMILL_ILL_FORMED_TEXT (position: the byte offset). */
TOKMILL_C_EXPORT tokmill_status tokmill_longest_prefix(const tokmill_encoding *encoding, const char *text, size_t size,
                                                       size_t max_tokens, size_t *prefix_size, tokmill_error **error);

/** The same for the end of a text: writes the byte offset at which it starts. */
TOKMILL_C_EXPORT tokmill_status tokmill_longest_suffix(const tokmill_encoding *encoding, const char *text, size_t size,
                                                       size_t max_tokens, size_t *suffix_start, tokmill_error **error);

/** Where chunks preferably end, best first; combine with `|`. Without any, they end between any two characters.
 * Sentences, words and graphemes (user-perceived characters) need a library that was built with ICU. */
#define TOKMILL_CHUNK_PARAGRAPHS UINT32_C(1)
#define TOKMILL_CHUNK_SENTENCES UINT32_C(2)
#define TOKMILL_CHUNK_WORDS UINT32_C(4)
#define TOKMILL_CHUNK_GRAPHEMES UINT32_C(8)

/** A part [start, end) of a text, with the number of its tokens, counted alone. */
typedef struct tokmill_chunk {
  uint64_t start;
  uint64_t end;
  uint64_t tokens;
} tokmill_chunk;

/** Splits a text into chunks of at most `max_tokens` tokens, each of which repeats at most `overlap` tokens of the one
 * before it. A chunk ends at the last boundary of the best kind that leaves it at least half of `max_tokens` tokens. Free
 * `*chunks` with tokmill_free().
 * Errors: TOKMILL_ILL_FORMED_TEXT (position: the byte offset); TOKMILL_INVALID_ARGUMENT if `max_tokens` is 0 or `overlap`
 * is not less than it, or if a character has more than `max_tokens` tokens (position: its byte offset);
 * TOKMILL_UNAVAILABLE. */
TOKMILL_C_EXPORT tokmill_status tokmill_chunk_text(const tokmill_encoding *encoding, const char *text, size_t size,
                                                   size_t max_tokens, size_t overlap, uint32_t boundaries,
                                                   tokmill_chunk **chunks, size_t *count, tokmill_error **error);

/* --- Text and tokens that arrive in parts ------------------------------------------------------------------------ */

/** Counts a text that arrives in parts, in bounded memory. The result is that of the whole text, wherever it is cut. */
typedef struct tokmill_stream_counter tokmill_stream_counter;

TOKMILL_C_EXPORT tokmill_status tokmill_stream_counter_new(const tokmill_encoding *encoding,
                                                           const tokmill_special_policy *policy, uint32_t flags,
                                                           size_t threads, tokmill_stream_counter **counter,
                                                           tokmill_error **error);

/** Continues the text with `part`. Errors: as tokmill_count(), with positions in the whole text; every further call
 * returns the same error until tokmill_stream_counter_finish(). */
TOKMILL_C_EXPORT tokmill_status tokmill_stream_counter_append(tokmill_stream_counter *counter, const char *part,
                                                              size_t size, tokmill_error **error);

/** Ends the text and writes the number of its tokens. The next append starts another text. */
TOKMILL_C_EXPORT tokmill_status tokmill_stream_counter_finish(tokmill_stream_counter *counter, uint64_t *tokens,
                                                              tokmill_error **error);

/** The number of tokens that later text cannot change: at most the result. */
TOKMILL_C_EXPORT uint64_t tokmill_stream_counter_settled(const tokmill_stream_counter *counter);
TOKMILL_C_EXPORT void tokmill_stream_counter_free(tokmill_stream_counter *counter);

/** Encodes a text that arrives in parts, in bounded memory. */
typedef struct tokmill_stream_encoder tokmill_stream_encoder;

TOKMILL_C_EXPORT tokmill_status tokmill_stream_encoder_new(const tokmill_encoding *encoding,
                                                           const tokmill_special_policy *policy, uint32_t flags,
                                                           size_t threads, tokmill_stream_encoder **encoder,
                                                           tokmill_error **error);

/** Continues the text with `part`, and gives the tokens that later text cannot change: the next `*count` of the whole
 * text. If `ends` is not NULL, `*ends` are their ends as byte offsets in the whole tokenized text; ask for them in every
 * call for a text or in none. The arrays belong to the encoder and are valid until its next call. Errors: as
 * tokmill_stream_counter_append(). */
TOKMILL_C_EXPORT tokmill_status tokmill_stream_encoder_append(tokmill_stream_encoder *encoder, const char *part,
                                                              size_t size, const uint32_t **ids, const uint64_t **ends,
                                                              size_t *count, tokmill_error **error);

/** Ends the text and gives its remaining tokens, as above. The next append starts another text. */
TOKMILL_C_EXPORT tokmill_status tokmill_stream_encoder_finish(tokmill_stream_encoder *encoder, const uint32_t **ids,
                                                              const uint64_t **ends, size_t *count,
                                                              tokmill_error **error);
TOKMILL_C_EXPORT void tokmill_stream_encoder_free(tokmill_stream_encoder *encoder);

/** Decodes tokens that arrive in parts, and holds back the bytes of a character until they are complete. */
typedef struct tokmill_stream_decoder tokmill_stream_decoder;

TOKMILL_C_EXPORT tokmill_status tokmill_stream_decoder_new(const tokmill_encoding *encoding, uint32_t flags,
                                                           tokmill_stream_decoder **decoder, tokmill_error **error);

/** Continues with `ids`, and gives the text that is complete: with the flag TOKMILL_BYTE_FALLBACK the bytes of the
 * tokens, otherwise UTF-8 with ill-formed parts replaced by U+FFFD. `*text` belongs to the decoder and is valid until its
 * next call; it does not end in NUL. Errors: TOKMILL_TOKEN_OUT_OF_RANGE (position: the index among all ids); every
 * further call returns the same error until tokmill_stream_decoder_finish(). */
TOKMILL_C_EXPORT tokmill_status tokmill_stream_decoder_append(tokmill_stream_decoder *decoder, const uint32_t *ids,
                                                              size_t count, const char **text, size_t *size,
                                                              tokmill_error **error);

/** Ends the text and gives what was held back, as above. */
TOKMILL_C_EXPORT tokmill_status tokmill_stream_decoder_finish(tokmill_stream_decoder *decoder, const char **text,
                                                              size_t *size, tokmill_error **error);
TOKMILL_C_EXPORT void tokmill_stream_decoder_free(tokmill_stream_decoder *decoder);

/** Counts a text that grows at its end and shrinks again. Special tokens are ordinary text. Keeps a copy of the text. */
typedef struct tokmill_appendable_counter tokmill_appendable_counter;

TOKMILL_C_EXPORT tokmill_status tokmill_appendable_counter_new(const tokmill_encoding *encoding,
                                                               tokmill_appendable_counter **counter,
                                                               tokmill_error **error);
TOKMILL_C_EXPORT tokmill_status tokmill_appendable_counter_append(tokmill_appendable_counter *counter,
                                                                  const char *part, size_t size,
                                                                  tokmill_error **error);

/** Writes the number of tokens of the text so far. Takes as long as counting what was appended since the last call. After
 * TOKMILL_OUT_OF_MEMORY, an appendable counter can only be freed. */
TOKMILL_C_EXPORT tokmill_status tokmill_appendable_counter_count(tokmill_appendable_counter *counter, uint64_t *tokens,
                                                                 tokmill_error **error);

/** The size of the text in bytes. */
TOKMILL_C_EXPORT size_t tokmill_appendable_counter_size(const tokmill_appendable_counter *counter);

/** Removes all but the first `size` bytes of the text; nothing if there are no more. */
TOKMILL_C_EXPORT tokmill_status tokmill_appendable_counter_roll_back(tokmill_appendable_counter *counter, size_t size,
                                                                     tokmill_error **error);
TOKMILL_C_EXPORT void tokmill_appendable_counter_free(tokmill_appendable_counter *counter);

/** A text that is prepared once, so that the tokens of any part of it are counted without reading the part. */
typedef struct tokmill_interval_counter tokmill_interval_counter;

/** Prepares a text, of which it keeps a copy. Takes about twice as long as tokmill_encode(). */
TOKMILL_C_EXPORT tokmill_status tokmill_interval_counter_new(const tokmill_encoding *encoding, const char *text,
                                                             size_t size, tokmill_interval_counter **counter,
                                                             tokmill_error **error);

/** Writes the number of tokens of the bytes [start, end) of the text, counted alone: 0 if `start` is not before `end`.
 * An `end` beyond the text means its end. */
TOKMILL_C_EXPORT tokmill_status tokmill_interval_counter_count(const tokmill_interval_counter *counter, size_t start,
                                                               size_t end, uint64_t *tokens, tokmill_error **error);
TOKMILL_C_EXPORT void tokmill_interval_counter_free(tokmill_interval_counter *counter);

/* --- Prices ------------------------------------------------------------------------------------------------------ */

/** The tokens of one call, and the number of such calls. */
typedef struct tokmill_usage {
  uint64_t input_tokens;             /**< The whole input, with the part that is read from the cache. */
  uint64_t cached_tokens;            /**< The part of the input that is read from the cache. */
  uint64_t cache_write_tokens;       /**< Written to the cache, besides the input, for the shorter retention time. */
  uint64_t cache_write_long_tokens;  /**< The same for the longer retention time. */
  uint64_t output_tokens;
  uint64_t calls;                    /**< 0 means 1. */
} tokmill_usage;

/** A model with its limits and prices on the day `date` ("YYYY-MM-DD"), as JSON: an element of the array that
 * `tokmill models MODEL --json` prints. `model` is any name that the program accepts. The JSON is UTF-8, `*json_size`
 * bytes and a NUL; free it with tokmill_free(). Amounts are exact decimal numbers in strings; unknown ones are null.
 * Errors: TOKMILL_UNKNOWN_MODEL; TOKMILL_MALFORMED_DATE. */
TOKMILL_C_EXPORT tokmill_status tokmill_model_json(const char *model, size_t model_size, const char *date,
                                                   size_t date_size, char **json, size_t *json_size,
                                                   tokmill_error **error);

/** All models of the price table, as an array of such objects. */
TOKMILL_C_EXPORT tokmill_status tokmill_models_json(const char *date, size_t date_size, char **json,
                                                    size_t *json_size, tokmill_error **error);

/** What calls cost, as JSON: an element of the array that `tokmill cost --json` prints for given numbers of tokens.
 * `service` is "batch", "flex", "priority" and so on; NULL and 0 for the standard service.
 * Errors: TOKMILL_UNKNOWN_MODEL; TOKMILL_MALFORMED_DATE; TOKMILL_OVERFLOW; TOKMILL_INVALID_ARGUMENT if there are more
 * cached tokens than input tokens, or no such service. */
TOKMILL_C_EXPORT tokmill_status tokmill_cost_json(const char *model, size_t model_size, const tokmill_usage *usage,
                                                  const char *service, size_t service_size, const char *date,
                                                  size_t date_size, char **json, size_t *json_size,
                                                  tokmill_error **error);

/** What a request to a model costs, as JSON: an element of the array that `tokmill cost --chat --json` prints. `request`
 * is the JSON of a request in any form that the program accepts, and is counted; `usage->input_tokens` is ignored.
 * `model` may be NULL and 0: then it is that of the request.
 * Errors: as above; TOKMILL_MALFORMED_REQUEST, also if there is no model. */
TOKMILL_C_EXPORT tokmill_status tokmill_request_cost_json(const char *request, size_t request_size, const char *model,
                                                          size_t model_size, const tokmill_usage *usage,
                                                          const char *service, size_t service_size, const char *date,
                                                          size_t date_size, char **json, size_t *json_size,
                                                          tokmill_error **error);

#ifdef __cplusplus
}
#endif

#endif
