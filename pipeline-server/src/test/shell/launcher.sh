#!/usr/bin/env bash
# Tests of ./sluice that need no server: every expected failure is one sentence that says what to do, and a status other than 0.
# `./sluice test` runs this before Maven; alone it runs with: bash pipeline-server/src/test/shell/launcher.sh
set -euo pipefail

project=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../../.." && pwd)
place=$(mktemp -d)
trap 'umount "$place/full" "$place/sealed" 2>/dev/null || true; rm -rf -- "$place"' EXIT
failed=0 passed=0

# The caller's own settings must not decide what is tested here.
for name in "${!SLUICE_@}"; do [[ $name == SLUICE_TEST_* ]] || unset "$name"; done
unset JAVA_HOME
export HOME=$place SLUICE_HOME="$place/a home"

# expect WHAT STATUS WORDS COMMAND…: the command ends so, its last line holds the words, and it says no more than that beside progress
expect() {
  local what=$1 wanted=$2 words=$3 status=0 told
  shift 3
  timeout 60 "$@" >"$place/out" 2>&1 </dev/null || status=$?
  told=$(grep -vcE '^ *[0-9]+ s  ' "$place/out" || true)
  if [[ $status == "$wanted" && $told == 1 ]] && tail -n 1 "$place/out" | grep -qF -- "$words"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED  %s: status %s (wanted %s), %s lines, wanted "%s", got:\n' "$what" "$status" "$wanted" "$told" "$words"
    sed 's/^/        /' "$place/out"
  fi
}

check() { # check WHAT COMMAND…: the command succeeds
  local what=$1
  shift
  if "$@" >"$place/out" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED  %s:\n' "$what"
    sed 's/^/        /' "$place/out"
  fi
}

