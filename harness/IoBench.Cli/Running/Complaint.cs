namespace IoBench.Cli.Running;

/// <summary>What a child says on standard error, read all along so that it never blocks on a full pipe.</summary>
internal sealed class Complaint
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private const string Prefix = "iobench: ";
    private readonly Task _reading;
    private string? _lastWord;

    public Complaint(StreamReader standardError) => _reading = ReadAsync(standardError);

    /// <summary>The last line that is not a frame of a stack trace.</summary>
    public async Task<string?> LastWordAsync()
    {
        // A grandchild may hold the pipe open for long after the child's end.
        await Task.WhenAny(_reading, Task.Delay(Patience));
        return Volatile.Read(ref _lastWord);
    }

    private async Task ReadAsync(StreamReader standardError)
    {
        while (await standardError.ReadLineAsync() is { } line)
        {
            if (line.Length > 0 && !char.IsWhiteSpace(line[0]))
                Volatile.Write(ref _lastWord, line.StartsWith(Prefix, StringComparison.Ordinal) ? line[Prefix.Length..] : line);
        }
    }
}
