using IoBench.Results;

namespace IoBench.Tests.Synthetic;

/// <summary>An invented anatomy and an invented table of waits, beside an invented run.</summary>
public static class SyntheticAnatomy
{
    public static AnatomyReport Anatomy(RunManifest manifest, params ModelAnatomy[] models) => new()
    {
        StartedAt = manifest.StartedAt,
        Command = "scripts/iobench anatomy",
        Environment = manifest.Environment,
        Placement = manifest.Placement,
        PayloadBytes = 64,
        Messages = 500,
        Models = models,
        Skipped = [new SkippedModel { Model = "aio", Reason = "no glibc here" }],
    };

    /// <summary>A quarter of the echo each: send, carried, handled, carried back.</summary>
    public static ModelAnatomy Model(string name, double roundTripNs = 40_000, double sumNs = 40_000, string callsCounted = ModelInfo.All)
    {
        var quarter = (long)(roundTripNs / 4);
        return new ModelAnatomy
        {
            Model = name,
            CallsCounted = callsCounted,
            Echoes = 500,
            OfThisShape = 480,
            RoundTripNs = Around(roundTripNs),
            OfThisShapeNs = Around(roundTripNs),
            PlainRoundTripNs = Around(roundTripNs - 500),
            AddedNs = Around(500),
            Parts =
            [
                Part("send", PartKind.Copying, "client"), Part("epoll_wait returns", PartKind.WakeUp, "kernel"),
                Part("user space", PartKind.Handling, "server"), Part("client woken", PartKind.WakeUp, "kernel"),
            ],
            SumNs = sumNs,
            StampsPerEcho = 7,
            StampCostNs = 50,
            Lanes =
            [
                new() { Name = "client", Spans = [new("send", PartKind.Copying, 0, quarter), new("poll", PartKind.Waiting, quarter, 4 * quarter)] },
                new() { Name = "kernel", Spans = [new("epoll_wait returns", PartKind.WakeUp, quarter, 2 * quarter), new("client woken", PartKind.WakeUp, 3 * quarter, 4 * quarter)] },
                new() { Name = $"server, {name}", Spans = [new("epoll_wait", PartKind.Waiting, 0, 2 * quarter), new("user space", PartKind.Handling, 2 * quarter, 3 * quarter)] },
            ],
            ShownRoundTripNs = 4 * quarter,
        };

        EchoPart Part(string part, PartKind kind, string lane) => new() { Name = part, Kind = kind, Lane = lane, MeanNs = sumNs / 4, SpreadNs = Around(sumNs / 4) };
    }

    public static WaitReport Waits(RunManifest manifest, params ModelWaits[] models) => new()
    {
        StartedAt = manifest.StartedAt,
        Environment = manifest.Environment,
        PayloadBytes = 64,
        PauseMs = 2,
        Models = models,
        Calls = new CallProbes
        {
            PeerDelayMs = 30,
            Probes =
            [
                new() { Call = "recv", Blocking = true, Situation = "nothing has come", PeerActs = "sends a byte", Returned = "ok", TookUs = 30_040, AfterPeerUs = 40, Tries = 5 },
                new() { Call = "recv", Blocking = false, Situation = "nothing has come", Returned = "EAGAIN", TookUs = 0.8, Tries = 5 },
            ],
        },
    };

    public static ModelWaits Waiting(string name, params WaitedCall[] calls) => new()
    {
        Model = name,
        CallsCounted = ModelInfo.All,
        Echoes = 100,
        ObservedMs = 210,
        Threads = [new() { Name = name, Threads = 1, Stamped = true, WaitsIn = calls, SwitchesPerEcho = 1, CpuUsPerEcho = 20 }],
        CopyingCallsPerEcho = new Dictionary<string, double> { ["recv"] = 1, ["send"] = 1 },
        CompletionsPerEcho = new Dictionary<string, double>(),
        WakesPerEcho = 0,
        RefusalsPerEcho = 0,
    };

    private static SpreadNs Around(double ns) => new(ns * 0.8, ns * 0.9, ns, ns * 1.1, ns * 1.2);
}
