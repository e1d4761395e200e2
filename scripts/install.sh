#!/bin/sh
# Installs capsock: looks whether it can run here, downloads the archive, compares its checksum, unpacks it.
# `sh install.sh --help` shows how to call this script.
set -eu

base=${CAPSOCK_BASE:-https://github.com/capsock/capsock/releases/latest/download}
dir=${HOME:-.}/.local/bin
edition=capsock

# What the executables need. The glibc is the newest version that one of their symbols asks for.
glibc_minor=27           # of glibc 2
address_space=34000000   # KiB: the JavaScript engine reserves 32 GiB when it starts, and uses little of it
program_size=100000      # KiB, in the folder
unpacking_size=145000    # KiB, in the folder for temporary files: the archive and what comes out of it

usage() {
  cat <<END
usage: sh install.sh [--dir FOLDER] [--edition EDITION] [--base URL]

Downloads capsock, compares its checksum and puts it into FOLDER.

  --dir FOLDER       where the program goes (default: ~/.local/bin)
  --edition EDITION  capsock, or capsock-loopback, which reaches this machine only (default: capsock)
  --base URL         where the archives and SHA256SUMS are (default: the latest release)
  --help             show this text

It needs 100 MB of disk in FOLDER and 145 MB for temporary files while it runs. On Linux the program needs
glibc 2.$glibc_minor or newer, and a limit of address space (\`ulimit -v\`) of at least $address_space, better
68000000 or none: in between the program fails to start now and then.
END
}

fail() {
  echo "install: $1" >&2
  exit 1
}

while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
  esac
  [ $# -ge 2 ] || fail "$1 needs a value"
  case $1 in
    --dir) dir=$2 ;;
    --edition) edition=$2 ;;
    --base) base=$2 ;;
    *) fail "unknown option $1; there are --dir, --edition, --base and --help" ;;
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
    libc=$(ldd --version 2>&1 || true)
    case $libc in
      *musl*) fail "this Linux uses musl, and the executables need glibc; run capsock from source instead" ;;
    esac
    # The version stands at the end of the first line: ldd (Debian GLIBC 2.36-9) 2.36
    minor=$(echo "$libc" | sed -n '1s/.* 2\.\([0-9]\{1,\}\).*/\1/p')
    if [ "${minor:-$glibc_minor}" -lt $glibc_minor ]; then
      fail "this Linux has glibc 2.$minor, and the executables need 2.$glibc_minor or newer; run capsock from source instead"
    fi
    limit=$(ulimit -v 2>/dev/null || true)
    case $limit in
      '' | *[!0-9]*) ;;
      *)
        if [ "$limit" -lt $address_space ]; then
          fail "programs may use $limit KiB of address space here, and capsock needs $address_space; try: ulimit -v unlimited"
        fi
        ;;
    esac
    system=unknown-linux-gnu
    ;;
  Darwin) system=apple-darwin ;;
  *) fail "there is no executable for $(uname -s) here; on Windows use install.ps1" ;;
esac

# Ends the script when the disk of folder $1, which need not exist yet, has less than $2 KiB.
need_disk() {
  folder=$1
  while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
  free=$(df -Pk "$folder" 2>/dev/null | sed -n '2s/.* \([0-9]\{1,\}\) \{1,\}[0-9]\{1,\}% .*/\1/p')
  if [ "${free:-$2}" -lt "$2" ]; then
    fail "the disk of $1 has $((free / 1000)) MB free, and installing needs $(($2 / 1000)) MB there$3"
  fi
}
need_disk "$dir" $program_size "; --dir chooses another folder"
need_disk "${TMPDIR:-/tmp}" $unpacking_size " while it runs; TMPDIR chooses another folder"

fetch() {
  if command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --output "$2" "$1"
  elif command -v wget >/dev/null; then
    wget --quiet --output-document="$2" "$1"
  else
    fail "this script needs curl or wget, and neither is installed"
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

tar -xzf "$work/$archive" -C "$work" "$edition" || fail "cannot unpack $archive in $work"
mkdir -p "$dir"
mv -f "$work/$edition" "$dir/$edition" || fail "cannot write $dir/$edition"
chmod 755 "$dir/$edition"
echo "installed $dir/$edition"

case :${PATH:-}: in
  *":$dir:"*) ;;
  *) echo "add it to your PATH: export PATH=\"$dir:\$PATH\"" ;;
esac
