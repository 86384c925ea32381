#!/usr/bin/env bash
# sbatch --array=1-16 deploy/slurm.sh SOURCES RESULTS
#SBATCH --job-name=jixiao
#SBATCH --cpus-per-task=4
#SBATCH --mem=8G
#SBATCH --requeue
set -u
jixiao extract "$1" --out "$2" --jobs "${SLURM_CPUS_PER_TASK:-1}" \
  --shard "$SLURM_ARRAY_TASK_ID/${SLURM_ARRAY_TASK_COUNT:-$SLURM_ARRAY_TASK_MAX}"
code=$?
# 3: files could not be read, 4: records are not complete. Both are results, and the report tells them.
if [ $code -ne 0 ] && [ $code -ne 3 ] && [ $code -ne 4 ]; then exit $code; fi
