//! Driver for the Rust crates `bpe-openai` and `tiktoken-rs`, which contains tiktoken's own core.
//! The first argument selects the crate. compare_peers.py documents the other arguments and the output.

use std::io::Write;
use std::time::Instant;

enum Peer {
    Bpe(&'static bpe_openai::Tokenizer),
    Tiktoken(&'static tiktoken_rs::CoreBPE),
}

impl Peer {
    fn new(name: &str, encoding: &str) -> Option<Peer> {
        Some(match (name, encoding) {
            ("bpe", "cl100k_base") => Peer::Bpe(bpe_openai::cl100k_base()),
            ("bpe", "o200k_base") => Peer::Bpe(bpe_openai::o200k_base()),
            ("tiktoken", "cl100k_base") => Peer::Tiktoken(tiktoken_rs::cl100k_base_singleton()),
            ("tiktoken", "o200k_base") => Peer::Tiktoken(tiktoken_rs::o200k_base_singleton()),
            _ => return None,
        })
    }

    fn encode(&self, text: &str) -> Vec<u32> {
        match self {
            Peer::Bpe(tokenizer) => tokenizer.encode(text),
            Peer::Tiktoken(core) => core.encode_ordinary(text),
        }
    }

    fn count(&self, text: &str) -> usize {
        match self {
            Peer::Bpe(tokenizer) => tokenizer.count(text),
            Peer::Tiktoken(core) => core.count_ordinary(text),
        }
    }
}

fn encode_lines(peer: &Peer, lines: &[&str], threads: usize) -> usize {
    let each = |part: &[&str]| part.iter().map(|line| peer.encode(line).len()).sum::<usize>();
    if threads == 1 {
        return each(lines);
    }
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|i| {
                let part = &lines[lines.len() * i / threads..lines.len() * (i + 1) / threads];
                scope.spawn(move || each(part))
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    })
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, task, encoding, file, repeats, threads] = &arguments[..] else {
        eprintln!("usage: rust_peers bpe|tiktoken ids|encode|count|lines ENCODING FILE REPEATS THREADS");
        std::process::exit(2);
    };
    let text = std::fs::read_to_string(file).expect("FILE must be readable and valid UTF-8");
    let start = Instant::now();
    let Some(peer) = Peer::new(name, encoding) else { std::process::exit(3) };
    peer.encode("a");
    let ready = start.elapsed().as_secs_f64();

    if task == "ids" {
        let bytes: Vec<u8> = peer.encode(&text).into_iter().flat_map(u32::to_le_bytes).collect();
        std::io::stdout().write_all(&bytes).expect("cannot write to standard output");
        return;
    }
    let lines: Vec<&str> = text.lines().collect();
    let threads: usize = threads.parse().expect("THREADS must be a number");
    let mut tokens = 0;
    let mut seconds = Vec::new();
    for _ in 0..repeats.parse::<usize>().expect("REPEATS must be a number") {
        let before = Instant::now();
        tokens = match task.as_str() {
            "count" => peer.count(&text),
            "lines" => encode_lines(&peer, &lines, threads),
            _ => peer.encode(&text).len(),
        };
        seconds.push(format!("{:.9}", before.elapsed().as_secs_f64()));
    }
    println!("{{\"ready\":{ready:.9},\"seconds\":[{}],\"tokens\":{tokens}}}", seconds.join(","));
}
