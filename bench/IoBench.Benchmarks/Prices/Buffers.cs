using System.Buffers;
using BenchmarkDotNet.Attributes;

namespace IoBench.Benchmarks.Prices;

/// <summary>A buffer for each message, from the collector or from a pool, against one that is kept. Its first byte is touched.</summary>
[BenchmarkCategory("prices")]
public class Buffers
{
    private byte[] kept = [];

    [Params(64, 4096, 65536)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Make() => kept = new byte[Bytes];

    [Benchmark]
    public byte[] Allocated()
    {
        var buffer = new byte[Bytes];
        buffer[0] = 1;
        return buffer;
    }

    [Benchmark]
    public void Pooled()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Bytes);
        buffer[0] = 1;
        ArrayPool<byte>.Shared.Return(buffer);
    }

    [Benchmark]
    public byte[] Kept()
    {
        kept[0] = 1;
        return kept;
    }
}
