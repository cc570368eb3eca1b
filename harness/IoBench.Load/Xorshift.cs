namespace IoBench.Load;

/// <summary>xorshift64*, Marsaglia (2003) and Vigna (2016): eight bytes of state that are copied with whatever holds them, the same numbers on every machine.</summary>
public struct Xorshift
{
    private ulong state;

    /// <param name="seed">What a user gives to have the same again.</param>
    /// <param name="stream">Tells apart those who draw under one seed; near seeds and streams give unrelated numbers (SplitMix64's finaliser).</param>
    public Xorshift(ulong seed, ulong stream)
    {
        var mixed = seed + (stream + 1) * 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBUL;
        mixed ^= mixed >> 31;
        state = mixed == 0 ? 1 : mixed; // zero would stay zero for ever
    }

    public ulong Next()
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return state * 0x2545F4914F6CDD1DUL;
    }

    /// <summary>Evenly from (0, 1]: its logarithm is always finite.</summary>
    public double Unit() => ((Next() >> 11) + 1) * (1.0 / (1UL << 53));
}
