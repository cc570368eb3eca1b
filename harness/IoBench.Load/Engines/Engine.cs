using IoBench.Linux;

namespace IoBench.Load.Engines;

/// <summary>
/// The client's mechanism: moves bytes of conversations and waits, and knows nothing of what is asked, when, or why. One thread
/// makes it and is the only one to touch it.
/// </summary>
internal abstract class Engine(Kernel kernel, IEngineEvents events) : IDisposable
{
    protected Kernel Kernel { get; } = kernel;

    protected IEngineEvents Events { get; } = events;

    /// <summary>Wakes a sleeping engine.</summary>
    internal WakeTimer Timer { get; } = new();

    /// <summary>Receives from a connection that stands, until its end.</summary>
    internal abstract void Watch(Conversation conversation);

    /// <summary>Tells of a connection under way when it stands, and receives from it then.</summary>
    internal abstract void WatchConnecting(Conversation conversation);

    /// <summary>Sends what is to be sent, at once or as soon as there is room.</summary>
    internal abstract void Send(Conversation conversation);

    /// <summary>Tells what has happened; when nothing has, sleeps until something does or the timer fires, or returns at once.</summary>
    /// <returns>Whether anything but the timer had happened.</returns>
    internal abstract bool Turn(bool sleep);

    /// <summary>Ends our side: the server reads all, then the end.</summary>
    internal void EndSending(Conversation conversation) => Kernel.ShutdownSend(conversation.Fd);

    /// <summary>Closes the connection; nothing more is told of it.</summary>
    internal virtual void Close(Conversation conversation)
    {
        Kernel.Close(conversation.Fd);
        conversation.Fd = -1;
    }

    public virtual void Dispose() => Timer.Dispose();
}
