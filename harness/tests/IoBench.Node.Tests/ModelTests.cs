using System.Net.Sockets;
using IoBench.Results;
using IoBench.Servers;

namespace IoBench.Node.Tests;

/// <summary>What every model must do, whatever its mechanism: a new one is tested by standing in the catalog.</summary>
public sealed class ModelTests
{
    private const int Large = 20 * 1024 * 1024;

    public static TheoryData<string> Models => [.. Catalog.All.Select(m => m.Name)];

    /// <summary>Each model as it comes, and with batches and buffers so small that every edge is met.</summary>
    public static TheoryData<string, string> ModelsAndSizes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var model in Catalog.All)
            {
                data.Add(model.Name, "");
                data.Add(model.Name, "--batch 2 --buffer 1000 --threads 2");
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ModelsAndSizes))]
    public void Echoes_ten_kilobytes(string model, string options)
    {
        using var server = Start(model, options);
        using var peer = server.Connect();
        for (var message = 0; message < 20; message++) peer.Echo(Peer.Bytes(10 * 1024, message));
    }

    [Theory]
    [MemberData(nameof(ModelsAndSizes))]
    public async Task Echoes_twenty_megabytes_both_ways_at_once(string model, string options)
    {
        using var server = Start(model, options);
        using var peer = server.Connect();
        var bytes = Peer.Bytes(Large);
        var sending = Task.Run(() => peer.SendAll(bytes), TestContext.Current.CancellationToken);

        Assert.Equal(bytes, peer.ReceiveExactly(Large));
        await sending;
    }

    [Theory]
    [MemberData(nameof(ModelsAndSizes))]
    public async Task Answers_all_before_it_honours_the_end(string model, string options)
    {
        using var server = Start(model, options);
        foreach (var size in (int[])[1, 1000, 16 * 1024, 1_000_000])
        {
            using var peer = server.Connect();
            var bytes = Peer.Bytes(size);
            var receiving = Task.Run(peer.ReceiveToEnd, TestContext.Current.CancellationToken);
            peer.SendAll(bytes);
            peer.Shutdown(SocketShutdown.Send);

            Assert.Equal(bytes, await receiving);
        }
        using var silent = server.Connect();
        silent.Shutdown(SocketShutdown.Send);
        Assert.Empty(silent.ReceiveToEnd());
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Counts_what_it_does(string model)
    {
        using var server = Start(model);
        var before = server.Mark();
        using var peer = server.Connect();
        for (var message = 0; message < 500; message++) peer.Echo(Peer.Bytes(64, message));
        var after = server.MarkUntil(m => m.Messages == 500);

        Assert.Equal((500, 500 * 64), (after.Messages - before.Messages, after.Bytes - before.Bytes));
        Assert.Equal((1, 1), (after.Connections.Accepted, after.Connections.Open));
        Assert.All(Catalog.Find(model)!.Signature, call => Assert.True(after.Syscalls.GetValueOrDefault(call) > 0, $"{call} was never called"));
        Assert.True(after.CpuUs.User + after.CpuUs.System > before.CpuUs.User + before.CpuUs.System);
    }

    /// <summary>What is measured beside it by turns relies on that.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public async Task Sleeps_between_messages_unless_it_says_that_it_stays_awake(string model)
    {
        using var server = Start(model);
        using var peer = server.Connect();
        // What a server does in its first moments, as starting its threads, is no sign of one that never sleeps.
        var share = 1.0;
        for (var i = 0; i < 5 && share > 0.1; i++)
        {
            var before = server.Mark();
            for (var message = 0; message < 20; message++)
            {
                peer.Echo([42]);
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            var after = server.Mark();
            share = (after.CpuUs.User + after.CpuUs.System - before.CpuUs.User - before.CpuUs.System) * 1000.0 / (after.AtNs - before.AtNs);
        }

        Assert.True(share > 0.1 == Catalog.Find(model)!.StaysAwake, $"{share:0.00} of a CPU for a message each 5 ms");
    }

    [Fact]
    public void All_work_on_sockets_with_the_same_options()
    {
        var settings = new Dictionary<string, SocketSettings?>();
        foreach (var model in Catalog.All.Where(m => m.WhyUnavailable() is null))
        {
            using var server = Start(model.Name);
            using var peer = server.Connect();
            peer.Echo([1]);
            settings[model.Name] = server.Mark().Socket;
        }
        Assert.All(settings.Values, socket => Assert.Equal(settings["epoll"], socket));
        Assert.True(settings["epoll"]!.NoDelay);
    }

    internal static EchoServer Start(string model, string options = "")
    {
        var reason = Catalog.Find(model)!.WhyUnavailable();
        Assert.SkipWhen(reason is not null, $"{model}: {reason}");
        return new EchoServer(model, options.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
