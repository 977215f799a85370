#!/usr/bin/env bash
# Guessed: mpirun that is sent SIGTERM passes it on, waits for the ranks and ends with their exit codes, here 143 always.
# Version: mpich 4.0.2-3+b1 of Debian 12.
# Seen: it passes the signal on and waits, but in some runs of a hundred (two of the first forty) it ends with 0,
#   although every rank ended with 143.
# Why it matters: a batch script that tests the launcher's code takes a run that was stopped for one that is finished.
#   Ask what the run wrote instead.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download mpich=4.0.2-3+b1 libmpich12=4.0.2-3+b1 libhwloc15 libfabric1 libucx0 libpsm2-2 libpsm-infinipath1 \
    libibverbs1 librdmacm1 libnuma1 libnl-3-200 libnl-route-3-200 libslurm38 > /dev/null 2>&1
for package in *.deb; do dpkg-deb -x "$package" root; done
export PATH=$folder/root/usr/bin:$PATH LD_LIBRARY_PATH=$folder/root/usr/lib/x86_64-linux-gnu

cat > rank.sh << 'RANK'
trap 'echo 143 >> ended; exit 143' TERM
echo up >> begun
while :; do sleep 0.02; done
RANK

declare -A seen=()
for run in $(seq 1 300); do
    : > begun; : > ended
    mpirun.mpich -n 2 sh rank.sh > /dev/null 2>&1 &
    launcher=$!
    while (($(wc -l < begun) < 2)); do sleep 0.01; done
    kill -TERM "$launcher"
    code=0; wait "$launcher" || code=$?
    (($(wc -l < ended) == 2)) || continue # only runs whose ranks both say that they end with 143
    seen[$code]=$((${seen[$code]:-0} + 1))
    [[ -n ${seen[0]:-} && -n ${seen[143]:-} ]] && break
done
for code in "${!seen[@]}"; do echo "mpirun ended with $code in ${seen[$code]} run(s)"; done
[[ -n ${seen[0]:-} ]] || { echo "changed: expected some run to end with 0 although its ranks ended with 143"; exit 1; }
[[ -n ${seen[143]:-} ]] || { echo "changed: expected some run to end with 143"; exit 1; }
echo "Still so. Do not take the launcher's code after SIGTERM for the ranks'."
