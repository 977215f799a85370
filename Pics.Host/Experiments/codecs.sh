#!/usr/bin/env bash
# The size of grey images under a model, beside PNG, WebP, xz and zstd: a row of a table in Markdown.
#   codecs.sh RUN IMAGES      IMAGES is an IDX file that the run's model reads, plain or compressed with gzip
# Needs optipng, cwebp, xz and zstd; PICS names the console, by default "pics". PNG and WebP have all images below one
# another in one picture (WebP in as many as it needs, of 16,383 lines at most), so that no file headers count. A second
# row has bytes an image: the first 1,000 images as a file each, beside what is coded of one among all.
set -euo pipefail
[ $# -eq 2 ] || { echo "codecs.sh: expected a run and an IDX file of images" >&2; exit 2; }
for tool in optipng cwebp xz zstd; do command -v "$tool" >/dev/null || { echo "codecs.sh: there is no $tool; install it first" >&2; exit 1; }; done
run=$1; images=$2; pics=${PICS:-pics}
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
$pics compress "$run" "$images" --out "$folder/x.pics" --check --format json > "$folder/x.json"
$pics compress "$run" "$images" --out "$folder/m.pics" --embed --format json > "$folder/m.json"
$pics decompress "$folder/x.pics" --run "$run" --out "$folder/x.idx" > /dev/null
field() { sed -n "s/^ *\"$2\": \([^,]*\),*\$/\1/p" "$1"; }
number() { od -An -tu1 -j"$1" -N4 "$folder/x.idx" | awk '{ print (($1 * 256 + $2) * 256 + $3) * 256 + $4 }'; }
count=$(number 4); height=$(number 8); width=$(number 12); lines=$((count * height)); each=$((16383 / height * height))
tail -c +17 "$folder/x.idx" > "$folder/raw"
{ printf 'P5\n%d %d\n255\n' "$width" "$lines"; cat "$folder/raw"; } > "$folder/x.pgm"
optipng -quiet -o2 -out "$folder/x.png" "$folder/x.pgm"
webp=0
for ((first = 0; first < lines; first += each)); do
  some=$((lines - first < each ? lines - first : each))
  { printf 'P5\n%d %d\n255\n' "$width" "$some"; dd if="$folder/raw" bs="$width" skip="$first" count="$some" status=none; } > "$folder/part.pgm"
  cwebp -quiet -lossless -z 9 "$folder/part.pgm" -o "$folder/part.webp"
  webp=$((webp + $(stat -c %s "$folder/part.webp")))
done
$pics decompress "$folder/x.pics" --run "$run" --out "$folder/each" --rows 1000 > /dev/null
for picture in "$folder"/each/*.png; do cwebp -quiet -lossless -z 9 "$picture" -o "$folder/each.webp"; stat -c '%n %s' "$folder/each.webp"; done | awk '{ sum += $2 } END { printf "%.1f\n", sum / NR }' > "$folder/webp"
mean=$(stat -c %s "$folder"/each/*.png | awk '{ sum += $1 } END { printf "%.1f", sum / NR }')
png=$(stat -c %s "$folder/x.png"); xz=$(xz -9e -c "$folder/raw" | wc -c); zstd=$(zstd -q -19 -c "$folder/raw" | wc -c)
coded=$(field "$folder/x.json" bytes); model=$(field "$folder/m.json" modelBytes); bits=$(field "$folder/x.json" bitsPerDimension)
[ "$(field "$folder/x.json" isSameFile)" = true ] || { echo "codecs.sh: the images did not come back" >&2; exit 1; }
best=$(printf '%s\n' "$png" "$webp" "$xz" "$zstd" | sort -n | head -1)
echo "| $(basename "$images") | $count | $png | $webp | $xz | $zstd | $coded | $(awk "BEGIN { printf \"%.4f\", $bits }") | $(awk "BEGIN { printf \"%.3f\", $coded / $best }") | $model |"
echo "| a file each, bytes an image | 1000 | $mean | $(cat "$folder/webp") | - | - | $(awk "BEGIN { printf \"%.1f\", $coded / $count }") | $(awk "BEGIN { printf \"%.4f\", $bits }") | - | - |"
