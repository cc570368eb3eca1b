using System.Globalization;
using IoBench.Analysis.Anatomy;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Stamping;

/// <summary>A server that stamps and a client with one connection that does, each a fresh process; both gone with it.</summary>
internal sealed class EchoPair : IAsyncDisposable
{
    // Stamps of each thread in one round. A server that spins makes some thousands a millisecond and has room for the first twenty or so.
    private const int Room = 1 << 16;

    private readonly Child _server, _client;
    private readonly RunnerLimits _limits;
    private readonly CancellationToken _cancel;

    private EchoPair(Child server, Child client, RunnerLimits limits, CancellationToken cancel) =>
        (_server, _client, _limits, _cancel) = (server, client, limits, cancel);

    public required ServerReady Ready { get; init; }

    public required EchoConnected Connected { get; init; }

    /// <summary>Both ends stand, and neither stamps yet.</summary>
    /// <exception cref="ChildException">One of them did not do as it should.</exception>
    public static async Task<EchoPair> StartAsync(NodeProgram node, string model, int payloadBytes, Placement placement, RunnerLimits limits, CancellationToken cancel)
    {
        var server = Child.Start("server", node, ["serve", "--model", model, "--cpus", CpuList.Format(placement.ServerCpus), "--stamp", Text(Room)]);
        Child? client = null;
        try
        {
            var ready = await server.ExpectAsync("ready", LineJson.Default.ServerReady, limits.Ready, cancel);
            client = Child.Start("client", node,
            [
                "echo", "--target", NodeArguments.Target(ready), "--payload", Text(payloadBytes), "--cpus", CpuList.Format(placement.ClientCpus), "--stamp", Text(Room),
            ]);
            var connected = await client.ExpectAsync("connected", LineJson.Default.EchoConnected, limits.Ready, cancel);
            var pair = new EchoPair(server, client, limits, cancel) { Ready = ready, Connected = connected };
            await pair.SwitchAsync(on: false);
            return pair;
        }
        catch
        {
            if (client is not null)
                await client.DisposeAsync();
            await server.DisposeAsync();
            throw;
        }
    }

    /// <returns>Round trips in nanoseconds, by the clock of the client around each.</returns>
    public async Task<IReadOnlyList<long>> EchoAsync(int count, int pauseUs = 0)
    {
        _client.Send(string.Create(CultureInfo.InvariantCulture, $"echo {count} {pauseUs}"));
        var limit = _limits.Report + TimeSpan.FromMicroseconds((double)count * pauseUs);
        return (await _client.ExpectAsync("echoes", LineJson.Default.EchoRound, limit, _cancel)).RoundTripsNs;
    }

    /// <summary>A round with stamps, and all that was stamped in it.</summary>
    public async Task<StampRound> StampedAsync(int count, int pauseUs = 0)
    {
        // Close around the echoes: what threads do to hand out stamps is no part of them.
        var before = ThreadTicksReader.Read(Ready.Pid);
        await SwitchAsync(on: true);
        var roundTripsNs = await EchoAsync(count, pauseUs);
        var after = ThreadTicksReader.Read(Ready.Pid);
        var client = await TakeAsync(_client);
        var server = await TakeAsync(_server);
        await SwitchAsync(on: false);
        // What was stamped between the two belongs to no echo.
        await TakeAsync(_client);
        await TakeAsync(_server);
        return new StampRound(client, server, roundTripsNs) { Before = before, After = after };
    }

    /// <summary>Ends both as they should end.</summary>
    /// <exception cref="ChildException">One of them ended badly.</exception>
    public async Task StopAsync()
    {
        _server.Send("stop");
        await _server.ExpectAsync("stopped", LineJson.Default.ServerSnapshot, _limits.Stop, _cancel);
        if (await _server.ExitAsync(_limits.Stop, _cancel) != ExitCode.Done)
            throw new ChildException($"server ended badly{await _server.FateAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task SwitchAsync(bool on)
    {
        // The server last: one that spins soon has no room left, and what it does before the client's first message is nobody's echo.
        foreach (var child in new[] { _client, _server })
        {
            child.Send(on ? "stamp on" : "stamp off");
            await child.ExpectAsync("stamping", LineJson.Default.StampingState, _limits.Snapshot, _cancel);
        }
    }

    private async Task<StampReport> TakeAsync(Child child)
    {
        child.Send("stamps");
        return await child.ExpectAsync("stamps", LineJson.Default.StampReport, _limits.Report, _cancel);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
