#!/usr/bin/env bash
# Single rows of a large table, read at random: coded, beside Parquet and zstd. Prints rows of a table in Markdown.
#   singles.sh RUN [ROWS]     RUN is of a table; ROWS, 1,000,000 if not given, are drawn from its model
# Needs zstd and the .NET SDK; PICS names the console, by default "pics". Coded rows are read 10,000 at random; Parquet
# 1,000 by DuckDB in one open connection; of zstd all before the row is decompressed, ten times.
set -euo pipefail
[ $# -ge 1 ] || { echo "singles.sh: expected a run of a table" >&2; exit 2; }
command -v zstd > /dev/null || { echo "singles.sh: there is no zstd; install it first" >&2; exit 1; }
run=$1; rows=${2:-1000000}; pics=${PICS:-pics}; here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
$pics sample "$run" --count "$rows" --out "$folder/t.csv" > /dev/null
$pics sample "$run" --count "$rows" --out "$folder/t.parquet" > /dev/null
field() { sed -n "s/^ *\"$2\": \([^,]*\),*\$/\1/p" "$1" | head -1; }
$pics compress "$run" "$folder/t.csv" --rows-only --embed --out "$folder/t.pics" --format json > "$folder/t.json"
echo "the model has $(field "$folder/t.json" modelBytes) bytes"
for block in 512 64; do
  $pics bench codec "$run" "$folder/t.csv" --rows "$rows" --singles 10000 --repeat 1 --block-rows $block --json "$folder/b.json" > /dev/null
  single=$(grep -A3 '"decode single rows"' "$folder/b.json" | sed -n 's/^ *"milliseconds": \([^,]*\),*$/\1/p')
  echo "| coded, blocks of $block rows | $(field "$folder/b.json" bytes) | $(awk "BEGIN { printf \"%.2f\", $single / 10000 }") |"
done
duck=$(sed -n 's/.*"DuckDB.NET.Data.Full" Version="\([^"]*\)".*/\1/p' "$here/../../Directory.Packages.props")
cat > "$folder/duck.cs" << END
#:package DuckDB.NET.Data.Full@$duck
using DuckDB.NET.Data;
var random = new Random(42);
using var connection = new DuckDBConnection("DataSource=:memory:");
connection.Open();
var clock = new System.Diagnostics.Stopwatch();
for (var read = -10; read < 1000; read++) // the first ten are not timed
{
    if (read == 0) clock.Start();
    using var command = connection.CreateCommand();
    command.CommandText = \$"SELECT * EXCLUDE (file_row_number) FROM read_parquet('$folder/t.parquet', file_row_number = true) WHERE file_row_number = {random.Next($rows)}";
    using var reader = command.ExecuteReader();
    if (!reader.Read()) throw new InvalidOperationException("there is no such row");
}
Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, \$"{clock.Elapsed.TotalMilliseconds / 1000:F2}"));
END
echo "| Parquet, \`WHERE file_row_number = N\` | $(stat -c %s "$folder/t.parquet") | $(cd "$folder" && dotnet run -c Release duck.cs | tail -1) |"
zstd -q -19 "$folder/t.csv" -o "$folder/t.zst"
begin=$(date +%s%N); RANDOM=42
for read in 1 2 3 4 5 6 7 8 9 10; do
  line=$((((RANDOM << 15) + RANDOM) % rows + 2))
  zstd -dc "$folder/t.zst" 2> /dev/null | sed -n "${line}{p;q}" > /dev/null || true # sed leaves early
done
echo "| \`zstd -19\` of the text | $(stat -c %s "$folder/t.zst") | $((($(date +%s%N) - begin) / 10000000)) |"
