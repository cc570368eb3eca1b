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

    public static byte[] Sealed(string lines) => [.. Encoding.UTF8.GetBytes(lines), .. Encoding.UTF8.GetBytes($"sha256\t{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)))}\n")];
}
