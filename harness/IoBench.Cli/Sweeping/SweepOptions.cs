using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Cli.Sweeping;

/// <summary>What the command line asks of a sweep.</summary>
internal sealed record SweepOptions
{
    public const int DefaultConnections = 50;

    /// <summary>Null takes all that run here.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>A server of somebody else, in place of models.</summary>
    public string? Target { get; init; }

    public required int Connections { get; init; }

    public required int PayloadBytes { get; init; }

    public required int Depth { get; init; }

    public required string Engine { get; init; }

    public required ServiceLevel Slo { get; init; }

    public required int Searches { get; init; }

    public required double WarmupSeconds { get; init; }

    public required double WindowSeconds { get; init; }

    public ulong? Seed { get; init; }

    public string? Out { get; init; }

    /// <summary>The command that asks for the same again.</summary>
    public string Command(ulong seed)
    {
        List<string> words = ["scripts/iobench", "sweep"];
        if (Target is not null)
            words.AddRange(["--target", Target]);
        else if (Models is not null)
            words.AddRange(["--models", string.Join(',', Models)]);
        words.AddRange([
            FormattableString.Invariant($"--connections {Connections} --payload {PayloadBytes} --depth {Depth}"),
            ..(Engine == Cell.EpollEngine ? [] : (string[])["--engine", Engine]),
            FormattableString.Invariant($"--slo '{Slo.Text}' --searches {Searches} --duration {WindowSeconds} --warmup {WarmupSeconds} --seed {seed}"),
        ]);
        return string.Join(' ', words);
    }
}
