namespace IoBench.Linux;

/// <summary>A set of signals (sigset_t) for waiting and blocking.</summary>
public sealed unsafe class SignalSet
{
    /// <summary>"I/O is possible": the plain signal of a descriptor, and the sign that the queue of realtime signals overflowed.</summary>
    public const int SIGIO = 29;

    /// <summary>The first realtime signal that is ours: the C library keeps 32 and 33, the .NET runtime 34; 35 is left free for others.</summary>
    public const int FirstRealtime = 36;

    private SignalMask mask;

    public SignalSet(params ReadOnlySpan<int> signals)
    {
        foreach (var signal in signals) mask[(signal - 1) / 64] |= 1ul << (signal - 1);
    }

    internal ref SignalMask Mask => ref mask;

    public bool Contains(int signal) => (mask[(signal - 1) / 64] & 1ul << (signal - 1)) != 0;

    /// <summary>Blocks these signals in the calling thread and in the threads that it will start (pthread_sigmask).</summary>
    /// <exception cref="SystemCallException">Never on a sane system.</exception>
    public void Block()
    {
        fixed (SignalMask* set = &mask) IoResult.OfPosix(Libc.pthread_sigmask(Libc.SIG_BLOCK, set, null)).OrThrow("pthread_sigmask");
    }

    /// <summary>Whether the calling thread blocks every signal of this set.</summary>
    public bool IsBlocked()
    {
        SignalMask now;
        IoResult.OfPosix(Libc.pthread_sigmask(Libc.SIG_BLOCK, null, &now)).OrThrow("pthread_sigmask");
        for (var word = 0; word < 16; word++)
        {
            if ((mask[word] & ~now[word]) != 0) return false;
        }
        return true;
    }
}
