using CsCheck;

namespace IoBench.Results.Tests;

public class CpuListTests
{
    [Theory]
    [InlineData("0-3,8", new[] { 0, 1, 2, 3, 8 })]
    [InlineData("1", new[] { 1 })]
    [InlineData("", new int[0])]
    public void The_kernels_lists_are_read(string text, int[] cpus) => Assert.Equal(cpus, CpuList.Parse(text));

    [Fact]
    public void What_is_formatted_reads_back() =>
        Gen.Int[0, 100].HashSet[0, 30].Sample(cpus => CpuList.Parse(CpuList.Format([.. cpus])).SequenceEqual(cpus.Order()));
}
