namespace IoBench.Linux.Tests;

public sealed class CpuSetTests
{
    [Theory]
    [InlineData("0", new[] { 0 })]
    [InlineData("0-3,8", new[] { 0, 1, 2, 3, 8 })]
    [InlineData("3,1,1-2", new[] { 1, 2, 3 })]
    public void Parse_reads_the_list_form_of_the_kernel(string list, int[] cpus) => Assert.Equal(cpus, CpuSet.Parse(list));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1-")]
    [InlineData("3-1")]
    [InlineData("-1")]
    [InlineData("1-2-3")]
    [InlineData("999999")]
    public void Parse_refuses_what_is_no_list(string list) =>
        Assert.Equal($"'{list}' is not a CPU list such as 0 or 0-3,8", Assert.Throws<FormatException>(() => CpuSet.Parse(list)).Message);

    [Fact]
    public void PinThread_keeps_the_thread_where_it_is_told()
    {
        var cpu = CpuSet.Allowed()[^1];
        int[] seen = [];
        var thread = new Thread(() =>
        {
            CpuSet.PinThread(cpu);
            seen = CpuSet.Allowed();
        });
        thread.Start();
        Assert.True(thread.Join(5000));
        Assert.Equal([cpu], seen);
    }

    [Fact]
    public void PinThread_to_a_CPU_that_is_not_there_names_it()
    {
        var error = Assert.Throws<SystemCallException>(() => CpuSet.PinThread(4000));
        Assert.StartsWith("sched_setaffinity(CPUs 4000): EINVAL", error.Message, StringComparison.Ordinal);
    }
}
