namespace IoBench.Benchmarks.Readiness;

/// <summary>How one thread learns which of many descriptors can be read. Descriptors are told to it one by one, as a server meets them.</summary>
public interface IReadiness : IDisposable
{
    void Add(int fd);

    void Remove(int fd);

    /// <summary>Waits until some can be read.</summary>
    /// <returns>How many; they stand at the start of <paramref name="ready"/>.</returns>
    int Wait(Span<int> ready);

    /// <summary>What was ready has been read: where one notice is all that was asked for, asks for the next.</summary>
    void Again(int fd);
}
