using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Cli.Verbs;

/// <summary>Options that refuse a wrong value in the form of all our errors: what, where, mend.</summary>
internal static partial class OptionKinds
{
    private const double LongestSeconds = 3600;

    public static Option<int?> Count(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => int.TryParse(Text(result), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw new BadInputException($"'{Text(result)}' is not a whole number of at least 1", name, "correct it"),
    };

    /// <summary>A time of at least 0, or above 0.</summary>
    public static Option<double?> Seconds(string name, string description, bool zeroAllowed) => new(name)
    {
        Description = description,
        HelpName = "S",
        CustomParser = result => double.TryParse(Text(result), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= LongestSeconds && (seconds > 0 || (zeroAllowed && seconds == 0))
            ? seconds
            : throw new BadInputException(
                $"'{Text(result)}' is not a time in seconds", name, $"write a number {(zeroAllowed ? "of at least" : "above")} 0, at most {LongestSeconds}"),
    };

    /// <summary>A fraction, written as so many per cent.</summary>
    public static Option<double?> Percent(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "P%",
        CustomParser = result => Text(result) is [.. var number, '%'] && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0.1 and <= 100
            ? percent / 100
            : throw new BadInputException($"'{Text(result)}' is not a width in per cent", name, "write e.g. 2%, from 0.1% to 100%"),
    };

    public static Option<ServiceLevel?> ServiceLevel(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SLO",
        CustomParser = result => Analysis.ServiceLevel.Parse(Text(result)),
    };

    public static Option<string?> Engine(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "epoll|uring",
        CustomParser = result => Text(result) is Cell.EpollEngine or Cell.UringEngine
            ? Text(result)
            : throw new BadInputException($"unknown engine '{Text(result)}'", name, Nearest.Mend(Text(result), [Cell.EpollEngine, Cell.UringEngine])),
    };

    /// <summary>One of the values of an enumeration, in small letters.</summary>
    public static Option<T?> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        string[] values = [.. Enum.GetNames<T>().Select(value => value.ToLowerInvariant())];
        return new Option<T?>(name)
        {
            Description = description,
            HelpName = string.Join('|', values),
            CustomParser = result => values.Contains(Text(result))
                ? Enum.Parse<T>(Text(result), ignoreCase: true)
                : throw new BadInputException($"unknown value '{Text(result)}'", name, Nearest.Mend(Text(result), values)),
        };
    }

    /// <summary>As the load takes it; whether somebody listens there shows later.</summary>
    public static Option<string?> Target(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "HOST:PORT",
        CustomParser = result => TargetForm().IsMatch(Text(result))
            ? Text(result)
            : throw new BadInputException($"'{Text(result)}' is no host with a port", name, "write e.g. 127.0.0.1:7000, or unix:/path"),
    };

    [GeneratedRegex(@"^(unix:/.+|([^\s:]+|\[[0-9a-fA-F:.%]+\]):[1-9][0-9]{0,4})$")]
    private static partial Regex TargetForm();

    public static Option<int?> Least(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => int.TryParse(Text(result), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw new BadInputException($"'{Text(result)}' is not a whole number of at least 0", name, "correct it"),
    };

    public static Option<double?> Number(string name, string description, double most) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
            double.TryParse(Text(result), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= most
                ? number
                : throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"'{Text(result)}' is not a number from 0 to {most}"), name, "correct it"),
    };

    public static Option<ulong?> Seed(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => ulong.TryParse(Text(result), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new BadInputException($"'{Text(result)}' is not a whole number of at least 0", name, "correct it"),
    };

    public static Option<IReadOnlyList<string>?> Names(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "A,B",
        CustomParser = result => Split(Text(result)) is { Length: > 0 } names
            ? names.Distinct().ToList()
            : throw new BadInputException("no name given", name, "separate names by commas"),
    };

    /// <summary>A list such as 0-3,8. Whether they may be used shows later.</summary>
    public static Option<IReadOnlyList<int>?> Cpus(string name, string description) => Numbers(name, description, "CPUs");

    /// <summary>Numbers of something, in the form in which CPUs are listed.</summary>
    public static Option<IReadOnlyList<int>?> Numbers(string name, string description, string ofWhat) => new(name)
    {
        Description = description,
        HelpName = "LIST",
        CustomParser = result => CpuForm().IsMatch(Text(result)) && Text(result).Split(',').All(Ascends)
            ? CpuList.Parse(Text(result))
            : throw new BadInputException($"'{Text(result)}' is no list of {ofWhat}", name, "write e.g. 0 or 0-3,8"),
    };

    [GeneratedRegex(@"^[0-9]{1,4}(-[0-9]{1,4})?(,[0-9]{1,4}(-[0-9]{1,4})?)*$")]
    private static partial Regex CpuForm();

    private static bool Ascends(string range) => range.Split('-') is var ends && int.Parse(ends[0], CultureInfo.InvariantCulture) <= int.Parse(ends[^1], CultureInfo.InvariantCulture);

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Text(ArgumentResult result) => result.Tokens[0].Value;
}
