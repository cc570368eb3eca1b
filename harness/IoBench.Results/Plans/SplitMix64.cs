namespace IoBench.Results.Plans;

/// <summary>
/// Sebastiano Vigna's SplitMix64 (public domain, https://prng.di.unimi.it/splitmix64.c). Written out because a seed must give the
/// same order under every version of .NET, which <see cref="Random"/> does not promise.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9e3779b97f4a7c15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    /// <summary>Below <paramref name="bound"/>, each value as likely as another: draws from the uneven end are thrown away.</summary>
    public int Below(int bound)
    {
        var range = (ulong)bound;
        var even = ulong.MaxValue - (ulong.MaxValue % range);
        ulong draw;
        do
            draw = Next();
        while (draw >= even);
        return (int)(draw % range);
    }
}
