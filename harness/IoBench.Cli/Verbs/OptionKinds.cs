using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using IoBench.Results;

namespace IoBench.Cli.Verbs;

/// <summary>Options that refuse a wrong value in the form of all our errors: what, where, mend.</summary>
internal static class OptionKinds
{
    public static Option<int?> Count(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => int.TryParse(Text(result), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw new BadInputException($"'{Text(result)}' is not a whole number of at least 1", name, "correct it"),
    };

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

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Text(ArgumentResult result) => result.Tokens[0].Value;
}
