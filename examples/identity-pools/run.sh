#!/usr/bin/env bash
# Two people of a user pool and a guest, a file server that believes everybody, and the guard before it: each person reaches their own folder
# alone, and the guest what is public.
# Starts everything on this machine's loopback and in a temporary directory, tells what it does, and leaves nothing behind.
#
#   ./examples/identity-pools/run.sh
#
# Needs the .NET SDK and Node 20 or newer. PROGRAM may name a gatehouse.dll that is built already.
set -euo pipefail
umask 022
exec </dev/null
cd "$(dirname "$(readlink -f "$0")")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 NODE_NO_WARNINGS=1
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

{
    [ node_modules/.package-lock.json -nt package-lock.json ] || { npm ci --loglevel=error && touch node_modules/.package-lock.json; }
    if [ -z "${PROGRAM:-}" ]; then
        dotnet build ../../src/Gatehouse -c Release -v quiet --nologo
        PROGRAM=../../src/Gatehouse/bin/Release/net10.0/gatehouse.dll
    fi
} >&2
PROGRAM=$(readlink -f "$PROGRAM") exec node walk.mjs
