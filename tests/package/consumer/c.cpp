#include <tokmill/tokmill.h>

int main() {
  tokmill_encoding* encoding = nullptr;
  if (tokmill_encoding_by_name("o200k_base", 10, &encoding, nullptr) != TOKMILL_OK) return 1;
  size_t tokens = 0;
  const tokmill_status status =
      tokmill_count(encoding, "How many tokens is this?", 24, nullptr, 0, &tokens, nullptr);
  tokmill_encoding_free(encoding);
  return status == TOKMILL_OK && tokens == 6 && tokmill_abi_version() == TOKMILL_C_ABI_VERSION ? 0 : 1;
}
