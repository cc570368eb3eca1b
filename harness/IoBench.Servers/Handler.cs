using System.Globalization;
using System.Runtime.CompilerServices;
using IoBench.Linux;

namespace IoBench.Servers;

/// <summary>What a handler does besides echoing.</summary>
public enum WorkKind
{
    None,

    /// <summary>Computes, so that it needs a CPU.</summary>
    Cpu,

    /// <summary>Blocks its thread and needs no CPU, as for a disk or a database.</summary>
    Wait,
}

/// <summary>What the handler does for each message, and for how many nanoseconds.</summary>
public readonly record struct HandlerWork(WorkKind Kind, long Ns)
{
    /// <summary>As it is asked for, in microseconds: <c>cpu:20</c>, <c>wait:0.5</c>, <c>none</c>.</summary>
    public override string ToString() =>
        Kind == WorkKind.None ? "none" : string.Create(CultureInfo.InvariantCulture, $"{(Kind == WorkKind.Cpu ? "cpu" : "wait")}:{Ns / 1e3}");
}

/// <summary>
/// The part of a server that belongs to its purpose: each model calls it for each receive that brought bytes, before they are answered, on
/// the thread that its pattern gives to handlers. An echo server has none, so it only does the work that it was told to do.
/// </summary>
/// <remarks>Any number of threads at once. Without work it is one branch on a field that never changes.</remarks>
public sealed class Handler
{
    private readonly bool works;
    private readonly HandlerWork work;
    private volatile bool stopped;

    /// <summary>Measures, where it is to compute, how much that is on this machine; takes some 10 ms then.</summary>
    public Handler(HandlerWork work)
    {
        this.work = work;
        works = work.Kind != WorkKind.None;
        if (work.Kind == WorkKind.Cpu) Rounds = Arithmetic.RoundsIn(work.Ns);
    }

    /// <summary>Echoes, and no more.</summary>
    public static Handler None { get; } = new(default);

    /// <summary>Rounds of arithmetic that it computes for a message; 0 where it does not compute.</summary>
    public long Rounds { get; }

    /// <summary>What it does, for the record, beside what the model says of itself; nothing where it only echoes.</summary>
    public IReadOnlyDictionary<string, string> Mechanism => work.Kind switch
    {
        WorkKind.None => new Dictionary<string, string>(),
        WorkKind.Cpu => new Dictionary<string, string> { ["work"] = $"{work}", ["workRounds"] = $"{Rounds}" },
        _ => new Dictionary<string, string> { ["work"] = $"{work}" },
    };

    /// <summary>Handles the message that the calling thread has received.</summary>
    /// <param name="tally">Of the calling thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Handle(Tally tally)
    {
        if (works) Work(tally.Kernel);
    }

    /// <summary>What is handled from now on is not worked on: who waits for the end of a server shall not wait for all that it was asked before.</summary>
    public void Stop() => stopped = true;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Work(Kernel kernel)
    {
        if (stopped) return;
        if (work.Kind == WorkKind.Cpu)
        {
            Arithmetic.Compute(Rounds);
            return;
        }
        TimerSlack.Least();
        kernel.Sleep(work.Ns);
    }
}
