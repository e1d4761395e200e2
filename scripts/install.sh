#!/bin/sh
# Installs capsock: finds this system and processor, fetches the archive, checks it, unpacks it.
#
#   sh install.sh [--dir FOLDER] [--edition capsock|capsock-loopback] [--base URL]
#
# FOLDER is ~/.local/bin unless you say otherwise. URL is where the archives and SHA256SUMS are.
set -eu

base=${CAPSOCK_BASE:-https://github.com/capsock/capsock/releases/latest/download}
dir=${HOME:-.}/.local/bin
edition=capsock

fail() {
  echo "install: $1" >&2
  exit 1
}

while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1 needs a value"
  case $1 in
    --dir) dir=$2 ;;
    --edition) edition=$2 ;;
    --base) base=$2 ;;
    *) fail "unknown option $1; there are --dir, --edition and --base" ;;
  esac
  shift 2
done

case $edition in
  capsock | capsock-loopback) ;;
  *) fail "unknown edition $edition; there are capsock and capsock-loopback" ;;
esac

case $(uname -m) in
  x86_64 | amd64) processor=x86_64 ;;
  aarch64 | arm64) processor=aarch64 ;;
  *) fail "there is no executable for the processor $(uname -m)" ;;
esac

case $(uname -s) in
  Linux)
    if (ldd --version 2>&1 || true) | grep -qi musl; then
      fail "this Linux uses musl, and the executables need glibc; run it from source instead"
    fi
    system=unknown-linux-gnu
    ;;
  Darwin) system=apple-darwin ;;
  *) fail "there is no executable for $(uname -s) here; on Windows use install.ps1" ;;
esac

fetch() {
  if command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --output "$2" "$1"
  elif command -v wget >/dev/null; then
    wget --quiet --output-document="$2" "$1"
  else
    fail "neither curl nor wget is here to fetch anything with"
  fi || fail "cannot fetch $1"
}

sum() {
  if command -v sha256sum >/dev/null; then
    sha256sum "$1"
  else
    shasum -a 256 "$1"
  fi | cut -d ' ' -f 1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
archive=$edition-$processor-$system.tar.gz

fetch "$base/SHA256SUMS" "$work/SHA256SUMS"
wanted=$(sed -n "s/^\([0-9a-f]\{64\}\)  $archive\$/\1/p" "$work/SHA256SUMS")
[ -n "$wanted" ] || fail "SHA256SUMS has no line for $archive"

fetch "$base/$archive" "$work/$archive"
found=$(sum "$work/$archive")
[ "$found" = "$wanted" ] || fail "the checksum of $archive is wrong: expected $wanted, found $found; nothing was installed"

tar -xzf "$work/$archive" -C "$work" "$edition"
mkdir -p "$dir"
mv -f "$work/$edition" "$dir/$edition"
chmod 755 "$dir/$edition"
echo "installed $dir/$edition"

# macOS keeps what a browser downloads from running unsigned; what this script fetches is not marked so.
case :${PATH:-}: in
  *":$dir:"*) ;;
  *) echo "add it to your PATH: export PATH=\"$dir:\$PATH\"" ;;
esac
