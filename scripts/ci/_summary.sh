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

# A folder that a new run may take.
fresh() {
    local folder="$work/$1" n=1
    while [ -e "$folder" ]; do
        n=$((n + 1))
        folder="$work/$1-$n"
    done
    echo "$folder"
}
