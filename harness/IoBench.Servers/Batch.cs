namespace IoBench.Servers;

/// <summary>How much one wait may bring. Debug builds take little at a time, so that tests meet the edges.</summary>
internal static class Batch
{
#if DEBUG
    internal const int Events = 3;
    internal const int RingEntries = 8;
    internal const int RingBuffers = 16;
#else
    internal const int Events = 512;
    internal const int RingEntries = 4096;
    internal const int RingBuffers = 4096;
#endif
}
