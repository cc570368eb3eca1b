using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IoBench.Cli.Tests;

/// <summary>What a guest sends, invented: whole unless a test damages it.</summary>
internal static class GuestText
{
    /// <param name="perEcho">Of every load.</param>
    public static byte[] Of(string release, double perEcho, params string[] more)
    {
        string[] lines =
        [
            $"guest\t{release}\t#1 SMP test\ttsc\tconsole=ttyS0 quiet", "mitigation\tspectre_v2\tMitigation: Retpolines", "mitigation\tmeltdown\tNot affected",
            Load("honest", 1, perEcho), Load("honest", 16, perEcho * 0.9), .. more,
        ];
        return Sealed(string.Concat(lines.Select(static l => l + "\n")));
    }

    public static string Load(string model, int connections, double perEcho, bool valid = true) => string.Create(CultureInfo.InvariantCulture, $$"""load{{'\t'}}{{model}}{{'\t'}}{{connections}}{{'\t'}}{"event":"load","schemaVersion":1,"target":"127.0.0.1:7","loop":"closed","engine":"epoll","cpus":[0],"connections":{{connections}},"established":{{connections}},"idle":0,"payloadBytes":64,"depth":1,"warmupSeconds":0.01,"windowSeconds":0.05,"windowStartNs":1,"windowStopNs":2,"sent":1,"received":1,"inFlight":0,"failed":0,"carriedIn":0,"throughputPerSecond":{{1e9 / perEcho}},"latencyNs":{},"clamped":0,"cpuUsPerMessage":{"user":1,"system":1},"cpuShare":0.5,"allocatedBytes":0,"syscalls":{},"clock":{"costNs":20,"resolutionNs":1},"socket":{"noDelay":true,"sendBufferBytes":1,"receiveBufferBytes":1,"keepAlive":false},"verdict":{"valid":{{(valid ? "true" : "false")}},"reasons":[{{(valid ? "" : "\"a byte was wrong\"")}}]},"histogram":""}""");

    /// <summary>An echo cut into calls, and two of the single calls that it can be put together from.</summary>
    /// <param name="send">What a send takes; all else is the same.</param>
    public static string[] Parts(string model, int send)
    {
        string Call(string name, int thread, int enter, int leave, int result) =>
            string.Create(CultureInfo.InvariantCulture, $$"""{"call":"{{name}}","thread":{{thread}},"enterNs":{{10_000 + enter}},"leaveNs":{{10_000 + leave}},"result":{{result}}}""");
        string Stamps(params string[] calls) => $$"""{"event":"stamps","schemaVersion":1,"dropped":0,"threads":{"1":"t"},"calls":[{{string.Join(',', calls)}}],"waiting":[]}""";
        var (woken, answered) = (send + 1000, 2 * send + 1500);
        string Round(int ns) => string.Create(CultureInfo.InvariantCulture, $$"""{"event":"echoes","roundTripsNs":[{{ns}}]}""");
        return
        [
            $$"""models{{'\t'}}[{"name":"{{model}}","ioModel":"fake","pattern":"fake","threads":"none","needs":"nothing","signature":[],"limits":[],"available":true}]""",
            string.Join('\t',
                "cut", model, """{"event":"connected","pid":2,"payloadBytes":64,"cpus":[0],"stampCostNs":5}""", Round(answered + 400), Round(answered + 450),
                Stamps(Call("send", 2, 0, send, 64), Call("poll", 2, send + 10, answered + 300, 1), Call("recv", 2, answered + 310, answered + 400, 64)),
                Stamps(Call("epoll_wait", 1, -50, woken, 1), Call("recv", 1, woken + 50, woken + 150, 64), Call("send", 1, woken + 200, woken + 200 + send, 64), Call("epoll_wait", 1, answered, answered + 900, 1))),
            """costs{T}{"event":"callCosts","schemaVersion":1,"clockNs":20,"calls":[{"name":"recv, nothing there","ns":1100,"calls":100}]}""".Replace("{T}", "\t", StringComparison.Ordinal),
        ];
    }

    public static byte[] Sealed(string lines) => [.. Encoding.UTF8.GetBytes(lines), .. Encoding.UTF8.GetBytes($"sha256\t{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)))}\n")];
}
