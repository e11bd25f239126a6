#!/usr/bin/env bash
# Takes screenshots of every page, with a call going on, into the folder given.
set -euo pipefail
out=${1:?usage: scripts/shots.sh FOLDER}
mkdir -p "$out"
data=$(mktemp -d)
bin/civicline run --data "$data" --http 127.0.0.1:0 --sip 127.0.0.1:0 --always-open >"$data/said" 2>"$data/log" &
centre=$!
trap 'kill -INT $centre 2>/dev/null; wait $centre 2>/dev/null; rm -rf "$data"' EXIT
for _ in $(seq 100); do
  grep -q 'Stop with' "$data/said" && break
  kill -0 $centre 2>/dev/null || { cat "$data/log" >&2; exit 1; }
  sleep 0.3
done
base=$(grep -o 'http://[0-9.:]*' "$data/said" | head -1)
# The caller's microphone: a wish, a pause, and the reason.
node -e '
const { readFileSync, writeFileSync } = require("node:fs");
const quiet = (s) => Buffer.alloc(s * 16000);
const say = (n) => readFileSync(`rehearse/callers/en-${n}.wav`).subarray(44);
const pcm = Buffer.concat([quiet(4), say("live-agent"), quiet(9), say("card-lost"), quiet(60)]);
const head = Buffer.from(readFileSync("rehearse/callers/en-card-lost.wav").subarray(0, 44));
head.writeUInt32LE(36 + pcm.length, 4);
head.writeUInt32LE(pcm.length, 40);
writeFileSync(process.argv[1], Buffer.concat([head, pcm]));
' "$data/voice.wav"
node desk/web/tests/whole.mjs "$base" maria:demo-maria "$out" --voice "$data/voice.wav"
node desk/web/scripts/shots.mjs "$base" "$out" maria:demo-maria sofia:demo-sofia
ls "$out"
