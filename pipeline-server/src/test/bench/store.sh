# shellcheck shell=bash
# `./sluice bench store`: sourced by bench.sh.
# shellcheck disable=SC2154 # variables of ./sluice and bench.sh

store_usage() {
  cat <<'TEXT'
Usage: ./sluice bench store [OPTIONS]

Fills a paused queue, resumes it and measures how fast the server stores; then copies the very rows it stored into the same tables
with raw COPY, in the same transactions over as many connections; in turns. Exit code 0: the ledger is zero off and no target was
missed; 1 otherwise.

  --runs N                    how often each is measured (3); medians are compared
  --events N                  events of a run, in thousands of events (400)
  --warmup N                  the same for the run before them that does not count (200)
  --rows N                    stores that many thousand rows first and measures the server again on top of them (0: does not)
  --rows-days N               over how many days up to now they were received (9); the fewer, the larger the indexes that are written
  --no-targets                judge nothing but the ledger
  --targets-file FILE         other targets than pipeline-server/src/test/bench/store-targets.txt
TEXT
}

check_store_options() {
  local option value
  while (($#)); do
    option=$1 value=${2:-}
    case $option in
      --no-targets)
        shift
        continue
        ;;
      --runs) check_number "$option" "$value" 1 99 ;;
      --events) check_number "$option" "$value" 1 1000 ;;
      --warmup) check_number "$option" "$value" 0 1000 ;;
      --rows) check_number "$option" "$value" 0 100000 ;;
      --rows-days) check_number "$option" "$value" 1 18 ;;
      --targets-file)
        check_file "$option" "$value"
        bench_targets=$reply
        ;;
      *) die_usage "bench store has no option \"$option\"" ;;
    esac
    shift 2
  done
}

bench_store() {
  bench_targets=$bench_folder/store-targets.txt
  check_store_options "$@"
  begin_bench
  start_bench store
  # it holds the rows of one run in memory
  run_bench StoreMain 2g "$@"
}
