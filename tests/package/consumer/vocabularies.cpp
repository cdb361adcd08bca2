#include <tokmill/vocabularies/read.hpp>

int main() {
  const auto encoding = tokmill::vocabularies::read_encoding("{}", {"mine", ""});
  return encoding.error().code == tokmill::ErrorCode::malformed_tokenizer ? 0 : 1;
}
