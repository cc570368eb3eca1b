using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using IoBench.Results;

namespace IoBench.VerifyLoad;

/// <summary>A model's server in a process of its own, pinned; it ends with this.</summary>
internal sealed class ServingModel : IDisposable
{
    private const int LimitMs = 20_000;

    private readonly Process process;

    private ServingModel(Process process, int port) => (this.process, Port) = (process, port);

    internal int Port { get; }

    internal IPEndPoint EndPoint => new(IPAddress.Loopback, Port);

    internal static ServingModel Start(string model, int cpu)
    {
        var process = NodeProgram.Start(string.Create(CultureInfo.InvariantCulture, $"serve --model {model} --cpus {cpu}"));
        var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the server ended before it was ready");
        return new(process, JsonSerializer.Deserialize(line, LineJson.Default.ServerReady)!.Port);
    }

    public void Dispose()
    {
        process.StandardInput.WriteLine("stop");
        if (!process.WaitForExit(LimitMs)) process.Kill();
        process.Dispose();
    }
}
