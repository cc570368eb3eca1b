using IoBench.Linux;

namespace IoBench.Servers.Handoff;

/// <summary>The threads that do one and the same work beside the main thread.</summary>
internal sealed class Workers
{
    private readonly Thread[] threads;

    internal Workers(string name, int count, ThreadStart work)
    {
        threads = new Thread[count];
        for (var i = 0; i < count; i++) threads[i] = new Thread(work) { Name = name, IsBackground = true };
    }

    internal void Start()
    {
        foreach (var thread in threads) thread.Start();
    }

    /// <summary>Ends those who take from <paramref name="queue"/>, after what they were given before.</summary>
    internal void End(WorkQueue queue, Kernel kernel)
    {
        foreach (var _ in threads) queue.Put(new Work(Event.End));
        queue.Publish(threads.Length, kernel);
        Join();
    }

    internal void Join()
    {
        foreach (var thread in threads) thread.Join();
    }
}
