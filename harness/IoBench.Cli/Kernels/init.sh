#!/bin/busybox sh
# The first process of a guest. It does what /job asks and sends what comes of it through the second serial port: a line for each
# thing, its fields parted by tabs, and at last the sha256 of all the lines before. Nothing runs beside what is measured: this shell
# waits for the end of a child, or sleeps, and a guest that only sleeps costs the emulator nothing.

/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mount -t tmpfs tmpfs /tmp
ip link set lo up
. /job

say() { # fields
    local word=$1 field
    shift
    printf '%s' "$word"
    for field; do printf '\t%s' "$field"; done
    printf '\n'
} >> /tmp/out

last_word() { tail -n 1 /tmp/complaint | tr '\t' ' '; }

# A server whose port is then in $port; false where it does not serve.
begin() { # model, options
    local turn=0
    rm -f /tmp/commands /tmp/served /tmp/ended
    mkfifo /tmp/commands
    { iobench-node serve --model "$@" > /tmp/served 2> /tmp/complaint; : > /tmp/ended; } < /tmp/commands &
    exec 9> /tmp/commands
    while [ ! -e /tmp/ended ] && [ $turn -lt 100 ]; do
        port=$(sed -n 's/.*"event":"ready".*"port":\([0-9]*\).*/\1/p' /tmp/served)
        [ -z "$port" ] || return 0
        usleep 20000
        turn=$((turn + 1))
    done
    return 1
}

end() {
    [ -e /tmp/ended ] || echo stop >&9
    exec 9>&-
    wait
}

# One model under one load.
load() { # model, connections
    local code=0
    timeout 30 iobench-node load --target "127.0.0.1:$port" --connections "$2" --payload "$payload" \
        --warmup "$warmup" --warmup-limit "$warmup" --duration "$window" --json > /tmp/loaded 2> /tmp/complaint || code=$?
    if grep -q throughputPerSecond /tmp/loaded; then
        say load "$1" "$2" "$(tail -n 1 /tmp/loaded)"
    else
        say failed "$1" "$2" "exit code $code: $(last_word)"
    fi
}

# Echoes one after the other, without stamps and with them. Each sleep is far longer than what is asked for before it.
cut() { # model
    rm -f /tmp/asked
    mkfifo /tmp/asked
    timeout 60 iobench-node echo --target "127.0.0.1:$port" --payload "$payload" --stamp 65536 < /tmp/asked > /tmp/told 2> /tmp/complaint &
    exec 8> /tmp/asked
    sleep 1
    local command
    for command in 'stamp off' 'echo 100' 'stamp on' 'echo 20' 'stamps' 'stamp off' "echo $echoes" 'stamp on' "echo $echoes" 'stamps'; do
        case $command in
            echo*) ;;
            *) echo "$command" >&9 ;;
        esac
        echo "$command" >&8
        sleep 0.5
    done
    exec 8>&-
    if [ "$(wc -l < /tmp/told)" -eq 11 ]; then
        say cut "$1" "$(sed -n 1p /tmp/told)" "$(sed -n 8p /tmp/told)" "$(sed -n 10p /tmp/told)" "$(sed -n 11p /tmp/told)" "$(tail -n 1 /tmp/served)"
    else
        say uncut "$1" "$(last_word)"
    fi
}

sleep "$settle"
say guest "$(uname -r)" "$(uname -v)" "$(cat /sys/devices/system/clocksource/clocksource0/current_clocksource)" "$(cat /proc/cmdline)"
for file in /sys/devices/system/cpu/vulnerabilities/*; do
    say mitigation "${file##*/}" "$(cat "$file")"
done

[ "$echoes" -eq 0 ] || say models "$(iobench-node models)"
for model in $models; do
    for n in $connections; do
        if ! begin "$model"; then
            say skipped "$model" "$(last_word)"
            end
            break
        fi
        load "$model" "$n"
        end
    done
    if [ "$echoes" -gt 0 ] && begin "$model" --stamp 65536; then
        cut "$model"
        end
    fi
done

if [ "$echoes" -gt 0 ]; then
    timeout 30 iobench-node call-costs > /tmp/costs 2> /tmp/complaint
    [ -s /tmp/costs ] && say costs "$(cat /tmp/costs)" || say uncosted "$(last_word)"
fi

stty -F /dev/ttyS1 raw -echo
sum=$(sha256sum < /tmp/out)
say sha256 "${sum%% *}"
cat /tmp/out > /dev/ttyS1
sleep 0.5
poweroff -f
