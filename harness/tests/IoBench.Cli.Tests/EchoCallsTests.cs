using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using IoBench.Results;

namespace IoBench.Cli.Tests;

/// <summary>What the models' pages say that an echo costs in calls, against echoes that are counted now.</summary>
public partial class EchoCallsTests
{
    private const int WarmUp = 100, Echoes = 500, PayloadBytes = 64;

    /// <summary>A page gives two digits; and a wait now and then finds nothing.</summary>
    private const double Slack = 0.1;

    [Theory]
    [MemberData(nameof(ModelPagesTests.Models), MemberType = typeof(ModelPagesTests))]
    public void Are_those_of_the_page(string name)
    {
        var told = Told(name);

        var counted = Counted(name);

        Assert.Subset(told.Keys.ToHashSet(), counted.Where(call => call.Value > Slack).Select(call => call.Key).ToHashSet());
        Assert.All(told, call => Assert.InRange(counted.GetValueOrDefault(call.Key), call.Value.Least - Slack, call.Value.Most + Slack));
    }

    /// <summary>Calls of an echo: exactly so many, or as many as a range says where it is a matter of who comes first; none for a model of which none is counted.</summary>
    private static Dictionary<string, (double Least, double Most)> Told(string name)
    {
        var page = File.ReadAllText(Path.Combine(ModelPagesTests.Folder, name + ".md"));
        var line = CountedLine().Match(page);
        Assert.True(line.Success || page.Contains("none is counted", StringComparison.Ordinal), $"the page of {name} tells no counted calls");
        return CallOfEcho().Matches(line.Value).ToDictionary(
            match => match.Groups[1].Value,
            match => (Number(match.Groups[2]), Number(match.Groups[3].Success ? match.Groups[3] : match.Groups[2])));
    }

    private static Dictionary<string, double> Counted(string name)
    {
        using var node = Process.Start(new ProcessStartInfo(RealNode.Path, ["serve", "--model", name]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using var end = new Timer(_ => node.Kill(), null, Cli.Limit, Timeout.InfiniteTimeSpan);
        using var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = (int)Cli.Limit.TotalMilliseconds };
        peer.Connect(IPAddress.Loopback, JsonSerializer.Deserialize(node.StandardOutput.ReadLine()!, LineJson.Default.ServerReady)!.Port);

        Echo(WarmUp);
        var before = Mark();
        Echo(Echoes);
        var after = Mark();
        node.StandardInput.Close();
        node.WaitForExit();
        return after.ToDictionary(call => call.Key, call => (double)(call.Value - before.GetValueOrDefault(call.Key)) / Echoes);

        void Echo(int count)
        {
            var message = new byte[PayloadBytes];
            for (var i = 0; i < count; i++)
            {
                peer.Send(message);
                for (var got = 0; got < PayloadBytes; got += peer.Receive(message)) { }
            }
        }

        IReadOnlyDictionary<string, long> Mark()
        {
            node.StandardInput.WriteLine("mark");
            node.StandardInput.Flush();
            return JsonSerializer.Deserialize(node.StandardOutput.ReadLine()!, LineJson.Default.ServerSnapshot)!.Syscalls;
        }
    }

    private static double Number(Group digits) => double.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Counted, .*?\n\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CountedLine();

    [GeneratedRegex(@"`([a-z0-9_:]+)`\s+([0-9.]+)(?:\s+to\s+([0-9.]+))?")]
    private static partial Regex CallOfEcho();
}
