#!/usr/bin/env bash
# Installs the Debian packages that Civicline needs and are missing: with "run"
# those to build and run the centre, with "test" those for its tests too.
# It asks nothing, installs only as root, and otherwise prints the line to run.
set -euo pipefail

run=(ca-certificates gcc libc6-dev pkg-config libopus-dev espeak-ng flite libpocketsphinx3 pocketsphinx-en-us)
tests=(chromium sip-tester baresip-core postgresql)

case "${1:-run}" in
  run) want=("${run[@]}") ;;
  test) want=("${run[@]}" "${tests[@]}") ;;
  *) echo "usage: scripts/setup.sh [run|test]" >&2; exit 2 ;;
esac

for tool in go node npm; do
  if ! command -v "$tool" >/dev/null; then
    echo "civicline: $tool is not on the PATH. Install Go 1.26 or newer and Node 20 or newer, then run this again." >&2
    exit 1
  fi
done

missing=()
for p in "${want[@]}"; do
  dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'install ok installed' || missing+=("$p")
done
if [ ${#missing[@]} -eq 0 ]; then
  exit 0
fi

line="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
if [ "$(id -u)" -ne 0 ]; then
  printf 'civicline: these Debian packages are missing: %s\nRun this, then try again:\n\n  sudo sh -c "%s"\n\n' "${missing[*]}" "$line" >&2
  exit 1
fi
echo "Installing Debian packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
if [[ " ${missing[*]} " == *" postgresql "* ]]; then # the tests start servers of their own: the system needs none
  mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.d/civicline.conf
fi
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
