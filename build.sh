#!/bin/sh
# ./build.sh [demo|test|bench|format], ./build.sh run [options of the Host], ./build.sh log|projections|rebuild [options]
# (commands of the Host, see ./build.sh run help): restores the tools and lets Cake do the rest (build.cake).
set -eu
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
: "${HOME:=$(mktemp -d)}" && export HOME
command -v dotnet >/dev/null || { echo "Install the .NET 10 SDK: https://dot.net/download" >&2; exit 1; }
dotnet tool restore --verbosity quiet >/dev/null || { dotnet tool restore; exit 1; }
target=${1:-test}
[ $# -eq 0 ] || shift
case $target in log | projections | rebuild) set -- "$target" "$@"; target=run ;; esac
# Cake would read them as its own.
if [ "$target" = run ]; then
  HOST_OPTIONS=$(printf '%s\n' "$@") && export HOST_OPTIONS
  set --
fi
if [ "$target" = bench ]; then
  BENCH_OPTIONS=$(printf '%s\n' "$@") && export BENCH_OPTIONS
  set --
fi
exec dotnet cake build.cake --target="$target" --verbosity=quiet "$@"