# A PATH with the usual tools, but no package manager, Maven, JDK, RabbitMQ or Docker
mkdir -p "$place/bin"
for folder in /usr/local/bin /usr/bin /bin /usr/sbin /sbin; do
  [[ ! -d $folder ]] || cp -sn "$folder"/* "$place/bin/" 2>/dev/null || true
done
for tool in apt-get dnf yum zypper pacman apk mvn java javac rabbitmq-server docker; do rm -f "$place/bin/$tool"; done
jdk=
for folder in /usr/lib/jvm/*25* /opt/*25* /jdk; do [[ ! -x $folder/bin/javac ]] || jdk=$folder; done

expect 'an unknown command' 2 'there is no command "frobnicate"' "$project/sluice" frobnicate
expect 'an unknown option' 2 'up has no option "--fast"' "$project/sluice" up --fast
expect 'an unknown option of test' 2 'test has no option "--fast"' "$project/sluice" test --fast
expect 'a benchmark without a name' 2 './sluice bench ingest, store, search or purge' "$project/sluice" bench
expect 'an unknown benchmark' 2 'there is no benchmark "frobnicate" (there is: ingest store search purge)' "$project/sluice" bench frobnicate
expect 'an unknown option of a benchmark' 2 'bench ingest has no option "--fast"' "$project/sluice" bench ingest --fast
expect 'a number that is none' 2 '--runs needs a whole number of at least 1, not "some"' "$project/sluice" bench ingest --runs some
expect 'a number that is missing' 2 '--seconds needs a whole number of at least 1, not ""' "$project/sluice" bench ingest --seconds
expect 'a batch too large' 2 '--batch needs a number from 2 to 1000' "$project/sluice" bench ingest --batch 5000
expect 'an unknown mode' 2 '--only needs single, batch or lonely' "$project/sluice" bench ingest --only double
expect 'targets that cannot be read' 2 '--targets-file needs a file' "$project/sluice" bench ingest --targets-file "$place/none"
expect 'an unknown option of bench store' 2 'bench store has no option "--fast"' "$project/sluice" bench store --fast
expect 'more events than fit' 2 '--events needs a number from 1 to 1000, not "5000"' "$project/sluice" bench store --events 5000
expect 'an unknown option of bench search' 2 'bench search has no option "--fast"' "$project/sluice" bench search --fast
expect 'events that are no multiple' 2 '--events needs a multiple of 10, not 105' "$project/sluice" bench search --events 105
expect 'too few days' 2 '--days needs a number from 8 to 18, not "2"' "$project/sluice" bench search --days 2
expect 'queries that cannot be read' 2 '--queries needs a file' "$project/sluice" bench search --queries "$place/none"
expect 'a peer without a name' 2 '--peer needs NAME=VALUE' "$project/sluice" bench ingest --peer http://127.0.0.1:1
expect 'a peer with our name' 2 'cannot be the name of a peer' "$project/sluice" bench ingest --peer sluice=http://127.0.0.1:1
expect 'a peer that is no address' 2 '--peer a needs an address' "$project/sluice" bench ingest --peer a=127.0.0.1
expect 'a peer that nobody starts' 2 'peer a needs --peer-command a=CMD' "$project/sluice" bench ingest --peer a=http://127.0.0.1:1
expect 'a peer that cannot be counted' 2 'add --peer-table a=TABLE' \
  "$project/sluice" bench ingest --peer a=http://127.0.0.1:1 --peer-command a=true
expect 'a peer that runs on an unknown database' 2 'add --peer-db a=JDBC_URL' \
  "$project/sluice" bench ingest --peer a=http://127.0.0.1:1 --peer-cpu a=1 --peer-table a=t
expect 'status of an empty home' 3 'nothing runs on' "$project/sluice" status
check 'status makes no home' test ! -e "$SLUICE_HOME"
expect 'stop of an empty home' 0 'nothing runs on' "$project/sluice" stop
expect 'logs of an empty home' 1 'there are no logs' "$project/sluice" logs
expect 'a home that cannot be made' 1 'set SLUICE_HOME to a folder that you may write' env SLUICE_HOME=/proc/sluice "$project/sluice" up
: >"$place/file"
expect 'a home that is a file' 1 'set SLUICE_HOME to a folder that you may write' env SLUICE_HOME="$place/file" "$project/sluice" up
expect 'a port that is none' 1 'SLUICE_HTTP_PORT is "http"' env SLUICE_HTTP_PORT=http "$project/sluice" up
mkdir -p "$place/configured"
echo 'http-port = 99999' >"$place/configured/sluice.properties"
expect 'a wrong port in sluice.properties' 1 'SLUICE_HTTP_PORT is "99999"' env SLUICE_HOME="$place/configured" "$project/sluice" up
expect 'no JDK' 1 'a JDK of version 25 or newer is needed' env PATH="$place/bin" SLUICE_JDK_FOLDERS= "$project/sluice" up
if [[ -n ${SLUICE_TEST_DB_URL:-} ]]; then
  port=${SLUICE_TEST_DB_URL##*:}
  port=${port%%/*}
  expect 'a port that is taken' 1 "port $port is taken" env SLUICE_HTTP_PORT="$port" "$project/sluice" up
fi
if [[ -n $jdk ]]; then
  expect 'no RabbitMQ and no way to install it' 1 'RabbitMQ is missing' \
    env PATH="$place/bin" JAVA_HOME="$jdk" SLUICE_HTTP_PORT=1 SLUICE_RABBITMQ_FOLDERS= "$project/sluice" up
  mkdir -p "$place/clone"
  cp "$project/sluice" "$project/pom.xml" "$place/clone/"
  expect 'no Maven and no way to install it' 1 'Maven is missing' \
    env PATH="$place/bin" JAVA_HOME="$jdk" SLUICE_HTTP_PORT=1 SLUICE_AMQP_URL=amqp://127.0.0.1:1 "$place/clone/sluice" up
fi
# Mounting needs rights that not every machine gives.
mkdir -p "$place/full" "$place/sealed"
if mount -t tmpfs -o size=1m tmpfs "$place/full" 2>/dev/null; then
  expect 'a home on a small disk' 1 'free some space or set SLUICE_HOME' env SLUICE_HOME="$place/full" "$project/sluice" up
  cat /dev/zero >"$place/full/fill" 2>/dev/null || true
  expect 'a home on a full disk' 1 'free some space or set SLUICE_HOME' env SLUICE_HOME="$place/full" "$project/sluice" up
fi
if mount -t tmpfs -o ro tmpfs "$place/sealed" 2>/dev/null; then
  expect 'a read-only home' 1 'cannot be written' env SLUICE_HOME="$place/sealed" "$project/sluice" up
  expect 'a home under a read-only folder' 1 'cannot be made' env SLUICE_HOME="$place/sealed/home" "$project/sluice" up
fi
# shellcheck disable=SC2016 # expanded by the inner shell
check 'the help names every option of the benchmarks' bash -c '
  for bench in ingest:Bench store:Store search:Search; do
    for option in $(grep -oE -- "--[a-z]+(-[a-z]+)*" "$0/pipeline-server/src/test/java/dev/sluice/server/bench/${bench#*:}Options.java" | sort -u); do
      "$0/sluice" bench "${bench%:*}" --help | grep -q -- "$option" || { echo "$bench $option"; exit 1; }
    done
  done' "$project"
# shellcheck disable=SC2016 # expanded by the inner shell
check 'the documentation names every command' bash -c '
  for command in up status stop logs test server console send tail search queues ledger bench doctor; do
    "$0/sluice" help | grep -qw -- "$command" && grep -qw -- "sluice $command" "$0/docs/operations.md" || { echo "$command"; exit 1; }
  done' "$project"
if command -v shellcheck >/dev/null; then
  check 'shellcheck' shellcheck -x "$project/sluice" "$project/pipeline-server/src/test/bench/"*.sh \
    "$project/pipeline-server/src/test/shell/launcher.sh"
fi

printf 'launcher: %d checks passed, %d failed\n' "$passed" "$failed"
((failed == 0))
