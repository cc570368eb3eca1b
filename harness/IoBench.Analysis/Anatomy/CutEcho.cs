using IoBench.Results;

namespace IoBench.Analysis.Anatomy;

/// <summary>One echo with its way and the threads that it can be seen on.</summary>
internal sealed class CutEcho
{
    private readonly EchoWindow _echo;
    private readonly IReadOnlyList<ThreadCalls> _threads;
    private readonly IReadOnlyDictionary<string, string> _names;
    private readonly List<int> _order;

    /// <param name="clockedNs">Its round trip by the client's own clock.</param>
    public CutEcho(EchoWindow echo, long clockedNs, IReadOnlyList<ThreadCalls> threads, IReadOnlyDictionary<string, string> names)
    {
        (_echo, _threads, _names) = (echo, threads, names);
        ClockedNs = clockedNs;
        Way = EchoPath.Of(echo, threads);
        // Threads are told apart by their order on the way: which worker it is this time tells nothing.
        _order = [.. Way.Select(static s => s.Thread).Where(static t => t > 0).Distinct()];
        Shape = string.Join('|', Way.Select(s => $"{_order.IndexOf(s.Thread)}:{(s.Thread == Stretch.Client ? 'c' : 's')}:{s.Name}"));
        // Beside the way, but not idle: on one CPU a thread may run, and be done, inside the call that wakes it.
        _order.AddRange(threads.Where(t => !_order.Contains(t.Id) && t.Touching(echo.StartNs, echo.EndNs).Any(c => c.LeaveNs < echo.EndNs)).Select(static t => t.Id));
    }

    public IReadOnlyList<Stretch> Way { get; }

    /// <summary>Equal for echoes that took the same way.</summary>
    public string Shape { get; }

    public long ClockedNs { get; }

    /// <summary>By the stamps.</summary>
    public long RoundTripNs => _echo.EndNs - _echo.StartNs;

    public int Stamps => _echo.Calls.Count + _threads.Where(t => _order.Contains(t.Id)).Sum(t => t.Touching(_echo.StartNs, _echo.EndNs).Count());

    public string LaneOf(int thread) => thread switch
    {
        Stretch.Client => "client",
        Stretch.Kernel => "kernel",
        _ when _order.Count == 1 => "server",
        _ => FormattableString.Invariant($"server {_order.IndexOf(thread) + 1}"),
    };

    /// <summary>What each thread on the way really did, also beside the way, and what the kernel carried.</summary>
    public IReadOnlyList<EchoLane> Lanes() =>
    [
        new() { Name = "client", Spans = Spans(_echo.Calls) },
        new() { Name = "kernel", Spans = [.. Way.Where(static s => s.Thread == Stretch.Kernel && s.LengthNs > 0).Select(s => Span(s.Name, s.Kind, s.FromNs, s.ToNs))] },
        .. _order.Select(id => new EchoLane
        {
            Name = _names.GetValueOrDefault(FormattableString.Invariant($"{id}")) is { } name ? $"{LaneOf(id)}, {name}" : LaneOf(id),
            Spans = Spans([.. _threads.Single(t => t.Id == id).Touching(_echo.StartNs, _echo.EndNs)]),
        }),
    ];

    private List<LaneSpan> Spans(IReadOnlyList<StampedCall> calls)
    {
        var spans = new List<LaneSpan>();
        for (var i = 0; i < calls.Count; i++)
        {
            var kind = BorderCalls.KindOf(calls[i]);
            // Begun before this message, or ended by the next one: it waited, and the copying at its end cannot be told apart.
            if (BorderCalls.Receives(calls[i]) && (calls[i].EnterNs <= _echo.StartNs || calls[i].LeaveNs > _echo.EndNs))
                kind = PartKind.Waiting;
            if (kind == PartKind.Waiting && Carries(calls[i]))
                kind = PartKind.Copying;
            spans.Add(Span(BorderCalls.NameOf(calls[i]), kind, calls[i].EnterNs, calls[i].LeaveNs));
            if (i + 1 < calls.Count && calls[i + 1].EnterNs > calls[i].LeaveNs)
                spans.Add(Span(EchoPath.InUserSpace, PartKind.Handling, calls[i].LeaveNs, calls[i + 1].EnterNs));
        }

        return [.. spans.Where(static s => s.ToNs > s.FromNs)];
    }

    // A call into a ring that carries the answer.
    private bool Carries(StampedCall call) =>
        call.Call == "io_uring_enter" && Way.Any(s => s.Thread == call.Thread && s.Kind == PartKind.Copying && s.FromNs == call.EnterNs);

    private LaneSpan Span(string name, PartKind kind, long fromNs, long toNs) =>
        new(name, kind, Math.Max(fromNs, _echo.StartNs) - _echo.StartNs, Math.Min(toNs, _echo.EndNs) - _echo.StartNs);
}
