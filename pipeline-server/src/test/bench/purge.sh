# shellcheck shell=bash
# `./sluice bench purge`: sourced by bench.sh.
# shellcheck disable=SC2154 # variables of ./sluice and bench.sh

purge_usage() {
  cat <<'TEXT'
Usage: ./sluice bench purge [OPTIONS]

Fills a paused queue, purges it with a snapshot, takes the purge back and lets all be stored; reads the ledger all the time.
Exit code 0: the ledger was zero off throughout and no target was missed; 1 otherwise.

  --runs N                    how often it is measured after a run that does not count (3); medians are judged
  --events N                  events of a run, in thousands of events (100)
  --no-targets                judge nothing but the ledger
  --targets-file FILE         other targets than pipeline-server/src/test/bench/purge-targets.txt
TEXT
}

check_purge_options() {
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
      --targets-file)
        check_file "$option" "$value"
        bench_targets=$reply
        ;;
      *) die_usage "bench purge has no option \"$option\"" ;;
    esac
    shift 2
  done
}

bench_purge() {
  bench_targets=$bench_folder/purge-targets.txt
  check_purge_options "$@"
  begin_bench
  start_bench purge
  run_bench PurgeMain 512m "$@"
}
