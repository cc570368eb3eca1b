using System.Net;

namespace IoBench.Cli.Running;

/// <summary>What the command line asks of a run; null leaves it to the plan, or to chance for the seed.</summary>
internal sealed record RunOptions
{
    public required string Plan { get; init; }

    public IReadOnlyList<string>? Models { get; init; }

    public int? Blocks { get; init; }

    /// <summary>The half-width, as a fraction, to which every model shall be known; null leaves the number of blocks as it is.</summary>
    public double? UntilWidth { get; init; }

    /// <summary>The figure that shall be known; null is CPU per message.</summary>
    public WidthOf? WidthOf { get; init; }

    /// <summary>Where a run that grows ends; null is <see cref="Growing.UsualMostBlocks"/>.</summary>
    public int? MostBlocks { get; init; }

    public ulong? Seed { get; init; }

    public string? Out { get; init; }

    /// <summary>Null runs the server here.</summary>
    public Prefix? ServerPrefix { get; init; }

    /// <summary>Null runs the load here.</summary>
    public Prefix? LoadPrefix { get; init; }

    /// <summary>The node's path behind <see cref="ServerPrefix"/>; null for the path that it has here.</summary>
    public string? ServerNode { get; init; }

    /// <summary>The node's path behind <see cref="LoadPrefix"/>; null for the path that it has here.</summary>
    public string? LoadNode { get; init; }

    /// <summary>Null binds the server to 127.0.0.1.</summary>
    public IPAddress? ServerBind { get; init; }

    /// <summary>The folder of a run that was cut off and goes on; null begins a new one.</summary>
    public string? Resume { get; init; }

    /// <summary>It goes on though kernel, binary or placement are others.</summary>
    public bool Force { get; init; }

    /// <summary>Nothing is measured, and nothing written.</summary>
    public bool DryRun { get; init; }

    /// <summary>The command that asks for the same again, as it is typed into a shell.</summary>
    public string Command(ulong seed)
    {
        List<string> words = ["scripts/iobench", "run", "--plan", Plan];
        Add("--models", Models is null ? null : string.Join(',', Models));
        Add("--blocks", Blocks is null ? null : FormattableString.Invariant($"{Blocks}"));
        Add("--until-width", UntilWidth is null ? null : FormattableString.Invariant($"{100 * UntilWidth:0.####}%"));
        Add("--width-of", WidthOf?.ToString().ToLowerInvariant());
        Add("--most-blocks", MostBlocks is null ? null : FormattableString.Invariant($"{MostBlocks}"));
        Add("--seed", FormattableString.Invariant($"{seed}"));
        Add("--server-prefix", ServerPrefix?.Text);
        Add("--server-node", ServerNode);
        Add("--server-bind", ServerBind?.ToString());
        Add("--load-prefix", LoadPrefix?.Text);
        Add("--load-node", LoadNode);
        return string.Join(' ', words.Select(ShellWords.Quote));

        void Add(string option, string? value)
        {
            if (value is not null)
                words.AddRange([option, value]);
        }
    }
}

/// <summary>What <c>--width-of</c> names.</summary>
internal enum WidthOf
{
    Cpu,
    Throughput,
    P50,
}
