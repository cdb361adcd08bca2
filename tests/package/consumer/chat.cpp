#include <tokmill/chat/count.hpp>

int main() {
  const auto image = tokmill::chat::count_image({1024, 1024, tokmill::chat::ImageDetail::high}, "gpt-4o");
  return image.tokens == 765 ? 0 : 1;
}
