using IoBench.Results.Benchmarks;

namespace IoBench.Tests.Synthetic;

/// <summary>Single operations of known prices: poll pays 50 ns for each descriptor, epoll 300 ns for the event, and an event alone costs 1 µs.</summary>
internal static class SyntheticBenchmarks
{
    public static BenchmarkRun Run(int iterations = 12, string model = "epoll") => new(
        new BenchmarkManifest
        {
            Name = "benchmarks-2026-11-28-1200", StartedAt = new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero), Job = iterations == 1 ? "dry" : "quarter", ElapsedSeconds = 700,
            Command = "scripts/benchmarks --job quarter", Environment = SyntheticManifest.Of(new SyntheticRun()).Environment,
        },
        [.. Events().Concat(
        [
            Case("RoundTrip", "Echo", 21_000, iterations, ("Model", model), ("Cpus", "two")), Case("RoundTrip", "Echo", 9_000, iterations, ("Model", model), ("Cpus", "one")),
            Case("RoundTrip", "Echo", 52_000, iterations, ("Model", "aio"), ("Cpus", "two")), Case("RoundTrip", "Echo", 30_000, iterations, ("Model", "aio"), ("Cpus", "one")),
            Case("SystemCalls", "Getpid", 70, iterations), Case("Transition", "Native", 4, iterations), Case("LoadParts", "Stamp", 22, iterations),
            Case("LoadParts", "Conversation", 40, iterations), Case("LoadParts", "CheckOverhead", 3, iterations), Case("LoadParts", "Counting", 1, iterations),
            Case("ThreadSwitch", "ThereAndBack", 1_500, iterations, ("By", "futex"), ("Cpus", "one")), Case("ThreadSwitch", "ThereAndBack", 4_500, iterations, ("By", "futex"), ("Cpus", "two")),
            Case("ManyOfMany", "Round", 20_000, iterations, ("Mechanism", "epoll"), ("Descriptors", "1000"), ("Active", "10")),
            Case("Registration", "AddAndRemove", 900, iterations, ("Mechanism", "epoll"), ("Descriptors", "10")), Case("Queues", "Pass", 80, iterations, ("By", "channel"), ("Cpus", "two")),
        ]).Select(c => c with { Nanoseconds = [.. c.Nanoseconds.Take(iterations)] })]);

    private static IEnumerable<BenchmarkCase> Events() =>
        from descriptors in (int[])[1, 10, 100, 1000, 10_000]
        from place in descriptors == 1 ? ["last"] : (string[])["first", "middle", "last"]
        from mechanism in (string[])["(told)", "poll", "epoll"]
        select Case("OneOfMany", "Event", 1000 + (mechanism == "poll" ? 200 + 50 * descriptors : mechanism == "epoll" ? 300 : 0), 12, ("Mechanism", mechanism), ("At", $"{descriptors} {place}"));

    private static BenchmarkCase Case(string subject, string method, double ns, int iterations, params (string Name, string Value)[] parameters) =>
        new(subject, method, parameters.ToDictionary(static p => p.Name, static p => p.Value))
        {
            // As far above as below, by up to half a per cent.
            Nanoseconds = [.. Enumerable.Range(0, iterations).Select(i => ns * (1 + 0.005 * ((i % 5) - 2) / 2))], UserNs = ns * 0.3, SystemNs = ns * 0.7, Switches = 2, Calls = 4,
        };
}
