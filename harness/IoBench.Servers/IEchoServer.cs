namespace IoBench.Servers;

/// <summary>
/// An echo server under one I/O model: what is received on a connection is sent back on it, in order, and the end is answered
/// with the end. How it waits is its own affair.
/// </summary>
/// <remarks>Made, run and disposed on one thread (a ring and signals belong to a thread); <see cref="Stop"/> comes from any.</remarks>
public interface IEchoServer : IDisposable
{
    /// <summary>How the model runs here, for the record: ring flags, pool size, signal number.</summary>
    IReadOnlyDictionary<string, string> Mechanism { get; }

    /// <summary>Serves until <see cref="Stop"/>, then closes every connection and returns.</summary>
    void Run();

    /// <summary>Ends <see cref="Run"/> soon. Any thread, any number of times, before or during Run.</summary>
    void Stop();
}
