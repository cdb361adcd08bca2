#include <tokmill/formats/json.hpp>
#include <tokmill/formats/json_writer.hpp>

int main() {
  tokmill::formats::JsonWriter json;
  json.begin_object().key("text").value("a\"b").end_object();
  return json.text() == R"({"text":"a\"b"})" && tokmill::formats::parse_json(json.text()) ? 0 : 1;
}
