#!/bin/sh
# The program with a deliberate fault in each of some commands. TOKMILL_WITHOUT_FAULT is the program without faults.

program=$TOKMILL_WITHOUT_FAULT
case "$*" in
  'encode --npy new '*)
    "$program" "$@"
    status=$?
    : > .tokmill-left
    exit $status
    ;;
  'split --html new '*)
    "$program" "$@" && [ $(($$ % 2)) = 0 ] && printf part > new
    ;;
  'encode --jsonl') # keeps a megabyte for each line
    exec python3 -c 'import subprocess, sys
program = subprocess.Popen([sys.argv[1], "encode", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
kept = []
for line in sys.stdin.buffer:
    kept.append(b"x" * (len(line) << 7))
    program.stdin.write(line)
    program.stdin.flush()
    sys.stdout.buffer.write(program.stdout.readline())
    sys.stdout.buffer.flush()' "$program"
    ;;
  'decode --jsonl')
    while read -r _; do echo '"something else"'; done
    ;;
  'encode --json '*) kill -s SEGV $$ ;;
  'truncate '*) # every other process
    "$program" "$@" || exit
    [ $(($$ % 2)) = 0 ] || echo more
    ;;
  'compare '*) exit 4 ;;
  models) exit 1 ;;
  'numbers 1234567')
    echo 'file.cpp:1:2: runtime error: signed integer overflow' >&2
    exec "$program" "$@"
    ;;
  *) exec "$program" "$@" ;;
esac
