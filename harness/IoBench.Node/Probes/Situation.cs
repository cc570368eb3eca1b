using IoBench.Linux;

namespace IoBench.Node.Probes;

/// <summary>A call, how things stand when it is made, and what the other side then does.</summary>
internal sealed record Situation(string Call, bool Blocking, string Words, Func<Kernel, Pair> Prepare, Func<Kernel, Pair, IoResult> Make)
{
    private static readonly byte[] Buffer = new byte[1 << 12];

    /// <summary>What the other side does after a while, and its name; null where it does nothing.</summary>
    internal (string Words, Action<Pair> Do)? Peer { get; init; }

    internal int Tries { get; init; } = 5;

    internal static IEnumerable<Situation> All()
    {
        foreach (var blocking in new[] { true, false })
        {
            yield return new("accept", blocking, "nobody has connected", _ => new Pair(blocking), Accept) { Peer = Acts(blocking, "connects", static p => p.Call(p.NewCaller(blocking: false))) };
            yield return new("accept", blocking, "a connection waits", _ => Waited(new Pair(blocking)), Accept);
        }
        foreach (var blocking in new[] { true, false })
        {
            yield return new("connect", blocking, "TCP, room in the queue", _ => new Pair(blockingListener: false), (_, p) => p.Call(p.NewCaller(blocking)));
            yield return new("connect", blocking, "TCP, the queue is full", _ => Full(unix: false), (_, p) => p.Call(p.NewCaller(blocking))) { Peer = Acts(blocking, "accepts", TakeOne), Tries = 1 };
            yield return new("connect", blocking, "Unix, the queue is full", _ => Full(unix: true), (_, p) => p.Call(p.NewCaller(blocking))) { Peer = Acts(blocking, "accepts", TakeOne) };
        }
        foreach (var blocking in new[] { true, false })
        {
            yield return new("recv", blocking, "nothing has come", _ => Connected(blocking), static (k, p) => k.Recv(p.Caller, Buffer)) { Peer = Acts(blocking, "sends a byte", static p => new Kernel().Send(p.Accepted, "x"u8)) };
            yield return new("recv", blocking, "a byte lies there", _ => WithByte(blocking), static (k, p) => k.Recv(p.Caller, Buffer));
        }
        foreach (var blocking in new[] { true, false })
        {
            yield return new("send", blocking, "the buffers are full", _ => Filled(blocking), static (k, p) => k.Send(p.Caller, "x"u8)) { Peer = Acts(blocking, "reads all", static p => p.Drain()) };
            yield return new("send", blocking, "there is room", _ => Connected(blocking), static (k, p) => k.Send(p.Caller, "x"u8));
        }
    }

    // Who does not wait is not helped: the other side stays still.
    private static (string, Action<Pair>)? Acts(bool blocking, string words, Action<Pair> act) => blocking ? (words, act) : null;

    private static IoResult Accept(Kernel kernel, Pair pair)
    {
        var accepted = kernel.Accept(pair.Listener, nonBlocking: false);
        if (accepted.Ok) pair.Keep(accepted.Value);
        return accepted;
    }

    private static void TakeOne(Pair pair) => pair.Keep(pair.Accept());

    private static Pair Waited(Pair pair)
    {
        pair.Call(pair.NewCaller(blocking: false));
        Thread.Sleep(1);
        return pair;
    }

    private static Pair Full(bool unix)
    {
        var pair = new Pair(blockingListener: false, unix, backlog: 1);
        pair.FillQueue(backlog: 1);
        return pair;
    }

    private static Pair Connected(bool blocking)
    {
        var pair = new Pair(blockingListener: false);
        pair.Connect(blocking);
        return pair;
    }

    private static Pair WithByte(bool blocking)
    {
        var pair = Connected(blocking);
        new Kernel().Send(pair.Accepted, "x"u8);
        Thread.Sleep(1);
        return pair;
    }

    private static Pair Filled(bool blocking)
    {
        var pair = Connected(blocking);
        pair.FillBuffers();
        IoBench.Linux.Socket.SetBlocking(pair.Caller, blocking);
        return pair;
    }
}
