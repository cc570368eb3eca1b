namespace IoBench.Benchmarks.Readiness;

/// <summary>Was told beforehand who will be ready.</summary>
internal sealed class ByForesight(int one) : IReadiness
{
    public void Add(int fd)
    {
    }

    public void Remove(int fd)
    {
    }

    public int Wait(Span<int> ready)
    {
        ready[0] = one;
        return 1;
    }

    public void Again(int fd)
    {
    }

    public void Dispose()
    {
    }
}
