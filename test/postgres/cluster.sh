# A PostgreSQL of one's own in the folder "$2", with the programs of "$1" and the settings behind it: ready once it prints so, gone with
# its data as soon as its standard input ends, which it also does when whoever started it is killed.
set -eu
bin=$1 folder=$2
shift 2
server=

clean_up() {
  # Immediately: nobody wants the data.
  [ -z "$server" ] || { kill -QUIT "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
  rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

"$bin/initdb" --pgdata="$folder/data" --username=lockkeeper --auth=trust --encoding=UTF8 --locale=C \
  --no-sync >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }

"$bin/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c timezone=UTC \
  -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_wal_senders=0 -c wal_level=minimal \
  -c max_connections=50 -c 'log_line_prefix=%m [%p] <%d> ' -c shared_buffers=32MB -c autovacuum=off "$@" >"$folder/log" 2>&1 </dev/null &
server=$!

until grep -q 'ready to accept connections' "$folder/log"; do
  kill -0 "$server" 2>/dev/null || { server=; cat "$folder/log" >&2; exit 1; }
  sleep 0.02
done
echo ready
while read -r _; do :; done
