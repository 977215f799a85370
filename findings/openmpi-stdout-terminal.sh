#!/usr/bin/env bash
# Guessed: under `mpirun ... > file` the processes write to a pipe or to the file, so isatty of their standard output is
#   false, as under a shell and as under MPICH's mpirun.
# Version: openmpi-bin 4.1.4-3+b1 and mpich 4.0.2-3+b1, of Debian 12.
# Seen: Open MPI gives each process a pseudo-terminal of its own for standard output, whatever its own is: isatty is true
#   in all ranks, although standard error and standard input are none. MPICH gives pipes.
# Why it matters: programs that ask isatty draw progress bars, colours and the codes that prepare a terminal into the
#   file. .NET's Console alone writes two such codes before the first letter. TERM=dumb for the ranks keeps them out.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1

packages=(openmpi-bin=4.1.4-3+b1 libopenmpi3=4.1.4-3+b1 openmpi-common=4.1.4-3 mpich=4.0.2-3+b1 libmpich12=4.0.2-3+b1
    libpmix2 libhwloc15 libevent-core-2.1-7 libevent-pthreads-2.1-7 libfabric1 libucx0 libpsm2-2 libpsm-infinipath1
    libibverbs1 librdmacm1 libnuma1 libnl-3-200 libnl-route-3-200 libslurm38)
apt-get download "${packages[@]}" > /dev/null 2>&1
for package in *.deb; do dpkg-deb -x "$package" root; done
libraries=$folder/root/usr/lib/x86_64-linux-gnu
export OPAL_PREFIX=$folder/root/usr PATH=$folder/root/usr/bin:$PATH LD_LIBRARY_PATH=$libraries:$libraries/openmpi/lib

cat > look.sh << 'END'
#!/bin/sh
for number in 0 1 2; do [ -t $number ] && echo "$number is a terminal" || echo "$number is none"; done
END
chmod +x look.sh

mpirun.openmpi --oversubscribe -n 2 ./look.sh > open.txt 2> open-errors.txt < /dev/null
mpirun.mpich -n 2 ./look.sh > mpich.txt 2> mpich-errors.txt < /dev/null
echo "Open MPI, standard output is a file:"
sort open.txt | uniq -c | tee seen.txt
echo "MPICH, likewise:"
sort mpich.txt | uniq -c | tee seen-mpich.txt
grep -q '2 1 is a terminal' seen.txt || { echo "changed: expected both ranks of Open MPI to see a terminal"; exit 1; }
grep -q '2 1 is none' seen-mpich.txt || { echo "changed: expected no terminal under MPICH"; exit 1; }
echo "Still so. Give TERM=dumb to ranks whose output is kept: mpirun -x TERM=dumb ..."
