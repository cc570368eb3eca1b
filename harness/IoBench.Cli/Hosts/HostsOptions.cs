using System.Globalization;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Hosts;

/// <summary>One load from several hosts: totals, and what each host is told besides.</summary>
internal sealed record HostsOptions
{
    /// <summary>One host each.</summary>
    public required IReadOnlyList<Prefix> Prefixes { get; init; }

    /// <summary>Paths of the node behind the prefixes: none, one for all, or one each.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    public required string Target { get; init; }

    /// <summary>Of all hosts together.</summary>
    public int Connections { get; init; }

    /// <summary>Of all hosts together.</summary>
    public int Idle { get; init; }

    /// <summary>Of all hosts together; null for a closed loop.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Of the first host; each next one takes the next number, so that no two draw the same arrivals.</summary>
    public ulong Seed { get; init; } = 1;

    public double WarmupSeconds { get; init; } = 1;

    /// <summary>The same as <see cref="WarmupSeconds"/> unless told otherwise: a host that went on warming up would measure another time than the others.</summary>
    public double WarmupLimitSeconds { get => field > 0 ? field : WarmupSeconds; init; }

    public double DurationSeconds { get; init; } = 5;

    /// <summary>All connections of a host must stand within this time; null leaves it to the node.</summary>
    public double? ConnectSeconds { get; init; }

    /// <summary>Options that each host gets as they are.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Every host's part, in the order of the prefixes.</summary>
    /// <exception cref="BadInputException">It cannot be divided, or would not come through a remote shell.</exception>
    public IReadOnlyList<HostShare> Shares(NodeProgram node)
    {
        var hosts = Prefixes.Count;
        if (Connections < hosts)
            throw new BadInputException(
                FormattableString.Invariant($"{Connections} connections cannot be divided among {hosts} hosts"), "--connections", "give at least one for each host; it is the total");
        if (Nodes.Count > 1 && Nodes.Count != hosts)
            throw new BadInputException(
                FormattableString.Invariant($"{Nodes.Count} paths for {hosts} hosts"), "--load-node", "give one for all, or one for each --load-prefix");
        if (Others.FirstOrDefault(word => !ShellWords.IsSafe(word)) is { } word)
            throw new BadInputException($"'{word}' holds what a remote shell would take apart", "load", "leave it out");

        return [.. Prefixes.Select((prefix, host) => new HostShare(prefix.Text, NodeOf(node, host), Arguments(host)))];
    }

    private NodeProgram NodeOf(NodeProgram node, int host) =>
        node.Behind(Prefixes[host], Nodes.Count == 0 ? null : Nodes[Math.Min(host, Nodes.Count - 1)], "--load-node");

    // The target follows on standard input: an IPv6 address has brackets, which are patterns to a shell.
    private List<string> Arguments(int host)
    {
        var connections = Part(Connections, host);
        List<string> words =
        [
            "load", "--hold", "--json", "--target", "-",
            "--connections", Text(connections), "--idle", Text(Part(Idle, host)),
            "--warmup", Text(WarmupSeconds), "--warmup-limit", Text(WarmupLimitSeconds), "--duration", Text(DurationSeconds),
            "--seed", Text(unchecked(Seed + (ulong)host)),
        ];
        // Every connection gets the same rate, wherever it stands.
        if (RatePerSecond is { } rate)
            words.AddRange(["--rate", Text(rate * connections / Connections)]);
        if (ConnectSeconds is { } seconds)
            words.AddRange(["--connect-timeout", Text(seconds)]);
        words.AddRange(Others);
        return words;
    }

    private int Part(int total, int host) => (total / Prefixes.Count) + (host < total % Prefixes.Count ? 1 : 0);

    // Never with an exponent, which the node does not read.
    private static string Text(IFormattable number) => number.ToString("0.##########", CultureInfo.InvariantCulture);
}

/// <summary>What one host does.</summary>
internal sealed record HostShare(string Name, NodeProgram Node, IReadOnlyList<string> Arguments);
