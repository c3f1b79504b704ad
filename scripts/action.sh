#!/usr/bin/env bash
# What the action of action.yml does: builds the checker where it is not built yet, then checks. Inputs come as environment variables and
# are never read as code.
set -euo pipefail
root=${HAPROXY_WS_ROOT:?}
if [ ! -f "$root/dist/cli.js" ]; then
  (cd "$root" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && node scripts/build.mjs) >&2
fi
options=(--fail-on "${HAPROXY_WS_FAIL_ON:-warning}")
[ -z "${HAPROXY_WS_VERSION:-}" ] || options+=(--target "$HAPROXY_WS_VERSION")
files=()
while IFS= read -r line; do
  line=${line#"${line%%[![:space:]]*}"}; line=${line%"${line##*[![:space:]]}"}
  [ -z "$line" ] || files+=("$line")
done <<< "${HAPROXY_WS_FILES:-.}"
if [ -n "${HAPROXY_WS_SARIF:-}" ]; then
  node "$root/dist/cli.js" check "${options[@]}" --fail-on never --format sarif -- "${files[@]}" > "$HAPROXY_WS_SARIF" || [ $? -eq 2 ]
fi
exec node "$root/dist/cli.js" check "${options[@]}" --format github -- "${files[@]}"
