using System.Net;
using System.Net.Sockets;
using IoBench.Results;

namespace IoBench.Node.Tests;

/// <summary>A model under test: a node that serves, and peers to talk to it.</summary>
internal sealed class EchoServer : IDisposable
{
    internal const int LimitMs = 20_000;

    private readonly NodeProcess node;

    internal EchoServer(string model, params IReadOnlyList<string> options)
        : this(model, [], options)
    {
    }

    internal EchoServer(string model, IReadOnlyList<string> prefix, IReadOnlyList<string> options)
    {
        node = new NodeProcess(prefix, ["serve", "--model", model, .. options]);
        Ready = node.Read(LineJson.Default.ServerReady);
    }

    internal ServerReady Ready { get; }

    internal NodeProcess Node => node;

    internal Socket Connect()
    {
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = LimitMs,
            SendTimeout = LimitMs,
        };
        peer.Connect(IPAddress.Loopback, Ready.Port);
        return peer;
    }

    internal ServerSnapshot Mark(string command = "mark")
    {
        node.Write(command);
        return node.Read(LineJson.Default.ServerSnapshot);
    }

    /// <summary>Marks until <paramref name="condition"/> holds: what a server does about a reset is not awaited by anyone.</summary>
    internal ServerSnapshot MarkUntil(Func<ServerSnapshot, bool> condition)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            var mark = Mark();
            if (condition(mark)) return mark;
            Thread.Sleep(20);
        }
        throw new TimeoutException($"never so: {Mark()}");
    }

    internal StampReport Stamps()
    {
        node.Write("stamps");
        return node.Read(LineJson.Default.StampReport);
    }

    internal StampingState SwitchStamps(bool on)
    {
        node.Write(on ? "stamp on" : "stamp off");
        return node.Read(LineJson.Default.StampingState);
    }

    internal ServerSnapshot Stop()
    {
        node.Write("stop");
        var stopped = node.Read(LineJson.Default.ServerSnapshot);
        Assert.Equal("stopped", stopped.Event);
        var (exitCode, _, errors) = node.End();
        Assert.Equal((0, ""), (exitCode, errors));
        return stopped;
    }

    public void Dispose() => node.Dispose();
}

/// <summary>What peers say: bytes that tell where they belong.</summary>
internal static class Peer
{
    internal static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    internal static void SendAll(this Socket peer, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[peer.Send(bytes)..];
    }

    internal static byte[] ReceiveExactly(this Socket peer, int count)
    {
        var bytes = new byte[count];
        for (var got = 0; got < count;)
        {
            var received = peer.Receive(bytes.AsSpan(got));
            Assert.True(received > 0, $"the server ended after {got} of {count} bytes");
            got += received;
        }
        return bytes;
    }

    internal static byte[] ReceiveToEnd(this Socket peer)
    {
        var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int received; (received = peer.Receive(buffer)) > 0;) all.Write(buffer, 0, received);
        return all.ToArray();
    }

    internal static void Echo(this Socket peer, byte[] bytes)
    {
        peer.SendAll(bytes);
        Assert.Equal(bytes, peer.ReceiveExactly(bytes.Length));
    }

    /// <summary>Ends with a reset instead of an end: what is under way is thrown away.</summary>
    internal static void Reset(this Socket peer)
    {
        peer.LingerState = new LingerOption(true, 0);
        peer.Dispose();
    }
}
