using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace IoBench.Cli.Tests;

/// <summary>sshd(8) as an ordinary process on a port of 127.0.0.1, with keys and configuration of its own; gone with the test.</summary>
internal sealed class SshDaemon : IDisposable
{
    private const string Program = "/usr/sbin/sshd", PrivilegeSeparation = "/run/sshd";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly string _folder = Directory.CreateTempSubdirectory("iobench-ssh-").FullName;
    private readonly int _port = FreePort();
    private readonly bool _madePrivilegeSeparation;
    private readonly Process _process;

    private SshDaemon()
    {
        // sshd started by root insists on an empty folder that a service's start would have made.
        _madePrivilegeSeparation = Environment.IsPrivilegedProcess && !Directory.Exists(PrivilegeSeparation);
        if (_madePrivilegeSeparation)
            Directory.CreateDirectory(PrivilegeSeparation);
        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", File_("host_key"));
        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", File_("key"));
        File.Copy(File_("key.pub"), File_("authorized_keys"));
        File.WriteAllText(File_("known_hosts"), $"[127.0.0.1]:{Port} {File.ReadAllText(File_("host_key.pub"))}");
        File.WriteAllText(File_("config"), $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {File_("host_key")}
            PidFile {File_("pid")}
            AuthorizedKeysFile {File_("authorized_keys")}
            UsePAM no
            StrictModes no
            PasswordAuthentication no
            KbdInteractiveAuthentication no

            """);
        _process = Process.Start(new ProcessStartInfo(Program, ["-D", "-e", "-f", File_("config")]) { RedirectStandardError = true })!;
        // Read all along, so that it never blocks on a full pipe.
        Log = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Skips the test with the reason where there is no sshd, or where it lets this user in by no key.</summary>
    public static SshDaemon OrSkip()
    {
        if (!File.Exists(Program))
            Assert.Skip($"no {Program} here (Debian: openssh-server)");
        try
        {
            Run("ssh", "-V");
        }
        catch (Win32Exception)
        {
            Assert.Skip("no ssh here (Debian: openssh-client)");
        }

        var daemon = new SshDaemon();
        if (daemon.LetsIn())
            return daemon;
        daemon.Dispose();
        // Each try says the same again.
        Assert.Skip($"sshd does not let this user in: {string.Join(' ', daemon.Log.Result.Split('\n').Take(3))}");
        throw new UnreachableException();
    }

    public int Pid => _process.Id;

    private Task<string> Log { get; }

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    /// <summary>The runtime is named as one would on a host where it stands at no usual place.</summary>
    public string Prefix => string.Join(' ', Ssh) + $" env DOTNET_ROOT={RealNode.DotNetRoot}";

    private string[] Ssh =>
    [
        "ssh", "-F", "none", "-p", Port, "-i", File_("key"), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR",
        "-o", $"UserKnownHostsFile={File_("known_hosts")}", "-o", "StrictHostKeyChecking=yes", "127.0.0.1",
    ];

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
        if (_madePrivilegeSeparation)
            Directory.Delete(PrivilegeSeparation);
    }

    private bool LetsIn()
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Limit && !_process.HasExited;)
        {
            if (Run(Ssh[0], [.. Ssh.Skip(1), "true"]) == 0)
                return true;
            Thread.Sleep(100);
        }

        return false;
    }

    private string File_(string name) => Path.Combine(_folder, name);

    private static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var reading = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Limit))
            process.Kill();
        process.WaitForExit();
        reading.Wait(Limit);
        return process.ExitCode;
    }

    // Another process may take it before sshd does; then the test is skipped with sshd's own words.
    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
