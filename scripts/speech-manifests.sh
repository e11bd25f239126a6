#!/bin/sh
# Writes manifests for `civicline eval speech` from folders of recordings.
#
#   scripts/speech-manifests.sh tsv FOLDER LANGUAGE GRAMMAR < REFS.tsv
#       lines of FILE<TAB>WORDS, files in FOLDER; GRAMMAR is a question, "" is open
#   scripts/speech-manifests.sh callers FOLDER LANGUAGE < phrases.tsv
#       lines of NUMBER<TAB>INTENT<TAB>WORDS, files FOLDER/NUMBER.wav; the question
#       is the one that the intent answers
#   scripts/speech-manifests.sh fsdd FOLDER
#       the free spoken digits (DIGIT_SPEAKER_NUMBER.wav)
#   scripts/speech-manifests.sh texts FOLDER LANGUAGE [GRAMMAR]
#       X.wav with its words in X.txt
set -eu

line() { # file language words grammar
	printf '{"audio": "%s", "language": "%s", "words": "%s"' "$1" "$2" "$3"
	if [ -n "$4" ]; then printf ', "grammar": "%s"' "$4"; fi
	printf '}\n'
}

tab=$(printf '\t')
case "${1:-}" in
tsv)
	while IFS="$tab" read -r file words; do line "$2/$file" "$3" "$words" "$4"; done
	;;
callers)
	while IFS="$tab" read -r number intent words; do
		case "$intent" in
		receipt) grammar="receipt number" ;;
		a_number | dob) grammar="digits" ;;
		yes | no) grammar="yes or no" ;;
		*) grammar="" ;;
		esac
		line "$2/$number.wav" "$3" "$words" "$grammar"
	done
	;;
fsdd)
	for file in "$2"/*.wav; do
		digit=$(basename "$file"); digit=${digit%%_*}
		line "$file" en "$digit" digits
	done
	;;
texts)
	for file in "$2"/*.txt; do
		[ -f "${file%.txt}.wav" ] && line "${file%.txt}.wav" "$3" "$(tr -d '\r\n"' < "$file")" "${4:-}"
	done
	;;
*)
	sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
	exit 2
	;;
esac
