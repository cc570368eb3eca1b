namespace IoBench.Cli.Comparing;

/// <summary>
/// Fails only on what a second, fresh run finds again: the same model, worse on the same metric at the same load.
/// </summary>
internal static class Gate
{
    /// <param name="candidate">What is passed or failed, by name.</param>
    /// <param name="seen">What the first run found worse.</param>
    /// <param name="folder">Where the second run goes.</param>
    /// <param name="again">Makes that run, and says which of <paramref name="seen"/> it found again.</param>
    /// <param name="lines">Each of those in words.</param>
    internal static async Task<Passage<T>> PassAsync<T>(
        string candidate, IReadOnlyCollection<T> seen, string folder, Func<string, Task<IReadOnlyCollection<T>>> again, Func<IReadOnlyCollection<T>, IEnumerable<string>> lines)
    {
        if (seen.Count == 0)
        {
            Console.Error.WriteLine($"gate: passed, {candidate} is nowhere shown to be slower or dearer");
            return new(ExitCode.Done, seen);
        }

        Console.Error.WriteLine($"gate: making a second run in {folder}");
        var confirmed = await again(folder);
        if (confirmed.Count == 0)
        {
            Console.Error.WriteLine($"gate: passed, none of {seen.Count} was found again in {folder}");
            return new(ExitCode.Done, seen);
        }

        Console.Error.WriteLine($"gate: failed, {confirmed.Count} of {seen.Count} found again in {folder}");
        foreach (var line in lines(confirmed))
            Console.Error.WriteLine($"  {line}");
        return new(ExitCode.Failed, [.. seen.Except(confirmed)]);
    }

    /// <summary>A folder beside the first run's that is not there yet.</summary>
    internal static string Fresh(string first)
    {
        var stem = Path.TrimEndingDirectorySeparator(Path.GetFullPath(first)) + "-again";
        var folder = stem;
        for (var n = 2; Directory.Exists(folder); n++)
            folder = $"{stem}-{n}";
        return folder;
    }
}

/// <summary>How a candidate came through the gate.</summary>
/// <param name="ExitCode"><see cref="ExitCode.Done"/>; <see cref="ExitCode.Failed"/> where a regression was confirmed; <see cref="ExitCode.NotTrusted"/> where one was seen and nothing confirms it.</param>
/// <param name="Refuted">What was worse and was not found again.</param>
internal sealed record Passage<T>(int ExitCode, IReadOnlyCollection<T> Refuted);
