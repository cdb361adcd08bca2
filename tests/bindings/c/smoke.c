/* Uses the C library from strict C99. Prints what tests/bindings/smoke_test.py expects. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "tokmill/tokmill.h"

int main(void) {
  const char *question = "How many tokens is this?";
  tokmill_encoding *o200k = NULL;
  tokmill_encoding *cl100k = NULL;
  tokmill_encoding *unknown = NULL;
  tokmill_error *error = NULL;
  size_t tokens = 0;
  uint32_t ids[8];
  size_t count = 0;
  char text[32];
  size_t size = 0;
  const int32_t offsets[] = {0, 5, 11, 11};
  const uint8_t validity[] = {5};
  tokmill_column column;
  uint64_t counts[3];

  if (tokmill_encoding_by_name("o200k_base", 10, &o200k, NULL) != TOKMILL_OK) return 1;
  if (tokmill_encoding_by_name("cl100k_base", 11, &cl100k, NULL) != TOKMILL_OK) return 1;
  if (tokmill_count(o200k, question, strlen(question), NULL, 0, &tokens, NULL) != TOKMILL_OK) return 1;
  printf("%lu\n", (unsigned long)tokens);
  if (tokmill_encode(cl100k, "hello world", 11, NULL, 0, ids, NULL, 8, &count, NULL) != TOKMILL_OK) return 1;
  printf("%" PRIu32 " %" PRIu32 "\n", ids[0], ids[count - 1]);
  if (tokmill_decode(cl100k, ids, count, text, sizeof text, &size, NULL) != TOKMILL_OK) return 1;
  printf("%.*s\n", (int)size, text);

  memset(&column, 0, sizeof column);
  column.data = "hello world";
  column.offsets = offsets;
  column.validity = validity;
  column.count = 3;
  column.offset_size = 4;
  if (tokmill_count_column(cl100k, &column, NULL, 0, 2, counts, NULL) != TOKMILL_OK) return 1;
  printf("%" PRIu64 " %" PRIu64 " %" PRIu64 "\n", counts[0], counts[1], counts[2]);

  if (tokmill_encoding_by_name("nope", 4, &unknown, &error) == TOKMILL_OK) return 1;
  printf("%s\n", tokmill_status_name(tokmill_error_status(error)));
  tokmill_error_free(error);
  tokmill_encoding_free(o200k);
  tokmill_encoding_free(cl100k);
  return 0;
}
