#pragma once

// The vocabulary images that the library is linked with, by the name of their table.

extern "C" {
extern const unsigned char tokmill_image_r50k_base[];
extern const unsigned char tokmill_image_p50k_base[];
extern const unsigned char tokmill_image_cl100k_base[];
extern const unsigned char tokmill_image_o200k_base[];
}
