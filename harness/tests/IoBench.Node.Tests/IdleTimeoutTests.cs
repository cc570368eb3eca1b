using System.Collections.Concurrent;
using IoBench.Linux;
using IoBench.Servers;
using Socket = System.Net.Sockets.Socket;

namespace IoBench.Node.Tests;

/// <summary>Nothing else runs beside these: they ask when something happens, to a few milliseconds.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PunctualTests
{
    internal const string Name = "punctual";
}

/// <summary>What every model must do when a connection says nothing for as long as it may.</summary>
[Collection(PunctualTests.Name)]
public sealed class IdleTimeoutTests
{
    private const long Millisecond = 1_000_000;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(2);

    public static TheoryData<string> Models => ModelTests.Models;

    /// <summary>
    /// Models that wait side by side: that test is nothing but waiting, and one model after the other would take half a minute of it.
    /// Those that do not run here are named as skipped by <see cref="ModelTests"/>.
    /// </summary>
    public static TheoryData<string> Groups =>
        [.. Catalog.All.Where(m => m.WhyUnavailable() is null).Select(m => m.Name).Chunk(4).Select(names => string.Join(' ', names))];

    [Theory]
    [MemberData(nameof(Models))]
    public void Closes_a_thousand_silent_connections_in_time_while_it_serves_others(string model)
    {
        // A thousand threads that wake at once share the CPUs with whatever else the machine does, and one sleeper beside them does not feel
        // it: who was late may try again. Whoever closes too early, or not all, or not for that reason, has failed at once.
        var late = new List<string>();
        while (late.Count < 3)
        {
            if (Lateness(model) is not { } words) return;
            late.Add(words);
        }
        Assert.Fail(string.Join("; then ", late));
    }

