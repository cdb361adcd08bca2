//! Driver for `AppendableEncoder` and `IntervalEncoding` of the crate `bpe`, with the vocabularies of `bpe-openai`.
//! They count the whole text as one piece. ../../../../counters/compare.py documents the arguments and the output.

use bpe_openai::appendable_encoder::AppendableEncoder;
use bpe_openai::byte_pair_encoding::BytePairEncoding;
use bpe_openai::interval_encoding::IntervalEncoding;
use std::ops::Range;

const REPEATS: usize = 3;
const SIZES: [usize; 5] = [10, 100, 1000, 10_000, 100_000];
const PART_SIZE: usize = 64;

extern "C" {
    fn clock_gettime(clock: i32, time: *mut [i64; 2]) -> i32;
}

/// The CPU time of this process.
fn cpu_nanoseconds() -> f64 {
    const CLOCK_PROCESS_CPUTIME_ID: i32 = 2;
    let mut time = [0i64; 2];
    assert_eq!(unsafe { clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &mut time) }, 0);
    time[0] as f64 * 1e9 + time[1] as f64
}

fn best(units: usize, mut run: impl FnMut()) -> f64 {
    let mut least = f64::MAX;
    for _ in 0..REPEATS {
        let start = cpu_nanoseconds();
        run();
        least = least.min(cpu_nanoseconds() - start);
    }
    least / units as f64
}

fn resident_bytes() -> usize {
    let all = std::fs::read_to_string("/proc/self/statm").expect("cannot read the memory in use");
    all.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % n
    }
}

fn intervals(text: &str, size: usize, count: usize) -> Vec<Range<usize>> {
    let character_start = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at += 1;
        }
        at
    };
    let mut random = Random(1);
    (0..count)
        .map(|_| {
            let start = character_start(random.below(text.len() - size.min(text.len() - 1)));
            start..start.max(character_start(text.len().min(start + size)))
        })
        .collect()
}

fn grow(bpe: &BytePairEncoding, text: &[u8], step: usize) -> u64 {
    let mut encoder = AppendableEncoder::new(bpe);
    let mut sum = 0;
    for part in text.chunks(step) {
        encoder.extend(part.iter().copied());
        sum += encoder.token_count() as u64;
    }
    sum
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [encoding, file] = &arguments[..] else {
        eprintln!("usage: counters ENCODING FILE");
        std::process::exit(2);
    };
    let bpe = match encoding.as_str() {
        "cl100k_base" => &bpe_openai::cl100k_base().bpe,
        "o200k_base" => &bpe_openai::o200k_base().bpe,
        _ => std::process::exit(3),
    };
    bpe.count(b"load the tables");
    let before = resident_bytes();
    let text = std::fs::read_to_string(file).expect("FILE must be readable and valid UTF-8");
    let bytes = text.as_bytes();
    let prepared = IntervalEncoding::new(bpe, bytes);
    let used = resident_bytes() - before;

    let mut answers = 0u64;
    for size in SIZES {
        for range in intervals(&text, size, 100) {
            let tokens = prepared.count(range.clone());
            assert_eq!(tokens, bpe.count(&bytes[range]), "interval");
            answers = answers.wrapping_mul(31).wrapping_add(tokens as u64);
        }
    }
    let mut checked = AppendableEncoder::new(bpe);
    for at in 0..bytes.len().min(3000) {
        checked.push(bytes[at]);
        if at % 7 == 0 {
            assert_eq!(checked.token_count(), bpe.count(&bytes[..at + 1]), "append");
        }
    }

    print!("{{\"bytes\":{:.3}", used as f64 / bytes.len() as f64);
    for (name, step) in [("append_1", 1), ("append_64", PART_SIZE)] {
        print!(",\"{name}\":{:.2}", best(bytes.len(), || assert!(grow(bpe, bytes, step) > 0)));
    }
    const STEPS: usize = 200;
    let mut growing = AppendableEncoder::new(bpe);
    growing.extend(bytes.iter().copied());
    let each = best(STEPS, || {
        let mut random = Random(1);
        for _ in 0..STEPS {
            let size = bytes.len() - PART_SIZE - random.below(1000);
            growing.truncate(size);
            growing.extend(bytes[size..size + PART_SIZE].iter().copied());
            assert!(growing.token_count() > 0);
            growing.extend(bytes[size + PART_SIZE..].iter().copied());
        }
    });
    print!(",\"roll_back\":{each:.0}");
    let each = best(bytes.len(), || assert!(IntervalEncoding::new(bpe, bytes).count(0..1) > 0));
    print!(",\"prepare\":{each:.2}");
    for size in SIZES {
        let ranges = intervals(&text, size, 500);
        let mut sum = 0;
        let count_all = || ranges.iter().map(|range| prepared.count(range.clone())).sum::<usize>();
        let each = best(ranges.len(), || sum += count_all());
        assert!(sum > 0);
        print!(",\"interval_{size}\":{each:.0}");
    }
    println!(",\"answers\":\"{answers:016x}\"}}");
}
