# Sourced by the other scripts: finds the .NET SDK and builds what is out of date. Sets nothing but what is exported here.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
built="$root/artifacts/.built"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

# Without a home to write to, the SDK would litter the current folder: its things and packages live beside the build.
if [ ! -w "${HOME:-/nonexistent}" ]; then
    export HOME="$root/artifacts/home"
    mkdir -p "$HOME"
fi

find_dotnet() {
    local candidate
    for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:-}/dotnet" "${HOME:-}/.dotnet/dotnet"; do
        if [ -x "$candidate" ]; then
            # Programs that we built look for the runtime here.
            export DOTNET_ROOT="${DOTNET_ROOT:-$(dirname "$(readlink -f "$candidate")")}"
            command -v dotnet > /dev/null || export PATH="$(dirname "$candidate"):$PATH"
            return
        fi
    done
    need_sdk "no .NET SDK found"
}

# global.json asks for a version; dotnet itself knows whether what is installed will do.
check_sdk() {
    find_dotnet
    (cd "$root" && dotnet --version) > /dev/null 2>&1 || need_sdk "the installed .NET SDK is too old"
}

need_sdk() {
    local version
    version=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json")
    cat >&2 << TEXT
iobench: $1, .NET SDK $version or a later patch is needed; get it without root by
  curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --version $version
  export PATH="\$HOME/.dotnet:\$PATH"
TEXT
    exit 2
}

# Newer sources, or folders from which one went. Documents are sources too: the reporter carries those that a site is made of.
is_built() {
    [ -f "$built" ] && [ -z "$(find "$root/harness" "$root/bench" "$root/docs" "$root/README.md" "$root"/*.props "$root/global.json" "$root/IoBench.sln" -newer "$built" -print -quit)" ]
}

# Quiet, unless it fails. The stamp is older than the build: what changes meanwhile is built next time.
build() {
    check_sdk
    mkdir -p "$root/artifacts"
    touch "$built.new"
    local log="$root/artifacts/build.log"
    if ! (cd "$root" && dotnet build "${1:-harness/IoBench.Cli}" -c Release --nologo -v quiet) > "$log" 2>&1; then
        cat "$log" >&2
        echo "iobench: the build failed, see above; mend it or report it" >&2
        exit 1
    fi
    mv "$built.new" "$built"
}

# quietly NAME COMMAND...: silence, unless it fails; what it said is in artifacts/NAME.log.
quietly() {
    local log="$root/artifacts/$1.log"
    mkdir -p "$root/artifacts"
    if ! "${@:2}" > "$log" 2>&1; then
        cat "$log" >&2
        exit 1
    fi
}

# Programs with a build of their own: the stamp of the others stays as it is.

# run_beside NAME ARGUMENTS: one that stands beside the tests.
run_beside() {
    check_sdk
    quietly "$1" dotnet build "$root/harness/tests/$1" -c Release --nologo -v quiet
    exec "$root/artifacts/bin/$1/release/$1" "${@:2}"
}

# packaging ARGUMENTS: the one that lists what is shipped.
packaging() {
    quietly packaging dotnet build "$root/harness/IoBench.Packaging" -c Release --nologo -v quiet
    "$root/artifacts/bin/IoBench.Packaging/release/iobench-packaging" "$@"
}
