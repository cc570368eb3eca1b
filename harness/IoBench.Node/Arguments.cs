using System.Globalization;
using System.Net;
using IoBench.Linux;

namespace IoBench.Node;

/// <summary>
/// <c>--name value</c> options of one verb, each taken once. A hundred lines instead of a library, because every measured invocation
/// starts this program twice and a general parser costs more start-up than the rest of it.
/// </summary>
internal sealed class Arguments
{
    private readonly string verb;
    private readonly Dictionary<string, string?> given = [];
    private readonly SortedSet<string> known = [];

    /// <exception cref="UsageException">A word that is no option, or an option twice.</exception>
    internal Arguments(string verb, IReadOnlyList<string> words)
    {
        this.verb = verb;
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal)) throw new UsageException($"{verb}: '{words[i]}' is not an option; options begin with --");
            var parts = words[i].Split('=', 2);
            var hasNext = i + 1 < words.Count && !words[i + 1].StartsWith("--", StringComparison.Ordinal);
            var value = parts.Length == 2 ? parts[1] : hasNext ? words[++i] : null;
            if (!given.TryAdd(parts[0], value)) throw new UsageException($"{verb}: {parts[0]} is given twice");
        }
    }

    /// <summary>What was given and not taken yet, for another program of the same verb.</summary>
    internal IReadOnlyList<string> Left(params IReadOnlyCollection<string> without) =>
        [.. given.Where(g => !without.Contains(g.Key)).Select(g => g.Value is null ? g.Key : $"{g.Key}={g.Value}")];

    internal bool Flag(string name)
    {
        known.Add(name);
        if (!given.Remove(name, out var value)) return false;
        return value is null ? true : throw new UsageException($"{verb}: {name} takes no value, but got '{value}'");
    }

    internal string? Text(string name)
    {
        known.Add(name);
        if (!given.Remove(name, out var value)) return null;
        return value ?? throw new UsageException($"{verb}: {name} needs a value");
    }

    internal int Count(string name, int otherwise, int least, int most)
    {
        if (Text(name) is not { } text) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new UsageException($"{verb}: {name} must be a whole number from {least} to {most}, not '{text}'");
    }

    internal double Seconds(string name, double otherwise, double least) => Number(name, least, most: 86400, "seconds") ?? otherwise;

    internal IReadOnlyList<int> Cpus(string name)
    {
        if (Parsed(name, CpuSet.Parse) is not { } cpus) return [];
        var allowed = CpuSet.Allowed();
        var missing = cpus.Except(allowed).ToArray();
        return missing.Length == 0
            ? cpus
            : throw new UsageException($"{verb}: {name}: CPU {missing[0]} may not be used here; allowed are {string.Join(',', allowed)}");
    }

    internal IPAddress Address(string name, IPAddress otherwise)
    {
        if (Text(name) is not { } text) return otherwise;
        return IPAddress.TryParse(text, out var address) ? address : throw new UsageException($"{verb}: {name} must be an IP address such as 127.0.0.1, not '{text}'");
    }

    internal double? Number(string name, double least, double most, string what = "a number")
    {
        if (Text(name) is not { } text) return null;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{verb}: {name} must be {what} from {least} to {most}, not '{text}'"));
    }

    internal ulong Seed(string name, ulong otherwise)
    {
        if (Text(name) is not { } text) return otherwise;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new UsageException($"{verb}: {name} must be a whole number, not '{text}'");
    }

    /// <summary>One of an enumeration's names, in lower case.</summary>
    internal T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)) return value;
        }
        throw new UsageException($"{verb}: {name} must be {string.Join(" or ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}, not '{text}'");
    }

    /// <param name="parse">Throws a FormatException that says what is wrong; null is as if nothing were given.</param>
    internal T? Parsed<T>(string name, Func<string, T?> parse)
        where T : class
    {
        if (Text(name) is not { } text) return null;
        return Parse(name, text, parse);
    }

    /// <param name="input">Read for a line when the value is <c>-</c>: this program can be started before the address is known.</param>
    internal EndPoint Target(string name, TextReader input)
    {
        var text = Text(name) ?? throw new UsageException($"{verb}: {name} HOST:PORT is missing");
        return Parse(name, text == "-" ? input.ReadLine() ?? "" : text, TargetText.Parse);
    }

    private T Parse<T>(string name, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException e)
        {
            throw new UsageException($"{verb}: {name}: {e.Message}");
        }
    }

    /// <summary>After all options were taken: what is left is unknown.</summary>
    internal void Done()
    {
        if (given.Count > 0) throw new UsageException($"{verb}: unknown option {given.Keys.First()}; there are {string.Join(' ', known)}");
    }
}
