using System.Globalization;
using System.Net.Sockets;
using IoBench.Servers;

namespace IoBench.Node.Tests;

/// <summary>What every model must do when nobody takes what it sends. Apart from <see cref="ModelTests"/>, so that both run side by side: they wait most of the time.</summary>
public sealed class BackPressureTests
{
    private const int Large = 20 * 1024 * 1024;

    public static TheoryData<string> Models => ModelTests.Models;

    public static TheoryData<string, string> ModelsAndSizes => ModelTests.ModelsAndSizes;

    /// <summary>
    /// Nobody reads: the server must stop reading, keep the order, and go on when there is room. A ring's shared buffers count as room: the
    /// kernel fills them without the server, and one whose thread is kept waiting cancels the receive too late to spare any.
    /// </summary>
    [Theory]
    [MemberData(nameof(ModelsAndSizes))]
    public async Task Holds_back_while_nobody_reads_and_goes_on_after(string model, string options)
    {
        using var server = ModelTests.Start(model, options);
        using var slow = server.Connect();
        using var other = server.Connect();
        slow.ReceiveBufferSize = 64 * 1024;
        var bytes = Peer.Bytes(Large + SharedBufferBytes(server));
        var sending = Task.Run(() => slow.SendAll(bytes), TestContext.Current.CancellationToken);

        // The sender comes to a stop: neither side's sockets hold 20 MB, and the server may not grow instead.
        if (await Task.WhenAny(sending, Task.Delay(500, TestContext.Current.CancellationToken)) == sending)
        {
            await sending;
            Assert.Fail($"{bytes.Length} bytes were taken from one who reads nothing");
        }
        other.Echo(Peer.Bytes(100));
        Assert.True(server.Mark().ResidentBytes < 400_000_000, "the server keeps what nobody takes");

        Assert.Equal(bytes, slow.ReceiveExactly(bytes.Length));
        await sending;
    }

    /// <summary>Of a model that says <c>count x bytes</c> of them.</summary>
    private static int SharedBufferBytes(EchoServer server) => server.Ready.Options.Mechanism.TryGetValue("buffers", out var product)
        ? product.Split(" x ").Aggregate(1, (bytes, factor) => bytes * int.Parse(factor, CultureInfo.InvariantCulture))
        : 0;

    /// <summary>More slow readers than threads: some models keep the others waiting then, and all must end at once nevertheless.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public async Task Stops_while_nobody_reads(string model)
    {
        using var server = ModelTests.Start(model, "--threads 2");
        var slow = Enumerable.Range(0, 4).Select(_ => server.Connect()).ToList();
        var bytes = Peer.Bytes(Large + SharedBufferBytes(server));
        var sending = slow.Select(peer => Task.Run(() => Assert.ThrowsAny<SocketException>(() => peer.SendAll(bytes)))).ToList();
        await Task.Delay(300, TestContext.Current.CancellationToken);

        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(0, server.Stop().Connections.Open);
        Assert.True(clock.ElapsedMilliseconds < 2000, $"took {clock.ElapsedMilliseconds} ms");
        await Task.WhenAll(sending);
        foreach (var peer in slow) peer.Dispose();
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Serves_all_again_when_slow_readers_have_read(string model)
    {
        using var server = ModelTests.Start(model, Catalog.Find(model)!.ConnectionsPerThread is null ? "--threads 2" : "--threads 4");
        var bytes = Peer.Bytes(Large / 2);
        var slow = Enumerable.Range(0, 3).Select(_ => server.Connect()).ToList();
        var sending = slow.Select(peer => Task.Run(() => peer.SendAll(bytes))).ToList();
        using var other = server.Connect();
        other.SendAll([42]);
        await Task.Delay(200, TestContext.Current.CancellationToken);

        var reading = slow.Select(peer => Task.Run(() => peer.ReceiveExactly(bytes.Length))).ToList();
        Assert.All(await Task.WhenAll(reading), got => Assert.Equal(bytes, got));
        await Task.WhenAll(sending);
        Assert.Equal([42], other.ReceiveExactly(1));
        foreach (var peer in slow) peer.Dispose();
    }

    [Theory]
    [MemberData(nameof(ModelsAndSizes))]
    public void Echoes_bytes_one_by_one(string model, string options)
    {
        using var server = ModelTests.Start(model, options);
        using var peer = server.Connect();
        var bytes = Peer.Bytes(400);
        foreach (var value in bytes.AsSpan(0, 200)) peer.Echo([value]);
        for (var i = 200; i < bytes.Length; i++) peer.SendAll(bytes.AsSpan(i, 1));
        Assert.Equal(bytes[200..], peer.ReceiveExactly(200));
    }
}
