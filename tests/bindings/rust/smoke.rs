// Uses the C library from Rust. Prints what tests/bindings/smoke_test.py expects.
use std::ffi::{c_char, c_int, c_void, CStr};
use std::ptr::{null, null_mut};

#[repr(C)]
struct Column {
    data: *const u8,
    offsets: *const c_void,
    validity: *const u8,
    first: usize,
    count: usize,
    offset_size: usize,
}

#[link(name = "tokmill_c")]
extern "C" {
    fn tokmill_encoding_by_name(name: *const u8, size: usize, out: *mut *mut c_void, error: *mut *mut c_void) -> c_int;
    fn tokmill_count(encoding: *const c_void, text: *const u8, size: usize, policy: *const c_void, flags: u32,
                     tokens: *mut usize, error: *mut *mut c_void) -> c_int;
    fn tokmill_encode(encoding: *const c_void, text: *const u8, size: usize, policy: *const c_void, flags: u32,
                      ids: *mut u32, ends: *mut u64, capacity: usize, count: *mut usize, error: *mut *mut c_void) -> c_int;
    fn tokmill_decode(encoding: *const c_void, ids: *const u32, count: usize, text: *mut u8, capacity: usize,
                      size: *mut usize, error: *mut *mut c_void) -> c_int;
    fn tokmill_count_column(encoding: *const c_void, column: *const Column, policy: *const c_void, flags: u32,
                            threads: usize, counts: *mut u64, error: *mut *mut c_void) -> c_int;
    fn tokmill_error_status(error: *const c_void) -> c_int;
    fn tokmill_status_name(status: c_int) -> *const c_char;
    fn tokmill_error_free(error: *mut c_void);
    fn tokmill_encoding_free(encoding: *mut c_void);
}

fn find(name: &str) -> Result<*mut c_void, String> {
    let (mut encoding, mut error) = (null_mut(), null_mut());
    unsafe {
        if tokmill_encoding_by_name(name.as_ptr(), name.len(), &mut encoding, &mut error) == 0 {
            return Ok(encoding);
        }
        let status = CStr::from_ptr(tokmill_status_name(tokmill_error_status(error)));
        tokmill_error_free(error);
        Err(status.to_str().unwrap().to_string())
    }
}

fn main() {
    let (o200k, cl100k) = (find("o200k_base").unwrap(), find("cl100k_base").unwrap());
    let question = "How many tokens is this?";
    let (mut tokens, mut count, mut size) = (0, 0, 0);
    let mut ids = [0u32; 8];
    let mut text = [0u8; 32];
    let mut counts = [0u64; 3];
    let offsets = [0i32, 5, 11, 11];
    unsafe {
        tokmill_count(o200k, question.as_ptr(), question.len(), null(), 0, &mut tokens, null_mut());
        println!("{tokens}");
        tokmill_encode(cl100k, "hello world".as_ptr(), 11, null(), 0, ids.as_mut_ptr(), null_mut(), 8, &mut count, null_mut());
        println!("{} {}", ids[0], ids[count - 1]);
        tokmill_decode(cl100k, ids.as_ptr(), count, text.as_mut_ptr(), 32, &mut size, null_mut());
        println!("{}", std::str::from_utf8(&text[..size]).unwrap());
        let column = Column {
            data: "hello world".as_ptr(),
            offsets: offsets.as_ptr() as *const c_void,
            validity: [5u8].as_ptr(),
            first: 0,
            count: 3,
            offset_size: 4,
        };
        tokmill_count_column(cl100k, &column, null(), 0, 2, counts.as_mut_ptr(), null_mut());
        println!("{} {} {}", counts[0], counts[1], counts[2]);
        println!("{}", find("nope").unwrap_err());
        tokmill_encoding_free(o200k);
        tokmill_encoding_free(cl100k);
    }
}
