# Sourced by scripts/test. The tests of the report page look at it in a Chromium of the system; without one they are skipped, and say so.

# Where it may be done (root, Debian's packages), a missing one is installed, in three minutes or not at all: a machine without a network
# loses no more. IOBENCH_INSTALL=no leaves the system alone.
install_browser() {
    local name
    for name in chromium chromium-browser google-chrome-stable google-chrome chrome; do
        command -v "$name" > /dev/null && return
    done
    [ "${IOBENCH_INSTALL:-}" != no ] && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null || return 0
    echo "installing chromium for the tests of the page ..."
    # Ctrl-C must end it too, so it stays in the foreground of its group.
    DEBIAN_FRONTEND=noninteractive timeout --foreground 180 sh -c '
        apt-get -o Acquire::Retries=0 -o Acquire::http::Timeout=20 update &&
        apt-get -o Acquire::http::Timeout=20 install -y --no-install-recommends chromium' > "$root/artifacts/browser.log" 2>&1 ||
        echo "chromium could not be installed, see artifacts/browser.log"
}
