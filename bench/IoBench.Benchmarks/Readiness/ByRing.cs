using IoBench.Linux;

namespace IoBench.Benchmarks.Readiness;

/// <summary>A poll of each descriptor in an io_uring: it completes once, and is given again with the next wait, in the same system call.</summary>
internal sealed class ByRing : IReadiness
{
    private const ulong Cancelled = ulong.MaxValue;

    private readonly Ring ring;

    internal ByRing(Kernel kernel, int most) => ring = Ring.Create(kernel, 512, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(most, 512)));

    public void Add(int fd)
    {
        ring.PollReadable(fd, (ulong)fd);
        ring.Submit().OrThrow("io_uring_enter");
    }

    public void Remove(int fd)
    {
        ring.Cancel((ulong)fd, Cancelled);
        // Its own end and that of the poll.
        for (var ends = 0; ends < 2;)
        {
            if (ring.Ready == 0) ring.SubmitAndWait().OrThrow("io_uring_enter");
            for (; ring.Ready > 0; ends++) ring.Take();
        }
    }

    public int Wait(Span<int> ready)
    {
        ring.SubmitAndWait().OrThrow("io_uring_enter");
        var count = 0;
        for (; ring.Ready > 0; ring.Take()) ready[count++] = (int)ring.Peek().UserData;
        return count;
    }

    public void Again(int fd) => ring.PollReadable(fd, (ulong)fd);

    public void Dispose() => ring.Dispose();
}
