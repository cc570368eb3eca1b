namespace IoBench.Node.Tests;

/// <summary>What is wrong with the words of <c>load</c>, in one line, before anything is connected.</summary>
public sealed class LoadArgumentsTests
{
    [Theory]
    [InlineData("--arrival constant", "--arrival", "--rate")]
    [InlineData("--arrival poisson", "--arrival", "--rate")]
    [InlineData("--pace spin", "--pace", "--rate")]
    [InlineData("--pace sleep", "--pace", "--rate")]
    [InlineData("--hold --turn 1/2 --rate 5", "--turn", "--rate")]
    [InlineData("--hold --turn 1/2 --churn 5", "--turn", "--churn")]
    [InlineData("--turn 1/2", "--turn", "--hold")]
    [InlineData("--warmup 2 --warmup-limit 1", "--warmup-limit", "--warmup")]
    [InlineData("--churn 3 --depth 4", "--churn", "--depth")]
    [InlineData("--witness --engine uring", "--witness", "--engine uring")]
    [InlineData("--witness --churn 5", "--witness", "--churn")]
    public void Names_both_options_that_contradict_each_other(string options, string one, string other)
    {
        var (exitCode, output, errors) = End(options);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("iobench: load: ", errors, StringComparison.Ordinal);
        Assert.Equal(1, errors.Count(c => c == '\n'));
        Assert.Matches($@"(?s){one}\b.*{other}\b", errors);
    }

    [Theory]
    [InlineData("--rate 0", "--rate must be a number from 0.001 to 50000000, not '0'")]
    [InlineData("--rate=-5", "--rate must be a number from 0.001 to 50000000, not '-5'")]
    [InlineData("--rate fast", "--rate must be a number from 0.001 to 50000000, not 'fast'")]
    [InlineData("--rate 1e3", "--rate must be a number from 0.001 to 50000000, not '1e3'")]
    [InlineData("--rate 100 --arrival even", "--arrival must be poisson or constant, not 'even'")]
    [InlineData("--rate 100 --pace run", "--pace must be spin or sleep, not 'run'")]
    [InlineData("--engine kqueue", "--engine must be epoll or uring, not 'kqueue'")]
    [InlineData("--payload 0", "--payload: '0' is no bytes from 1 to 16777216")]
    [InlineData("--payload 64:9,64:1", "--payload: a size is given twice")]
    [InlineData("--payload 64,128", "--payload: '64' is not BYTES:WEIGHT")]
    [InlineData("--payload 64:0,128:1", "--payload: '0' is no weight from 1 to 1000000")]
    [InlineData("--seed x", "--seed must be a whole number, not 'x'")]
    [InlineData("--churn=-1", "--churn must be a whole number from 0 to 1000000000, not '-1'")]
    [InlineData("--depth 1025", "--depth must be a whole number from 1 to 1024, not '1025'")]
    [InlineData("--warmup long", "--warmup must be seconds from 0 to 86400, not 'long'")]
    [InlineData("--connect-timeout 0", "--connect-timeout must be seconds from 0.001 to 86400, not '0'")]
    [InlineData("--ceiling 0.01", "--ceiling must be a number from 0.05 to 60, not '0.01'")]
    [InlineData("--turn 3/2", "--turn: '3/2' is no turn; the first of two is 1/2, at most 16 take turns")]
    [InlineData("--witness yes", "--witness takes no value, but got 'yes'")]
    public void Says_what_is_wrong_with_a_value(string options, string complaint) =>
        Assert.Equal((2, "", $"iobench: load: {complaint}\n"), End(options));

    private static (int ExitCode, string Output, string Errors) End(string options)
    {
        using var node = new NodeProcess(["load", "--target", "127.0.0.1:7", .. options.Split(' ')]);
        return node.End();
    }
}
