#!/usr/bin/env bash
# Guessed: Debian's Slurm has a plugin for PMIx and `srun --mpi=list` lists it, so `srun --mpi=pmix` works with libpmix2,
#   the package that has the library and that Open MPI's packages bring.
# Version: slurm-client 22.05.8-4+deb12u3, slurm-wlm-basic-plugins of the same, libpmix2 4.2.2-1+deb12u1, of Debian 12.
# Seen: pmix is listed whether or not it can work. The plugin opens `libpmix.so` in /usr/lib/x86_64-linux-gnu/pmix2/lib, a
#   name that libpmix2 does not have there, which has the library as libpmix.so.2: it says "can not load PMIx library",
#   and srun that pmix is an invalid type, to be chosen from the list that has it. The name is in libpmix-dev, a package
#   for compilers, on which nothing of Slurm depends; with it installed ranks start.
# Why it matters: a cluster of plain packages cannot start ranks of Open MPI, and the message does not name the package.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

name=usr/lib/x86_64-linux-gnu/pmix2/lib/libpmix.so
if [[ -e /$name ]]; then echo "This machine has libpmix-dev, which hides it."; exit 1; fi
slurm=22.05.8-4+deb12u3 pmix=4.2.2-1+deb12u1
apt-get download slurm-client=$slurm slurm-wlm-basic-plugins=$slurm libpmix2=$pmix libmunge2 libhwloc15 \
    libevent-core-2.1-7 libevent-pthreads-2.1-7 libjson-c5 > /dev/null 2>&1
for package in *.deb; do dpkg-deb -x "$package" root; done
libraries=$folder/root/usr/lib/x86_64-linux-gnu
srun=$(find root/usr/bin -name 'srun*' | head -1)
cat > slurm.conf << END
ClusterName=none
SlurmctldHost=localhost(127.0.0.1)
PluginDir=$(dirname "$(find "$libraries" -name mpi_pmix.so -o -name mpi_pmix_v4.so | head -1)")
NodeName=localhost CPUs=1
PartitionName=all Nodes=localhost Default=YES
END
export SLURM_CONF=$folder/slurm.conf LD_LIBRARY_PATH=$libraries:$libraries/slurm-wlm:$libraries/pmix2/lib

"$srun" --mpi=list 2>&1 | grep -q pmix || { echo "changed: expected pmix in the list"; exit 1; }
timeout 10 "$srun" --mpi=pmix true > said.txt 2>&1 || true # there is no controller: it would never get far
cat said.txt
grep -q 'can not load PMIx library' said.txt || { echo "changed: expected that it cannot load the library"; exit 1; }
strings -a "$libraries/slurm-wlm/mpi_pmix_v4.so" | grep -E '^/usr.*pmix|^libpmix' # the folder and the name that it opens
[[ -e root/$name.2 && ! -e root/$name ]] || { echo "changed: expected libpmix.so.2 alone in libpmix2"; exit 1; }
apt-get download libpmix-dev=$pmix > /dev/null 2>&1
dpkg-deb -c libpmix-dev_*.deb | grep "$name " || { echo "changed: expected $name in libpmix-dev"; exit 1; }
echo "Still so. Install libpmix-dev beside Slurm."
