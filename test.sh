#!/usr/bin/env bash
# Everything a fresh Debian machine with the .NET SDK, Node and git still needs, then every test.
#
#   ./test.sh           all tests; the last line is "N passed, N failed, N skipped"
#   ./test.sh --fast    only the quick tests: no database server, browser or client
#   ./test.sh --help    this
#
# GATEHOUSE_LONG=1 runs the long forms of the reliability tests as well.
set -euo pipefail
umask 022
exec </dev/null
cd "$(dirname "$(readlink -f "$0")")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en LC_ALL=C.UTF-8
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

say() { printf '== %s\n' "$*"; }
stop() { printf 'test.sh: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

fast=false
case "${1:-}" in
    '') ;;
    --fast) fast=true ;;
    --help | -h) sed -n '2,/^set /{/^set /!s/^# \{0,1\}//p}' "$0"; exit 0 ;;
    *) stop "unknown option $1; ./test.sh --help tells what there is" ;;
esac

# What the machine needs -----------------------------------------------------------------------------------------------------------

as_root=()
apt_ready=false

# install PACKAGE: by apt, as root or through sudo; without either, a sentence on what to install by hand.
install() {
    has apt-get || stop "$1 is missing and this is not Debian: install it by hand, then run ./test.sh again"
    if [ "$(id -u)" -ne 0 ]; then
        has sudo && sudo -n true 2>/dev/null || stop "$1 is missing: run 'apt-get install $1' as root, then ./test.sh again"
        as_root=(sudo -n)
    fi
    if ! $apt_ready; then
        say "refreshing the package lists"
        "${as_root[@]}" apt-get update -qq
        apt_ready=true
    fi
    say "installing $1"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 \
        apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold "$1" >/dev/null
}

has_postgres() { has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_browser() { has chromium || has chromium-browser || has google-chrome; }

# Only the server's programs are wanted: the tests start servers of their own, so no cluster of the system is made.
install_postgres() {
    local settings=/etc/postgresql-common/createcluster.conf
    if [ ! -e "$settings" ]; then
        [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
        "${as_root[@]}" mkdir -p "${settings%/*}" 2>/dev/null \
            && echo 'create_main_cluster = false' | "${as_root[@]}" tee "$settings" >/dev/null || true
    fi
    install postgresql
}

# Only the program is wanted: the tests start it with files of their own, so the system is told to start no service meanwhile.
install_nginx() {
    local policy=/usr/sbin/policy-rc.d made=false status=0
    [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
    if [ ! -e "$policy" ] && printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null 2>&1; then
        "${as_root[@]}" chmod +x "$policy"
        made=true
    fi
    (install nginx) || status=$?
    if $made; then "${as_root[@]}" rm -f "$policy"; fi
    return "$status"
}

# Packages for Node, when the lock file is newer than what is there.
install_clients() {
    local kept=node_modules/.package-lock.json
    cd test/Gatehouse.Clients.Tests
    if [ "$kept" -nt package-lock.json ] && [ "$kept" -nt package.json ]; then
        say "npm packages are there"
    else
        say "installing npm packages"
        npm ci --loglevel=error
        touch "$kept"
    fi
    cd - >/dev/null
}

has dotnet || stop "the .NET SDK $(sed -n 's/.*"version": "\([^"]*\)".*/\1/p' global.json) or newer is needed: https://dotnet.microsoft.com/download"
if ! $fast; then
    has node && has npm || stop "Node 20 or newer with npm is needed: https://nodejs.org"
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || stop "Node 20 or newer is needed; this is $(node --version)"
    if has_postgres; then say "PostgreSQL is there"; else install_postgres; fi
    if has nginx || [ -x /usr/sbin/nginx ]; then say "nginx is there"; else install_nginx; fi
    if has_browser; then say "Chromium is there"; else install chromium; fi
    install_clients
fi

# Build and test -------------------------------------------------------------------------------------------------------------------

# The quick ones first.
projects=() slow=()
for file in test/*/*.csproj; do
    project=$(basename "$file" .csproj)
    case "$project" in
        Gatehouse.TestKit) ;;
        Gatehouse.Clients.Tests | Gatehouse.Storage.Tests) slow=("$project" "${slow[@]}") ;;
        *) projects+=("$project") ;;
    esac
done
$fast || projects+=("${slow[@]}")

# build TARGET, a project or the solution.
build() {
    dotnet build "$1" -c Release -v quiet --disable-build-servers && return
    say "$1 does not build"
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
}

say "building"
if $fast; then
    for project in "${projects[@]}"; do build "test/$project"; done
else
    build Gatehouse.slnx
fi

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
passed=0 failed=0 skipped=0

# count LABEL FILE: the number behind a label of the runner's summary; nothing when there was no summary.
count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$2" | tail -n 1; }

# shown PROJECT: which results are printed one by one; the slow ones tell where they are.
shown() { case "$1" in Gatehouse.Clients.Tests | Gatehouse.Storage.Tests) echo all ;; *) echo failed,skipped ;; esac; }

for project in "${projects[@]}"; do
    say "$project"
    log="$logs/$project"
    status=0
    dotnet "test/$project/bin/Release/net10.0/$project.dll" --progress off --no-ansi --show-stdout failed --show-stderr failed \
        --show-test-results "$(shown "$project")" 2>&1 | tee "$log" || status=$?
    if [ -z "$(count total "$log")" ]; then
        say "$project ended without a summary (exit code $status)"
        failed=$((failed + 1))
        continue
    fi
    missed=$(count failed "$log")
    # Exit code 8 says that there were no tests; any other failure that is not a failed test counts as one.
    if [ "$status" -ne 0 ] && [ "$status" -ne 8 ] && [ "$missed" -eq 0 ]; then
        say "$project failed with exit code $status"
        missed=1
    fi
    passed=$((passed + $(count succeeded "$log")))
    failed=$((failed + missed))
    skipped=$((skipped + $(count skipped "$log")))
done

grep -hE '^ *(failed|skipped) ' "$logs"/* 2>/dev/null | sort -u || true
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
