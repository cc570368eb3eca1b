using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IoBench.Cli.Running;

/// <summary>
/// A child process that speaks in lines. Every wait has a limit. Its standard input is a pipe that only this process holds: should
/// this process die, the child reads the end of it and ends too.
/// </summary>
internal sealed class Child : IAsyncDisposable
{
    /// <summary>How long a child that runs behind a prefix may take to end by itself: what kills the prefix need not reach it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly string _role;
    private readonly Process _process;
    private readonly bool _isBehindPrefix;
    private readonly Complaint _complaint;

    private Child(string role, Process process, bool isBehindPrefix)
    {
        _role = role;
        _process = process;
        _isBehindPrefix = isBehindPrefix;
        _complaint = new Complaint(process.StandardError);
    }

    /// <summary>Completes when the process has ended.</summary>
    public Task Ended => _process.WaitForExitAsync();

    public bool HasEnded => _process.HasExited;

    /// <summary>Of a process that has ended.</summary>
    public int ExitCode => _process.ExitCode;

    public static Child Start(string role, NodeProgram node, IReadOnlyList<string> arguments)
    {
        var command = node.Command(arguments);
        try
        {
            var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            return new Child(role, process, node.Prefix is not null);
        }
        catch (Win32Exception e)
        {
            throw new ChildException($"{role} could not be started: {e.Message}");
        }
    }

    /// <summary>A child that is gone does not listen; that shows where its answer is awaited.</summary>
    public void Send(string line)
    {
        try
        {
            _process.StandardInput.Write(line + "\n");
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
        }
    }

    /// <summary>The next line, which must be the named event. Snapshots that somebody else has asked for, by a signal, are passed over.</summary>
    public Task<T> ExpectAsync<T>(string name, JsonTypeInfo<T> type, TimeSpan limit, CancellationToken cancel) =>
        WithinAsync(NextAsync(name, type, cancel), limit, $"gave no '{name}'", cancel);

    private async Task<T> NextAsync<T>(string name, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        while (true)
        {
            var line = await _process.StandardOutput.ReadLineAsync(cancel)
                ?? throw new ChildException($"{_role} ended before '{name}'{await FateAsync()}");
            try
            {
                using var document = JsonDocument.Parse(line);
                var told = document.RootElement.GetProperty("event");
                if (told.ValueEquals(name))
                    return document.Deserialize(type)!;
                if (told.ValueEquals("snapshot"))
                    continue;
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                // Said below: to a person, a wrong event, a missing field and rubbish are the same trouble.
            }

            throw new ChildException($"{_role} printed no '{name}' but: {Clipped(line)}");
        }
    }

    /// <summary>All that it prints until it ends, which must be well.</summary>
    public async Task<string> ReadToEndAsync(TimeSpan limit)
    {
        var output = await WithinAsync(_process.StandardOutput.ReadToEndAsync(), limit, "did not finish", default);
        var code = await ExitAsync(limit, default);
        return code == Cli.ExitCode.Done ? output : throw new ChildException($"{_role} failed{await FateAsync()}");
    }

    /// <summary>Waits for its end, and gives the exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan limit, CancellationToken cancel)
    {
        await WithinAsync(_process.WaitForExitAsync(cancel).ContinueWith(_ => 0, TaskScheduler.Default), limit, "did not end", cancel);
        return _process.ExitCode;
    }

    /// <summary>Why it ended, for the tail of a sentence: exit code or signal, and its last word on standard error.</summary>
    public async Task<string> FateAsync()
    {
        await Task.WhenAny(Ended, Task.Delay(TimeSpan.FromMilliseconds(500)));
        if (!_process.HasExited)
            return " (still running)";

        // The runtime, like a shell, adds 128 to the number of a deadly signal, of which there are 64; ssh fails with 255.
        var how = _process.ExitCode is > 128 and <= 192
            ? string.Create(CultureInfo.InvariantCulture, $"signal {_process.ExitCode - 128}")
            : string.Create(CultureInfo.InvariantCulture, $"exit code {_process.ExitCode}");
        var word = await _complaint.LastWordAsync();
        return word is null ? $" ({how})" : $" ({how}): {word}";
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited && _isBehindPrefix)
            await EndFromAfarAsync();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: _isBehindPrefix);
        await Ended;
        _process.Dispose();
    }

    /// <summary>Tells the node behind the prefix that we are gone: a signal to ssh, srun or kubectl is not one to the node.</summary>
    private async Task EndFromAfarAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not read any more.
        }

        await Task.WhenAny(Ended, Task.Delay(Grace));
    }

    private async Task<T> WithinAsync<T>(Task<T> answer, TimeSpan limit, string lapse, CancellationToken cancel)
    {
        try
        {
            return await answer.WaitAsync(limit, cancel);
        }
        catch (TimeoutException)
        {
            throw new ChildException(FormattableString.Invariant($"{_role} {lapse} within {limit.TotalSeconds:0.###} s and was killed"));
        }
    }

    private static string Clipped(string line) => line.Length <= 80 ? line : line[..77] + "...";
}
