using System.Globalization;
using System.Text.Json;
using IoBench.Linux;
using IoBench.Load;
using IoBench.Results;

namespace IoBench.Node;

/// <summary>
/// <c>echo</c>: one connection that sends one message after the other, as standard input asks: <c>echo N</c> or <c>echo N PAUSE_US</c>,
/// and with <c>--stamp</c> <c>stamp on</c>, <c>stamp off</c>, <c>stamps</c>. It ends with its input.
/// </summary>
internal static class EchoVerb
{
    private const int MostEchoes = 1_000_000, MostPauseUs = 1_000_000, MostStamps = 1 << 22;

    internal static int Run(Arguments arguments)
    {
        var target = arguments.Target("--target", Console.In);
        var payloadBytes = arguments.Count("--payload", 64, 1, 1 << 24);
        var stampRoom = arguments.Count("--stamp", 0, 1, MostStamps);
        var limitSeconds = arguments.Seconds("--limit", 10, 0.001);
        var cpus = arguments.Cpus("--cpus");
        arguments.Done();
        if (cpus.Count > 0) CpuSet.PinProcess([.. cpus]);
        var book = stampRoom > 0 ? new StampBook(stampRoom) : null;
        using var echoes = new Echoes(target, payloadBytes, limitSeconds, book);
        Print(JsonSerializer.Serialize(
            new EchoConnected { Pid = Machine.ProcessId, PayloadBytes = payloadBytes, Cpus = CpuSet.Allowed(), StampCostNs = StampBook.CostNs() },
            LineJson.Default.EchoConnected));
        while (Console.In.ReadLine() is { } line) Obey(line.Trim(), echoes, book);
        return 0;
    }

    private static void Obey(string command, Echoes echoes, StampBook? book)
    {
        if (command.Length == 0) return;
        if (StampCommands.Knows(command))
        {
            if (book is not null) Print(StampCommands.Answer(command, book));
            else Console.Error.WriteLine($"iobench: echo: '{command}' needs --stamp N");
            return;
        }
        var words = command.Split(' ');
        var pauseUs = 0;
        if (words.Length is not (2 or 3) || words[0] != "echo" || !Number(words[1], 1, MostEchoes, out var count)
            || (words.Length == 3 && !Number(words[2], 0, MostPauseUs, out pauseUs)))
        {
            Console.Error.WriteLine($"iobench: echo: '{command}' is no command; there are echo N, echo N PAUSE_US, stamp on, stamp off and stamps");
            return;
        }
        var roundTripsNs = new long[count];
        echoes.Run(roundTripsNs, pauseUs * 1000L);
        Print(JsonSerializer.Serialize(new EchoRound { RoundTripsNs = roundTripsNs }, LineJson.Default.EchoRound));
    }

    private static bool Number(string text, int least, int most, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;

    private static void Print(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
