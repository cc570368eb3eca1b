using IoBench.Cli.Machine;
using IoBench.Results;

namespace IoBench.Cli;

/// <summary>The checkout that this program was built in: where plans are found and results go.</summary>
internal static class Checkout
{
    private static readonly string? Found = Find();

    /// <summary>The folder with the solution above this program; the current one for a program that was installed or copied elsewhere.</summary>
    public static string Root { get; } = Found ?? Directory.GetCurrentDirectory();

    public static string Results => Path.Combine(Root, "results");

    /// <summary>The commit of the sources. An installed program asks no git: the current folder may be anybody's repository.</summary>
    public static string? Commit => Found is null ? EnvironmentReader.BuiltCommit : EnvironmentReader.Commit(Found);

    /// <summary>Those of the checkout, as they stand now; else those that were published with this program.</summary>
    private static string Plans => Found is null ? Path.Combine(AppContext.BaseDirectory, "plans") : Path.Combine(Found, "bench", "plans");

    /// <summary>A plan's file by its name (quick, ci, ab, full, work, tasks) or by its path.</summary>
    public static string PlanFile(string nameOrPath)
    {
        if (nameOrPath.Contains('/', StringComparison.Ordinal) || nameOrPath.EndsWith(".json", StringComparison.Ordinal))
            return nameOrPath;

        var names = PlanNames(Plans);
        return names.Contains(nameOrPath)
            ? Shown(Path.Combine(Plans, nameOrPath + ".json"))
            : throw new BadInputException($"unknown plan '{nameOrPath}'", "--plan", Nearest.Mend(nameOrPath, names) + " Or name a .json file");
    }

    private static IReadOnlyList<string> PlanNames(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!]
        : [];

    /// <summary>A path as a person would type it here: relative when that is no detour.</summary>
    public static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    private static string? Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "IoBench.sln")))
                return folder;
        }

        return null;
    }
}
