using System.Numerics;
using System.Runtime.CompilerServices;
using IoBench.Linux;

namespace IoBench.Servers;

/// <summary>
/// Tells which connections have been silent for a set time: a hashed wheel of slots, one for each tick, in which no time lies further ahead
/// than one turn (G. Varghese, T. Lauck, Hashed and Hierarchical Timing Wheels, SOSP 1987, scheme 4). Who waits does so until
/// <see cref="WaitMs"/> at most, says <see cref="Wake(Tally)"/>, serves what is ready, and then asks for who was silent.
/// </summary>
/// <remarks>
/// A message does not touch the wheel: it leaves its time in the connection (<see cref="Descriptor.HeardNs"/>), one store. When the slot
/// comes in which a connection stands, it is silent, or goes to the slot where its time really ends; so each is looked at no more often
/// than it spoke, and mostly once in a timeout. As all timeouts are equal, a list in order of the last activity would do too, and any
/// operation on it costs as little; but it has to be changed at every message, by whichever thread serves it: a lock, and the cache
/// lines of two neighbours. Here the lock is taken where a connection begins or ends, and at a tick.
/// Nobody is told of too early, and at most a tick, 2 % of the timeout, too late.
/// </remarks>
internal sealed class IdleWheel
{
    internal const int TicksPerTimeout = 50;
    private const int Slots = 64; // A bit of a word for each, and more than one timeout holds ticks.

    private readonly Lock turning = new();
    private readonly IdleLink[] slots = new IdleLink[Slots];
    private readonly IdleLink due = new();
    private readonly long timeoutNs, tickNs;
    private long nowNs, nextNs, turned;
    private ulong filled;

    /// <param name="timeoutMs">0: nobody is ever silent, and no clock is read.</param>
    internal IdleWheel(int timeoutMs)
    {
        for (var i = 0; i < Slots; i++) slots[i] = new IdleLink();
        timeoutNs = timeoutMs * 1_000_000L;
        tickNs = Math.Max(1, timeoutNs / TicksPerTimeout);
        nextNs = IsOn ? 0 : long.MaxValue;
    }

    internal bool IsOn => timeoutNs > 0;

    /// <summary>CLOCK_MONOTONIC at the last wake-up; 0 when it is off.</summary>
    internal long NowNs => Volatile.Read(ref nowNs);

    /// <summary>When somebody may be silent, by CLOCK_MONOTONIC, but at most a timeout from the last time: until then nobody new can be.</summary>
    internal long NextNs => Volatile.Read(ref nextNs);

    /// <summary>How long to wait, in milliseconds; for ever when it is off.</summary>
    internal int WaitMs => IsOn ? (int)Math.Max(0, (NextNs - NowNs + 999_999) / 1_000_000) : Kernel.Forever;

    /// <summary>Times that a connection was looked at: the work of the wheel.</summary>
    internal long Looks { get; private set; }

    /// <summary>After a wait: reads the clock, once for all that is served now. Any thread; nothing when it is off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Wake(Tally tally)
    {
        if (!IsOn) return;
        Wake(Clock.NowNs());
        tally.NowNs = NowNs;
    }

    internal void Wake(long atNs) => Volatile.Write(ref nowNs, atNs);

    /// <summary>A connection begins.</summary>
    internal void Enter(Descriptor connection, long atNs)
    {
        if (!IsOn) return;
        lock (turning)
        {
            connection.HeardNs = atNs;
            Put(connection);
        }
    }

    /// <summary>A connection ends: from here on nobody touches its descriptor for being silent.</summary>
    internal void Leave(Descriptor connection)
    {
        if (!IsOn) return;
        lock (turning) connection.Leave();
    }

    /// <summary>The next one that was silent, or null; it is told of once, until it enters again.</summary>
    internal Descriptor? Next()
    {
        // All that a wake-up pays at which nobody's time is over, or the wheel is off.
        if (NowNs < NextNs) return null;
        lock (turning) return Turn();
    }

    /// <summary>Ends all that are silent, by shutdown(2): whoever waits for them or has them under way reads the end, and closes.</summary>
    /// <remarks>For models in which another thread, or the kernel, may hold the connection. That thread cannot close it meanwhile: it must leave the wheel before.</remarks>
    internal void ShutDown(Tally tally)
    {
        if (NowNs < NextNs) return;
        while (true)
        {
            lock (turning)
            {
                if (Turn() is not { } silent) return;
                tally.Kernel.ShutdownBoth(silent.Fd);
                tally.CountIdledOut();
            }
        }
    }

    private Descriptor? Turn()
    {
        var now = NowNs;
        var over = now / tickNs;
        // Late by more than a turn: once round finds everyone.
        turned = Math.Max(turned, over - Slots);
        while (true)
        {
            while (due.After is Descriptor connection)
            {
                connection.Leave();
                Looks++;
                if (Volatile.Read(ref connection.HeardNs) + timeoutNs <= now) return connection;
                Put(connection);
            }
            if (turned >= over) break;
            var slot = Slot(++turned);
            filled &= ~(1ul << slot);
            due.TakeAll(slots[slot]);
        }
        // A slot whose last one has left is still marked: the price is one wake-up for nothing.
        var inTimeout = now + timeoutNs;
        var nextTick = turned + 1 + BitOperations.TrailingZeroCount(BitOperations.RotateRight(filled, Slot(turned + 1)));
        Volatile.Write(ref nextNs, filled == 0 ? inTimeout : Math.Min(inTimeout, nextTick * tickNs));
        return null;
    }

    private void Put(Descriptor connection)
    {
        // The first tick at which its time is over.
        var slot = Slot((Volatile.Read(ref connection.HeardNs) + timeoutNs + tickNs - 1) / tickNs);
        filled |= 1ul << slot;
        connection.Enter(slots[slot]);
    }

    private static int Slot(long tick) => (int)(tick & Slots - 1);
}
