using IoBench.Linux;

namespace IoBench.Benchmarks.Readiness;

/// <summary>select(2): the sets go in, come back overwritten, and are looked through.</summary>
internal sealed class BySelect(Kernel kernel) : IReadiness
{
    private readonly DescriptorSet interest = new(), readable = new();
    private int nfds;

    public void Add(int fd)
    {
        interest.Add(fd);
        nfds = Math.Max(nfds, fd + 1);
    }

    public void Remove(int fd) => interest.Remove(fd);

    public int Wait(Span<int> ready)
    {
        readable.CopyFrom(interest, nfds);
        var count = kernel.Select(nfds, readable, null).OrThrow("select");
        for (int i = 0, fd = readable.Next(0, nfds); i < count; fd = readable.Next(fd + 1, nfds)) ready[i++] = fd;
        return count;
    }

    public void Again(int fd)
    {
    }

    public void Dispose()
    {
    }
}
