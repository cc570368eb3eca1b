using System.Net;
using System.Net.Sockets;
using IoBench.Linux;
using Socket = IoBench.Linux.Socket;

namespace IoBench.Node.Probes;

/// <summary>A listener and, where asked for, both ends of one connection; all gone with it.</summary>
internal sealed class Pair : IDisposable
{
    // As much as a full socket buffer may ever hold, and then some: filling ends.
    private const int MostFilledBytes = 64 << 20;

    private readonly Kernel kernel = new();
    private readonly List<int> descriptors = [];
    private readonly byte[] chunk = new byte[1 << 16];

    internal Pair(bool blockingListener, bool unix = false, int backlog = 16)
    {
        EndPoint any = unix ? new UnixDomainSocketEndPoint($"\0iobench-probe-{Machine.ProcessId}-{Guid.NewGuid():N}") : new IPEndPoint(IPAddress.Loopback, 0);
        Listener = Keep(Socket.Listen(any, backlog, nonBlocking: !blockingListener, reusePort: false));
        Address = unix ? any : Socket.LocalEndPoint(Listener);
    }

    internal int Listener { get; }

    internal EndPoint Address { get; }

    /// <summary>Of the connection that <see cref="Connect"/> made: who called, and who was accepted.</summary>
    internal int Caller { get; private set; }

    internal int Accepted { get; private set; }

    internal void Connect(bool blockingCaller)
    {
        Caller = NewCaller(blocking: false);
        Call(Caller);
        Accepted = Keep(Accept());
        Socket.SetBlocking(Caller, blockingCaller);
    }

    /// <summary>A socket of the listener's family that is not connected yet.</summary>
    internal int NewCaller(bool blocking)
    {
        var fd = Keep(Socket.Client(Address));
        Socket.SetBlocking(fd, blocking);
        return fd;
    }

    internal IoResult Call(int fd)
    {
        var address = Address.Serialize();
        return kernel.Connect(fd, address.Buffer.Span[..address.Size]);
    }

    /// <summary>Connects until the listener's queue has no more room, which nobody makes by accepting.</summary>
    internal void FillQueue(int backlog)
    {
        // One more than the backlog fits into it (listen(2), sk_acceptq_is_full).
        for (var i = 0; i <= backlog; i++) Call(NewCaller(blocking: false));
        Thread.Sleep(2);
    }

    /// <summary>Sends until not a byte more goes in.</summary>
    internal void FillBuffers()
    {
        Socket.SetBlocking(Caller, blocking: false);
        long filled = 0;
        // The receiver's buffer takes more a little later, so that one EAGAIN is not the end.
        for (var refusals = 0; refusals < 3 && filled < MostFilledBytes;)
        {
            var sent = kernel.Send(Caller, chunk);
            if (sent.Ok) (filled, refusals) = (filled + sent.Value, 0);
            else if (++refusals < 3) Thread.Sleep(2);
        }
    }

    /// <summary>Takes all that lies there.</summary>
    internal void Drain()
    {
        Socket.SetBlocking(Accepted, blocking: false);
        while (kernel.Recv(Accepted, chunk) is { Ok: true, Value: > 0 }) { }
    }

    internal int Accept()
    {
        var fd = kernel.Accept(Listener, nonBlocking: false);
        for (var tries = 0; fd.WouldBlock && tries < 1000; tries++)
        {
            Thread.Sleep(1);
            fd = kernel.Accept(Listener, nonBlocking: false);
        }
        return fd.OrThrow("accept4", Listener);
    }

    internal int Keep(int fd)
    {
        lock (descriptors) descriptors.Add(fd);
        return fd;
    }

    public void Dispose()
    {
        lock (descriptors)
        {
            foreach (var fd in descriptors) Socket.Close(fd);
            descriptors.Clear();
        }
    }
}
