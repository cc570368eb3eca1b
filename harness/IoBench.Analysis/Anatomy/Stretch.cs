using IoBench.Results;

namespace IoBench.Analysis.Anatomy;

/// <summary>A piece of the way of one echo.</summary>
/// <param name="Thread">Whose it is; <see cref="Client"/> or <see cref="Kernel"/> where it is no thread of the server.</param>
public sealed record Stretch(string Name, PartKind Kind, int Thread, long FromNs, long ToNs)
{
    public const int Client = -1, Kernel = 0;

    public long LengthNs => ToNs - FromNs;
}

/// <summary>
/// Pieces laid end to start, from the last moment of an echo back to its first: each begins where the next one to be laid ends, so
/// that they are a partition of the round trip whatever the stamps say.
/// </summary>
internal sealed class Way(long startNs, long endNs)
{
    private readonly List<Stretch> _backwards = [];

    /// <summary>What is not laid yet ends here.</summary>
    public long At { get; private set; } = endNs;

    /// <summary>Lays the piece from <paramref name="fromNs"/> to where the way stands; times that lie outside are brought to its ends.</summary>
    /// <param name="evenIfEmpty">A stage that every echo has, though it may take no time.</param>
    public void Back(string name, PartKind kind, int thread, long fromNs, bool evenIfEmpty = false)
    {
        var from = Math.Clamp(fromNs, startNs, At);
        if (from < At || evenIfEmpty)
            _backwards.Add(new Stretch(name, kind, thread, from, At));
        At = from;
    }

    public IReadOnlyList<Stretch> Forwards()
    {
        _backwards.Reverse();
        return _backwards;
    }
}
