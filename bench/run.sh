#!/usr/bin/env bash
# Measures the built server, and a peer in the same run, beside what this machine's processors can do at best. Prints a Markdown page.
# With `only` and a word it measures the rows whose name has it, without the peer; with `import` and a number, the import of so many
# users; with `search` and a number, pages of a pool with so many; with `policy`, decisions by policies; with
# `signature`, signatures of requests to doors; with `guard`, the guard before a service.
set -euo pipefail
umask 022
exec </dev/null
cd "$(dirname "$(readlink -f "$0")")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

{
    [ node_modules/.package-lock.json -nt package-lock.json ] || { npm ci --loglevel=error && touch node_modules/.package-lock.json; }
    dotnet build Gatehouse.Bench.csproj -c Release -v quiet --disable-build-servers
} >&2
exec dotnet bin/Release/net10.0/Gatehouse.Bench.dll "$@"
