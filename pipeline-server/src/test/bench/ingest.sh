# shellcheck shell=bash
# `./sluice bench ingest`: sourced by bench.sh.
# shellcheck disable=SC2154 # variables of ./sluice and bench.sh

ingest_usage() {
  cat <<'TEXT'
Usage: ./sluice bench ingest [OPTIONS]

Drives singles, batches and one lonely connection on fresh servers with wrk, waits until all is stored, and prints rates, CPU an
event, latency and the ledger. Exit code 0: the ledger is zero off and no target was missed; 1 otherwise.

  --runs N                    how often each is measured (3); medians are compared
  --seconds N                 how long each is driven (12)
  --warmup N                  seconds of load on each endpoint before anything counts (60, 0 for none)
  --drain N                   seconds to wait at most until all is stored (240)
  --connections N             of singles (32)
  --batch N                   events in a batch (100)
  --batch-connections N       of batches (8)
  --only MODE                 single, batch or lonely; may be repeated
  --peer NAME=URL             another endpoint to measure in turns with this one; may be repeated
  --peer-paths NAME=ONE,MANY  where it takes one event and a JSON array (/events,/events/batch)
  --peer-command NAME=CMD     starts it on the broker and database of this run: AMQP_URL, PGHOST, PGPORT, PGUSER, PGPASSWORD and
                              PGDATABASE are set; the last line it prints must be the pids of what it left running
  --peer-cpu NAME=PID[,PID…]  whose CPU it is charged with, when it runs already
  --peer-table NAME=TABLE     where it stores its events: counted, and truncated between runs
  --peer-count NAME=SQL       counts its events, when counting that table is not the way
  --peer-db NAME=JDBC_URL     where that is, when it runs already
  --targets                   a target whose peer was not run counts as missed
  --no-targets                judge nothing but the ledger
  --targets-file FILE         other targets than pipeline-server/src/test/bench/ingest-targets.txt
TEXT
}

# whatever is wrong is told before anything is built or started
check_ingest_options() {
  local option value name least
  local -A peer=() url=() way=() count=() database=()
  while (($#)); do
    option=$1 value=${2:-}
    case $option in
      --targets | --no-targets)
        shift
        continue
        ;;
      --runs | --seconds | --warmup | --drain | --connections | --batch | --batch-connections)
        least=1
        [[ $option != --warmup ]] || least=0
        check_number "$option" "$value" "$least" 99999
        [[ $option != --batch ]] || ((value >= 2 && value <= 1000)) || die_usage "--batch needs a number from 2 to 1000, not $value"
        [[ $option != --warmup ]] || ((value != 1)) || die_usage "--warmup is halved between singles and batches: 0, or at least 2"
        ;;
      --only)
        [[ $value =~ ^(single|batch|lonely)$ ]] || die_usage "--only needs single, batch or lonely, not \"$value\""
        ;;
      --targets-file)
        check_file "$option" "$value"
        bench_targets=$reply
        ;;
      --peer | --peer-paths | --peer-command | --peer-cpu | --peer-table | --peer-count | --peer-db)
        [[ $value =~ ^([a-z][a-z0-9-]*)=(.+)$ ]] ||
          die_usage "$option needs NAME=VALUE with a name of small letters, digits and '-', not \"$value\""
        name=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]} peer[$name]=yes
        [[ $name != sluice && $name != bare ]] || die_usage "\"$name\" cannot be the name of a peer; it is one of this program's own"
        case $option in
          --peer)
            [[ $value =~ ^http://[^/]+$ ]] || die_usage "--peer $name needs an address such as http://127.0.0.1:8000, not \"$value\""
            url[$name]=yes
            ;;
          --peer-paths) [[ $value =~ ^/[^,]*,/[^,]*$ ]] || die_usage "--peer-paths $name needs two paths such as /events,/events/batch, not \"$value\"" ;;
          --peer-cpu) [[ $value =~ ^[0-9]+(,[0-9]+)*$ ]] || die_usage "--peer-cpu $name needs pids such as 4711,4712, not \"$value\"" ;;&
          --peer-command | --peer-cpu) way[$name]+=$option ;;
          --peer-table | --peer-count) count[$name]=yes ;;
          --peer-db) database[$name]=yes ;;
        esac
        ;;
      *) die_usage "bench ingest has no option \"$option\"" ;;
    esac
    shift 2
  done
  for name in "${!peer[@]}"; do
    [[ -n ${url[$name]:-} ]] || die_usage "peer $name has no address; add --peer $name=URL"
    [[ -n ${way[$name]:-} ]] || die_usage "peer $name needs --peer-command $name=CMD to start it, or --peer-cpu $name=PID when it runs already"
    [[ -n ${count[$name]:-} ]] || die_usage "nothing says how to count what peer $name stored; add --peer-table $name=TABLE"
    [[ ${way[$name]} == *command* || -n ${database[$name]:-} ]] ||
      die_usage "peer $name runs already, on a database of its own; add --peer-db $name=JDBC_URL"
  done
}

bench_ingest() {
  bench_targets=$bench_folder/ingest-targets.txt
  check_ingest_options "$@"
  begin_bench
  command -v wrk >/dev/null || install wrk "$(package_for wrk)"
  start_bench ingest
  run_bench BenchMain 256m "$@"
}
