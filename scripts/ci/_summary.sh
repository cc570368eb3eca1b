# Sourced by the steps: what GitHub gives them, and what stands in for it elsewhere.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
iobench="$here/scripts/iobench"
work="${RUNNER_TEMP:-$here/artifacts/ci}"
mkdir -p "$work"

# Shown on the page of the job; on standard error where there is none.
summary="${GITHUB_STEP_SUMMARY:-/dev/stderr}"

# output NAME VALUE: for later steps. A value is one line: a line feed could set another output.
output() {
    case $2 in *$'\n'*) echo "iobench: an output of several lines, $1" >&2; exit 1 ;; esac
    [ -z "${GITHUB_OUTPUT:-}" ] || printf '%s=%s\n' "$1" "$2" >> "$GITHUB_OUTPUT"
    printf '%s: %s\n' "$1" "$2" >&2
}

# The word for an exit code of iobench.
verdict() {
    case $1 in
        0) echo passed ;;
        1) echo regression ;;
        3) echo untrusted ;;
        *) echo error ;;
    esac
}

# finish CODE: ends a step. A run that cannot be trusted on a noisy machine is said and fails nothing: who is often red for noise is soon not read.
finish() {
    if [ "$1" -eq 3 ]; then
        echo "::warning::IoBench: not to be trusted, see the summary of the job"
        exit 0
    fi
    exit "$1"
}

# A folder that a new run may take.
fresh() {
    local folder="$work/$1" n=1
    while [ -e "$folder" ]; do
        n=$((n + 1))
        folder="$work/$1-$n"
    done
    echo "$folder"
}
