#pragma once

// The vocabulary images that are embedded in the library, one per `.tiktoken` file.

extern "C" {
extern const unsigned char tokmill_image_r50k_base[];
extern const unsigned char tokmill_image_p50k_base[];
extern const unsigned char tokmill_image_cl100k_base[];
extern const unsigned char tokmill_image_o200k_base[];
}
