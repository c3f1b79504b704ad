#!/usr/bin/env bash
# Real HAProxy builds of several branches, side by side, out of Debian's own packages: no root, nothing installed.
#   scripts/get-haproxy.sh [FOLDER] [BRANCH...]     FOLDER: ~/.cache/haproxy-ws/haproxy   BRANCH: 2.6 3.0 3.2 3.4 (all)
# Prints one line a build: its branch and the path of a wrapper that runs it with the libraries it was built for.
# Each branch lives in a Debian suite. The mirror is the one this machine's apt uses; on a machine that is not Debian,
# name one in HAPROXY_WS_DEBIAN_MIRROR (and install debian-archive-keyring).
# Exit: 2 unknown branch, 3 nothing to fetch from, 4 a build does not run.
set -euo pipefail
folder=${1:-${HAPROXY_WS_CACHE:-$HOME/.cache/haproxy-ws}/haproxy}; shift || true
branches=("$@"); ((${#branches[@]})) || branches=(2.6 3.0 3.2 3.4)
declare -A suite=([2.6]=bookworm [3.0]=trixie [3.2]=sid [3.4]=experimental)
for branch in "${branches[@]}"; do
  [[ -n ${suite[$branch]:-} ]] || { echo "get-haproxy: no Debian suite known for $branch" >&2; exit 2; }
done

mkdir -p "$folder"; folder=$(cd "$folder" && pwd)
# Two test files may ask at the same moment: the second waits and then finds the builds there.
if command -v flock >/dev/null; then exec 9>"$folder/.lock"; flock 9; fi

fetch() { # BRANCH: leaves $folder/BRANCH/{root,haproxy}
  local branch=$1 name=${suite[$1]} home=$folder/$1 work site arch keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || { echo "get-haproxy: needs apt-get and dpkg-deb (a Debian or Ubuntu machine)" >&2; exit 3; }
  site=${HAPROXY_WS_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null | grep -E '/debian/?$' | head -n 1 || true)}
  [[ -n $site ]] || { echo "get-haproxy: no Debian mirror among this machine's apt sources; name one in HAPROXY_WS_DEBIAN_MIRROR" >&2; exit 3; }
  [[ -r $keyring ]] || { echo "get-haproxy: $keyring is missing (package debian-archive-keyring)" >&2; exit 3; }
  arch=$(dpkg --print-architecture)
  work=$folder/.work-$branch.$$; rm -rf "$work"
  mkdir -p "$work"/{state/lists/partial,cache/archives/partial,etc,root}
  : >"$work/status"
  echo "deb [signed-by=$keyring] $site $name main" >"$work/etc/sources.list"
  # what experimental needs beside its own packages
  [[ $name != experimental ]] || echo "deb [signed-by=$keyring] $site sid main" >>"$work/etc/sources.list"
  local apt=(-o "Dir::State=$work/state" -o "Dir::State::status=$work/status" -o "Dir::Cache=$work/cache" -o "Dir::Etc::sourcelist=$work/etc/sources.list"
    -o Dir::Etc::sourceparts=- -o Dir::Etc::preferencesparts=- -o "APT::Architecture=$arch" -o APT::Install-Recommends=0 -o Debug::NoLocking=1
    -o APT::Sandbox::User=root -o Acquire::Languages=none -o Acquire::Check-Valid-Until=false)
  local target=(haproxy); [[ $name != experimental ]] || target=(-t experimental haproxy)
  # an empty package status makes apt bring the whole closure, the C library included
  { apt-get "${apt[@]}" -qq update && apt-get "${apt[@]}" -qq -y --download-only install "${target[@]}"; } >"$work/log" 2>&1 || { cat "$work/log" >&2; rm -rf "$work"; exit 3; }
  local deb
  for deb in "$work"/cache/archives/*.deb; do
    case ${deb##*/} in haproxy_* | lib* | zlib1g_* | jemalloc*) dpkg-deb -x "$deb" "$work/root" ;; esac
  done
  mkdir -p "$home"; rm -rf "$home/root"; mv "$work/root" "$home/root"; rm -rf "$work"
  local loader libs
  loader=$(find "$home/root" -name 'ld-linux*.so*' -o -name 'ld-*.so.1' 2>/dev/null | head -n 1)
  libs=$(find "$home/root" -name '*.so*' -type f -printf '%h\n' -o -name '*.so*' -type l -printf '%h\n' | sort -u | tr '\n' ':')
  printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$loader" "${libs%:}" "$home/root/usr/sbin/haproxy" >"$home/haproxy.new"
  chmod +x "$home/haproxy.new"; mv "$home/haproxy.new" "$home/haproxy"
}

for branch in "${branches[@]}"; do
  wrapper=$folder/$branch/haproxy
  [[ -x $wrapper ]] || { echo "get-haproxy: fetching HAProxy $branch (Debian ${suite[$branch]})" >&2; fetch "$branch"; }
  "$wrapper" -v >/dev/null || { echo "get-haproxy: $branch does not run" >&2; exit 4; }
  printf '%s %s\n' "$branch" "$wrapper"
done
