# shellcheck shell=bash
# The benchmarks of Sluice: sourced by ./sluice, whose functions it uses. Each benchmark is a file beside this one that checks its
# options; what is here starts servers and hands over to a main class of dev.sluice.server.bench, which drives them and compares;
# docs/operations.md says how to read that.
# shellcheck disable=SC2154 # variables of ./sluice

bench_folder=$project/pipeline-server/src/test/bench
bench_kinds=(ingest store search purge)

command_bench() {
  local kind=${1:-} known
  (($# == 0)) || shift
  for known in "${bench_kinds[@]}"; do
    # shellcheck source=/dev/null # checked one by one
    source "$bench_folder/$known.sh"
  done
  case $kind in
    ingest | store | search | purge)
      if [[ " $* " == *' --help '* || " $* " == *' -h '* ]]; then
        "${kind}_usage"
      else
        "bench_$kind" "$@"
      fi
      ;;
    -h | --help | help) bench_usage ;;
    '') die_usage 'bench needs the name of a benchmark: ./sluice bench ingest, store, search or purge' ;;
    *) die_usage "there is no benchmark \"$kind\" (there is: ${bench_kinds[*]})" ;;
  esac
}

bench_usage() {
  local kind
  for kind in "${bench_kinds[@]}"; do
    "${kind}_usage"
    echo
  done
}

# check_number OPTION VALUE LEAST MOST
check_number() {
  [[ $2 =~ ^(0|[1-9][0-9]{0,8})$ ]] && (($2 >= $3 && $2 <= $4)) || {
    (($4 < 99999)) || die_usage "$1 needs a whole number of at least $3, not \"$2\""
    die_usage "$1 needs a number from $3 to $4, not \"$2\""
  }
}

# check_file OPTION VALUE: its absolute name in `reply`
check_file() {
  [[ -f $2 && -r $2 ]] || die_usage "$1 needs a file that can be read, not \"$2\""
  reply=$(readlink -f -- "$2")
}

# begin_bench [HOME]: a throw-away home unless one is named, and a built server
begin_bench() {
  local name
  # What is configured for the user's own pipeline must not be measured, nor touched. Tuning may: all the rest reaches the server.
  for name in "${setting_names[@]}"; do [[ $name == JAVA_OPTIONS ]] || unset "SLUICE_$name"; done
  unset SLUICE_HOME
  home=${1:-}
  if [[ -z $home ]]; then
    throw_away=$(mktemp -d "${TMPDIR:-/tmp}/sluice-bench.XXXXXX") || die "no folder for the servers can be made in ${TMPDIR:-/tmp}; set TMPDIR to a folder that you may write."
    home=$throw_away
  fi
  logs_elsewhere=$project/target/bench/logs
  mkdir -p -- "$logs_elsewhere" || die "$project cannot be written; clone it to a folder that is yours."
  rm -f -- "$logs_elsewhere"/*.log*
  prepare_home
  [[ -n ${throw_away:-} ]] || own_home || die "something runs on $home already; stop it with SLUICE_HOME=$home ./sluice stop."
  set_traps
  [[ -z ${throw_away:-} || $EUID -ne 0 ]] || chmod 711 -- "$home"
  find_jdk
  choose_rabbitmq
  build
}

# start_bench KIND: the servers of that home, and what the main class must know
start_bench() {
  [[ -n ${throw_away:-} ]] || stop_leftovers
  prepare_servers
  free_port HTTP_PORT
  # more than the default budget is stored on purpose
  export SLUICE_HTTP_PORT=$reply SLUICE_ADMIN_TOKEN SLUICE_DISK_BUDGET=${SLUICE_DISK_BUDGET:-500GiB}
  SLUICE_ADMIN_TOKEN=$(secret ADMIN_TOKEN)
  start_servers start_server
  await "the server" server 90 server_is_ready
  bench_environment "$project/target/bench/$1-$(date -u +%Y%m%dT%H%M%SZ).jsonl"
}

# run_bench MAIN HEAP OPTION…: compiles the benchmarks, since they are in no jar, and runs one
run_bench() {
  local main=$1 heap=$2 status=0 classes=$project/target/bench/classes sources=$project/pipeline-server/src/test/java
  shift 2
  rm -rf -- "$classes"
  task bench-build "$JAVA_HOME/bin/javac" -proc:none -encoding UTF-8 -d "$classes" -cp "$server_jar:$server_lib/*" -sourcepath "$sources" \
    "$sources/dev/sluice/server/bench/$main.java" || die "the benchmark could not be compiled; the reason is in $logs/bench-build.log."
  foreground "$JAVA_HOME/bin/java" "-Xmx$heap" -XX:+UseSerialGC -cp "$classes:$server_jar:$server_lib/*" \
    "dev.sluice.server.bench.$main" "$@" || status=$?
  exit "$status"
}

# bench_environment OUTPUT: what BenchMain must know; it holds passwords, so it travels in the environment
bench_environment() {
  local commit
  commit=$(git -C "$project" describe --always --dirty --abbrev=12 2>/dev/null) || commit=unknown
  export BENCH_OUTPUT=$1 BENCH_COMMIT=$commit BENCH_SCRIPT=$bench_folder/events.lua BENCH_TARGETS=$bench_targets
  export BENCH_URL BENCH_TOKEN=$SLUICE_ADMIN_TOKEN BENCH_AMQP_URL=$amqp_url BENCH_MANAGEMENT_URL=$management_url
  BENCH_URL=$(server_url)
  export BENCH_POSTGRES_PORT=$postgres_port BENCH_POSTGRES_PASSWORD BENCH_CLOCK_TICKS
  BENCH_POSTGRES_PASSWORD=$(secret POSTGRES_PASSWORD)
  export BENCH_DB_PASSWORD=$db_password BENCH_DB_OWNER_PASSWORD=$db_owner_password
  BENCH_CLOCK_TICKS=$(getconf CLK_TCK)
  export BENCH_SERVER_PIDS BENCH_RABBITMQ_PIDS BENCH_POSTGRESQL_PIDS
  alive server && BENCH_SERVER_PIDS=$reply
  alive postgresql && BENCH_POSTGRESQL_PIDS=$reply
  alive rabbitmq && BENCH_RABBITMQ_PIDS=$reply
  # the broker of a container is no child of the client that started it
  [[ $rabbitmq_kind != container ]] || BENCH_RABBITMQ_PIDS=$(docker inspect -f '{{.State.Pid}}' "$(container_name)")
}
