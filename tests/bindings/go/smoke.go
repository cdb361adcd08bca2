// Uses the C library from Go. Prints what tests/bindings/smoke_test.py expects.
package main

/*
#include <stdlib.h>
#include "tokmill/tokmill.h"
*/
import "C"

import (
	"errors"
	"fmt"
	"unsafe"
)

func bytes(text string) (*C.char, C.size_t) {
	return (*C.char)(unsafe.Pointer(unsafe.StringData(text))), C.size_t(len(text))
}

func find(name string) (*C.tokmill_encoding, error) {
	data, size := bytes(name)
	var encoding *C.tokmill_encoding
	var failure *C.tokmill_error
	if C.tokmill_encoding_by_name(data, size, &encoding, &failure) != C.TOKMILL_OK {
		defer C.tokmill_error_free(failure)
		return nil, errors.New(C.GoString(C.tokmill_status_name(C.int(C.tokmill_error_status(failure)))))
	}
	return encoding, nil
}

func main() {
	o200k, _ := find("o200k_base")
	cl100k, _ := find("cl100k_base")
	defer C.tokmill_encoding_free(o200k)
	defer C.tokmill_encoding_free(cl100k)

	var tokens C.size_t
	data, size := bytes("How many tokens is this?")
	C.tokmill_count(o200k, data, size, nil, 0, &tokens, nil)
	fmt.Println(tokens)

	ids := make([]uint32, 8)
	var count C.size_t
	data, size = bytes("hello world")
	C.tokmill_encode(cl100k, data, size, nil, 0, (*C.uint32_t)(&ids[0]), nil, 8, &count, nil)
	fmt.Println(ids[0], ids[count-1])
	text := make([]byte, 32)
	C.tokmill_decode(cl100k, (*C.uint32_t)(&ids[0]), count, (*C.char)(unsafe.Pointer(&text[0])), 32, &size, nil)
	fmt.Println(string(text[:size]))

	// Rows whose memory belongs to C: a structure that is passed to C must not have pointers to Go's memory.
	rows := (*[3]C.tokmill_text)(C.calloc(3, C.size_t(unsafe.Sizeof(C.tokmill_text{}))))
	rows[0].data, rows[0].size = C.CString("hello"), 5
	counts := make([]uint64, 3)
	C.tokmill_count_texts(cl100k, &rows[0], 3, nil, 0, 2, (*C.uint64_t)(&counts[0]), nil)
	fmt.Println(counts[0], counts[1], counts[2])
	C.free(unsafe.Pointer(rows[0].data))
	C.free(unsafe.Pointer(rows))

	_, err := find("nope")
	fmt.Println(err)
}