    /// <summary>Null when all were closed in time, else how late they were.</summary>
    private static string? Lateness(string model)
    {
        const int Talking = 4;
        const long TimeoutMs = 1000;
        var count = Math.Min(1000, (Catalog.Find(model)!.MaxConnections ?? int.MaxValue) - Talking);
        using var server = ModelTests.Start(model, "--idle-timeout 1");
        Assert.Equal((int)TimeoutMs, server.Ready.Options.IdleTimeoutMs);
        Assert.Equal(Catalog.Find(model)!.Timer, server.Ready.Options.Mechanism["timer"]);
        using var talk = new Talkers(server, Talking);
        using var sleeper = new Sleeper();
        using var silent = new SilentPeers(server, count);

        silent.AwaitEnds(limitMs: 3 * TimeoutMs);

        var own = sleeper.WorstLatenessNs;
        var (earliestNs, latestNs) = (silent.Silences.Min(s => s.LongestNs), silent.Silences.Max(s => s.ShortestNs));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{model}: {count} silent, closed after {earliestNs / 1e6:0.0} to {latestNs / 1e6:0.0} ms; a sleeper of this test was {own / 1e6:0.0} ms late; {talk.Messages} messages beside");
        Assert.All(silent.Silences, silence => Assert.True(silence.LongestNs >= TimeoutMs * Millisecond, $"{model} closed after {silence.LongestNs / 1e6} ms already"));
        var mark = server.MarkUntil(m => m.Connections.Open == Talking);
        Assert.Equal(count, mark.Events["connectionsIdledOut"]);
        talk.End();
        Assert.True(talk.Messages > 100);
        // What the machine keeps a thread waiting that only sleeps is not the server's.
        return latestNs <= TimeoutMs * Millisecond * 11 / 10 + own ? null : $"closed after {latestNs / 1e6} ms only; a sleeper was late by {own / 1e6} ms at most";
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Does_not_close_who_speaks_just_before_the_time(string models)
    {
        var late = new ConcurrentBag<string>();
        SideBySide(models, model =>
        {
            for (var tries = 0; tries < 5; tries++)
            {
                if (KeepsWhoSpeaksInTime(model)) return;
            }
            late.Add(model);
        });
        Assert.SkipUnless(late.IsEmpty, $"this machine does not wake a sleeper within 60 ms, in five tries beside {string.Join(", ", late)}");
    }

    private static void SideBySide(string models, Action<string> test) =>
        Task.WaitAll([.. models.Split(' ').Select(model => Task.Factory.StartNew(() => test(model), TaskCreationOptions.LongRunning))]);

    /// <summary>False when the machine was late, and the server right to close.</summary>
    private static bool KeepsWhoSpeaksInTime(string model)
    {
        const long TimeoutNs = 600 * Millisecond;
        using var server = ModelTests.Start(model, "--idle-timeout 0.6");
        using var peer = server.Connect();
        peer.Echo([0]);
        var heardNs = Clock.NowNs();
        Clock.SleepUntil(heardNs + TimeoutNs * 9 / 10);
        if (Clock.NowNs() - heardNs > TimeoutNs * 97 / 100) return false;
        peer.Echo([1]);
        var answeredNs = Clock.NowNs();
        Assert.Empty(peer.ReceiveToEnd());
        Assert.True(Clock.NowNs() - answeredNs > TimeoutNs - 100 * Millisecond, $"{model} closed long before its time");
        Assert.Equal(1, server.MarkUntil(m => m.Connections.Open == 0).Events["connectionsIdledOut"]);
        return true;
    }

    /// <summary>Peers that are answered once and then say nothing; an epoll loop tells when each reads its end.</summary>
    private sealed class SilentPeers : IDisposable
    {
        private readonly Kernel kernel = new();
        private readonly EchoServer server;
        private readonly List<Socket> peers = [];
        private readonly Dictionary<int, (long SentNs, long AnsweredNs)> last = [];
        private readonly int epoll;

        internal SilentPeers(EchoServer server, int count)
        {
            this.server = server;
            epoll = kernel.EpollCreate().OrThrow("epoll_create1");
            for (var i = 0; i < count; i++)
            {
                var peer = server.Connect();
                peers.Add(peer);
                var sentNs = Clock.NowNs();
                peer.Echo(BitConverter.GetBytes(i));
                last.Add((int)peer.Handle, (sentNs, Clock.NowNs()));
                kernel.EpollAdd(epoll, (int)peer.Handle, Readiness.In).OrThrow("epoll_ctl");
            }
        }

        /// <summary>How long each was silent: counted from when it spoke, and from when it was answered; the server heard it between the two.</summary>
        internal List<(long LongestNs, long ShortestNs)> Silences { get; } = [];

        internal void AwaitEnds(long limitMs)
        {
            var events = new EpollEvents(peers.Count);
            var buffer = new byte[1];
            var untilNs = Clock.NowNs() + limitMs * Millisecond;
            while (Silences.Count < peers.Count)
            {
                Assert.True(Clock.NowNs() < untilNs, $"{server.Ready.Model}: {peers.Count - Silences.Count} of {peers.Count} were not closed");
                var ended = kernel.EpollWait(epoll, events, 100).OrThrow("epoll_wait");
                var nowNs = Clock.NowNs();
                for (var i = 0; i < ended; i++)
                {
                    var fd = events.Fd(i);
                    Assert.Equal(0, kernel.Recv(fd, buffer).OrThrow("recv", fd));
                    kernel.EpollRemove(epoll, fd).OrThrow("epoll_ctl");
                    Silences.Add((nowNs - last[fd].SentNs, nowNs - last[fd].AnsweredNs));
                }
            }
        }

        public void Dispose()
        {
            foreach (var peer in peers) peer.Dispose();
            kernel.Close(epoll);
        }
    }

    /// <summary>Connections that talk all the time, each on a thread of its own.</summary>
    private sealed class Talkers : IDisposable
    {
        private readonly List<Socket> peers;
        private readonly Task[] talks;
        private int messages;
        private volatile bool ended;

        internal Talkers(EchoServer server, int count)
        {
            peers = [.. Enumerable.Range(0, count).Select(_ => server.Connect())];
            talks = [.. peers.Select(peer => Task.Factory.StartNew(() => Talk(peer), TaskCreationOptions.LongRunning))];
        }

        internal int Messages => Volatile.Read(ref messages);

        /// <summary>Fails if one was closed or answered wrongly.</summary>
        internal void End()
        {
            ended = true;
            Task.WaitAll(talks);
        }

        private void Talk(Socket peer)
        {
            for (var message = 0; !ended; message++)
            {
                peer.Echo(Peer.Bytes(100, message));
                Interlocked.Increment(ref messages);
                Thread.Sleep(Breath);
            }
        }

        public void Dispose()
        {
            ended = true;
            foreach (var peer in peers) peer.Dispose();
        }
    }

    /// <summary>How late a thread is woken that does nothing but sleep.</summary>
    private sealed class Sleeper : IDisposable
    {
        private readonly Thread thread;
        private long worstNs;
        private volatile bool ended;

        internal Sleeper()
        {
            thread = new Thread(Sleep) { IsBackground = true };
            thread.Start();
        }

        internal long WorstLatenessNs => Volatile.Read(ref worstNs);

        private void Sleep()
        {
            while (!ended)
            {
                var atNs = Clock.NowNs() + 5 * Millisecond;
                Clock.SleepUntil(atNs);
                Volatile.Write(ref worstNs, Math.Max(worstNs, Clock.NowNs() - atNs));
            }
        }

        public void Dispose()
        {
            ended = true;
            thread.Join();
        }
    }
}
