#!/usr/bin/env bash
# haproxy-of-image.sh IMAGE FOLDER: puts a `haproxy` into FOLDER that runs the one of a container image on the same files.
set -euo pipefail
image=$1 folder=$2
docker pull --quiet "$image" >/dev/null
mkdir -p "$folder"
cat > "$folder/haproxy" <<EOF
#!/bin/sh
exec docker run --rm -i --network none --user "\$(id -u):\$(id -g)" -v /tmp:/tmp -v "\$PWD:\$PWD" -w "\$PWD" --entrypoint haproxy $image "\$@"
EOF
chmod +x "$folder/haproxy"
"$folder/haproxy" -v | head -1
