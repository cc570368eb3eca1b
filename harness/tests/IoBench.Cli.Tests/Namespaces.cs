using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace IoBench.Cli.Tests;

/// <summary>
/// Network namespaces: a server's and some clients', each client at its own veth pair. A namespace lives as long as a process that
/// stands in it and waits for the end of its input, so nothing is left whatever happens to the test.
/// </summary>
internal sealed class Namespaces : IDisposable
{
    /// <summary>The server's address, to be reached from every client's namespace and from nowhere else.</summary>
    public const string ServerAddress = "10.77.0.1";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly List<Process> _holders = [];
    private readonly bool _asUser;

    /// <param name="asUser">In a user namespace of our own, which needs no rights.</param>
    /// <exception cref="NotPermittedException">This machine has no namespaces or no veth for us; the message says why.</exception>
    private Namespaces(int clients, bool asUser)
    {
        _asUser = asUser;
        try
        {
            for (var end = 0; end <= clients; end++)
                Hold(end);
            Ip(0, "link set lo up");
            Ip(0, $"address add {ServerAddress}/32 dev lo");
            for (var client = 1; client <= clients; client++)
                Join(client);
        }
        catch (NotPermittedException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>As root, else in a user namespace; skips the test with the reason where neither is permitted.</summary>
    public static Namespaces OrSkip(int clients)
    {
        var reasons = new List<string>();
        foreach (var asUser in (bool[])[false, true])
        {
            try
            {
                return new Namespaces(clients, asUser);
            }
            catch (NotPermittedException e)
            {
                reasons.Add($"{(asUser ? "with" : "without")} a user namespace: {e.Message}");
            }
        }

        Assert.Skip($"no network namespaces here: {string.Join("; ", reasons)}");
        throw new UnreachableException();
    }

    public string Server => Prefix(0);

    public string Client(int number) => Prefix(number);

    public void Dispose()
    {
        foreach (var holder in _holders)
        {
            holder.StandardInput.Close();
            if (!holder.WaitForExit(Limit))
                holder.Kill();
            holder.Dispose();
        }
    }

    private string Prefix(int end) => $"nsenter -t {Pid(end)} {(_asUser ? "-U --preserve-credentials " : "")}-n";

    private string Pid(int end) => _holders[end].Id.ToString(CultureInfo.InvariantCulture);

    // exec keeps the process's id, so the namespace is that of the holder.
    private void Hold(int end)
    {
        string[] unshare = _asUser && end == 0 ? ["unshare", "-U", "-r", "-n"]
            : _asUser ? ["nsenter", "-t", Pid(0), "-U", "--preserve-credentials", "unshare", "-n"]
            : ["unshare", "-n"];
        var holder = Start([.. unshare, "sh", "-c", "echo here; exec cat"]);
        _holders.Add(holder);
        var reading = holder.StandardOutput.ReadLineAsync();
        if (!reading.Wait(Limit) || reading.Result != "here")
            throw new NotPermittedException(holder.StandardError.ReadToEnd().Trim());
    }

    private void Join(int client)
    {
        Ip(0, $"link add v{client} type veth peer name v0 netns {Pid(client)}");
        Ip(0, $"address add 10.77.{client}.1/24 dev v{client}");
        Ip(0, $"link set v{client} up");
        Ip(client, $"address add 10.77.{client}.2/24 dev v0");
        Ip(client, "link set v0 up");
        Ip(client, $"route add {ServerAddress} via 10.77.{client}.1");
    }

    private void Ip(int end, string command)
    {
        using var ip = Start([.. Prefix(end).Split(' '), "ip", .. command.Split(' ')]);
        var error = ip.StandardError.ReadToEndAsync();
        if (!ip.WaitForExit(Limit))
            ip.Kill();
        ip.WaitForExit();
        if (ip.ExitCode != 0)
            throw new NotPermittedException($"ip {command}: {error.Result.Trim()}");
    }

    private static Process Start(string[] command)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw new NotPermittedException($"{command[0]}: {e.Message}");
        }
    }

    private sealed class NotPermittedException(string message) : Exception(message);
}
