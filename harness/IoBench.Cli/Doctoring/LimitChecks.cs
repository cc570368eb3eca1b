using System.Globalization;

namespace IoBench.Cli.Doctoring;

/// <summary>What the kernel, a container or a shell allows.</summary>
internal static class LimitChecks
{
    // As many as the plans idle and full take, the client's twenty thousand ends of a floor left aside.
    private const long Descriptors = 10_114;

    // 10,000 connections from one address, with as many in TIME_WAIT.
    private const long Ports = 20_000;

    // What every server asks for.
    private const long Backlog = 4096;

    private const long Signals = 10_000;

    public static IEnumerable<Ailment> Of(Patient patient)
    {
        var e = patient.Environment;
        foreach (var reason in patient.Models.Where(static m => !m.Available).GroupBy(static m => m.Reason ?? "no reason given"))
            yield return Missing([.. reason.Select(static m => m.Name)], reason.Key, patient);
        if (e.DescriptorLimit < Descriptors)
            yield return new("descriptors", Weight.Prevents, FormattableString.Invariant($"{e.DescriptorLimit} open files at most"), FormattableString.Invariant($"loads of 10,000 connections need {Descriptors}: the plans idle and full do not start"), "ulimit -Hn 20000   (or nofile in /etc/security/limits.conf, LimitNOFILE= of a service)");
        if (patient.Text("/proc/sys/net/ipv4/ip_local_port_range")?.Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries) is [var low, var high]
            && long.Parse(high, CultureInfo.InvariantCulture) - long.Parse(low, CultureInfo.InvariantCulture) + 1 is var ports && ports < Ports)
            yield return new("ports", Weight.Prevents, FormattableString.Invariant($"{ports} local ports ({low} to {high})"), "more connections than that find no port (EADDRNOTAVAIL), and new ones wait for old ones to leave TIME_WAIT", "sudo sysctl -w net.ipv4.ip_local_port_range='10240 65535'");
        if (patient.Number("/proc/sys/net/core/somaxconn") is { } queue && queue < Backlog)
            yield return new("backlog", Weight.Distorts, FormattableString.Invariant($"net.core.somaxconn {queue}"), FormattableString.Invariant($"listeners ask for {Backlog} and get that: in a rush of connections some are tried again after a second"), FormattableString.Invariant($"sudo sysctl -w net.core.somaxconn={Backlog}"));
        if (Pending(patient.Text("/proc/self/limits")) is { } pending && pending < Signals)
            yield return new("pending-signals", Weight.Distorts, FormattableString.Invariant($"{pending} pending signals at most"), "with more connections than that sigio overflows its queue and tries every descriptor", "ulimit -i 65536");
        if (e.CgroupMemoryMax is { } memory && long.TryParse(memory, CultureInfo.InvariantCulture, out var bytes) && bytes < 1L << 30)
            yield return new("memory", Weight.Prevents, FormattableString.Invariant($"memory.max {bytes >> 20} MiB"), "10,000 threads of blocking, or as many connections with full buffers, do not fit: the kernel ends the server", "raise the limit of the group to 2 GiB");
    }

    private static Ailment Missing(IReadOnlyList<string> models, string reason, Patient patient)
    {
        var isForbidden = patient.Environment.IoUringDisabled is "1" or "2";
        var mend = !reason.Contains("uring", StringComparison.OrdinalIgnoreCase) && !models.Any(static m => m.StartsWith("uring", StringComparison.Ordinal)) ? null
            : isForbidden ? "sudo sysctl -w kernel.io_uring_disabled=0"
            : "allow io_uring_setup, io_uring_enter and io_uring_register in the container's seccomp profile (docker run --security-opt seccomp=…), or take a kernel from 6.0 on";
        return new(models.Any(static m => m.StartsWith("uring", StringComparison.Ordinal)) ? "io_uring" : models[0], Weight.Prevents, $"{string.Join(", ", models)}: {reason}", "these models are skipped with that reason", mend);
    }

    private static long? Pending(string? limits)
    {
        const string Row = "Max pending signals";
        var columns = (limits ?? "").Split('\n').FirstOrDefault(static line => line.StartsWith(Row, StringComparison.Ordinal))?[Row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return columns is [var soft, ..] && long.TryParse(soft, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
