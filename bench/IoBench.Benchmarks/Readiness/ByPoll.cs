using IoBench.Linux;

namespace IoBench.Benchmarks.Readiness;

/// <summary>poll(2): an array of all goes in, and is looked through until those that are ready are found.</summary>
internal sealed class ByPoll(Kernel kernel, int most) : IReadiness
{
    private readonly PollFd[] fds = GC.AllocateArray<PollFd>(most, pinned: true);
    private readonly Dictionary<int, int> places = new(most);
    private int count;

    public void Add(int fd)
    {
        places[fd] = count;
        fds[count++] = new PollFd { Fd = fd, Events = Linux.Readiness.In };
    }

    public void Remove(int fd)
    {
        // The last takes its place.
        var place = places[fd];
        fds[place] = fds[--count];
        places[fds[place].Fd] = place;
        places.Remove(fd);
    }

    public int Wait(Span<int> ready)
    {
        var found = kernel.Poll(fds.AsSpan(0, count)).OrThrow("poll");
        for (int i = 0, place = 0; i < found; place++)
        {
            if (fds[place].Returned != Linux.Readiness.None) ready[i++] = fds[place].Fd;
        }
        return found;
    }

    public void Again(int fd)
    {
    }

    public void Dispose()
    {
    }
}
