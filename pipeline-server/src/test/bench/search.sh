# shellcheck shell=bash
# `./sluice bench search`: sourced by bench.sh.
# shellcheck disable=SC2154 # variables of ./sluice and bench.sh

search_usage() {
  cat <<'TEXT'
Usage: ./sluice bench search [OPTIONS]

Makes events over nine days, stores them as the server does, and asks the server a fixed list of questions; beside some of them, the
same by a sequential scan. Exit code 0: every answer was complete and right, and no target was missed; 1 otherwise.

  --data DIR                  keeps the events there, and uses those that are there (a throw-away folder)
  --events N                  how many, in thousands of events (10000: about 17 GB)
  --days N                    over how many days they were received, 8 to 18 (9)
  --rounds N                  how often each question is asked (20), and once before that does not count
  --only NAME                 only the queries whose name begins so; may be repeated
  --no-naive                  no sequential scans
  --queries FILE              another list than pipeline-server/src/test/bench/search-queries.txt
  --no-targets                judge nothing but the answers
  --targets-file FILE         other targets than pipeline-server/src/test/bench/search-targets.txt
TEXT
}

check_search_options() {
  local option value
  while (($#)); do
    option=$1 value=${2:-}
    case $option in
      --no-naive | --no-targets)
        shift
        continue
        ;;
      --data)
        [[ -n $value ]] || die_usage "--data needs a folder"
        bench_home=$(readlink -m -- "$value")
        ;;
      --events)
        check_number "$option" "$value" 100 1000000
        ((value % 10 == 0)) || die_usage "--events needs a multiple of 10, not $value"
        ;;
      --days) check_number "$option" "$value" 8 18 ;;
      --rounds) check_number "$option" "$value" 1 1000 ;;
      --only) [[ $value =~ ^[a-z0-9-]+$ ]] || die_usage "--only needs the name of a query, not \"$value\"" ;;
      --queries)
        check_file "$option" "$value"
        bench_queries=$reply
        ;;
      --targets-file)
        check_file "$option" "$value"
        bench_targets=$reply
        ;;
      *) die_usage "bench search has no option \"$option\"" ;;
    esac
    shift 2
  done
}

bench_search() {
  local bench_home=''
  bench_targets=$bench_folder/search-targets.txt bench_queries=$bench_folder/search-queries.txt
  check_search_options "$@"
  begin_bench "$bench_home"
  start_bench search
  export BENCH_QUERIES=$bench_queries
  run_bench SearchMain 512m "$@"
}
