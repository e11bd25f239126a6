#!/usr/bin/env bash
# Kills a centre under load at random moments, 200 times on SQLite and 50 times
# on PostgreSQL (or as often as it is told: scripts/crash.sh 20 5), and fails if
# a place or a callback was lost, or a call was offered twice. It starts its own
# PostgreSQL server, and stops by itself.
set -euo pipefail
cd "$(dirname "$0")/.."
export CIVICLINE_KILLS_SQLITE="${1:-200}" CIVICLINE_KILLS_POSTGRES="${2:-50}" CIVICLINE_REQUIRE_TOOLS=1
exec go test -tags opus,nolibopusfile -count=1 -timeout 30m -run 'TestKills' -v ./crashtest
