using System.Text.RegularExpressions;

namespace IoBench.Packaging;

/// <summary>Licences by their SPDX names, and those under which a part may be shipped.</summary>
internal static partial class Licences
{
    /// <summary>All let a program be handed on under MIT, if their own text goes along. Another one is a decision, not an oversight.</summary>
    private static readonly HashSet<string> Allowed =
        ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MPL-2.0", "OFL-1.1", "Unlicense", "Zlib"];

    /// <summary>Of packages that were made before a nuspec could hold an expression: read by a person, at the address that the nuspec names.</summary>
    private static readonly Dictionary<string, string> ReadByAPerson = new()
    {
        ["HdrHistogram/2.5.0"] = "BSD-2-Clause OR CC0-1.0",
    };

    /// <summary>The licence of a package.</summary>
    /// <param name="expression">What the nuspec says; null when it says none.</param>
    /// <exception cref="PackagingException">It has none that is known, or one under which nothing is shipped.</exception>
    public static string Of(string package, string version, string? expression)
    {
        var licence = expression ?? ReadByAPerson.GetValueOrDefault($"{package}/{version}")
            ?? throw new PackagingException($"{package} {version} names no licence; read it, and add it to Licences.ReadByAPerson");
        return Alternatives(licence).Any(static all => all.All(Allowed.Contains))
            ? licence
            : throw new PackagingException($"{package} {version} is under {licence}, which is not among the allowed licences; take another package, or decide and add it to Licences.Allowed");
    }

    /// <summary>The licences whose text goes along: of those that one may choose between, the first.</summary>
    public static IReadOnlyList<string> Chosen(string licence) => Alternatives(licence).First(static all => all.All(Allowed.Contains));

    /// <exception cref="PackagingException">Nobody has put it here yet.</exception>
    public static string Text(string name)
    {
        using var stream = typeof(Licences).Assembly.GetManifestResourceStream($"{name}.txt")
            ?? throw new PackagingException($"the text of {name} is missing; put it into Texts/{name}.txt");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }

    /// <summary>Expressions of packages are flat: <c>A OR B AND C</c>, where AND binds tighter.</summary>
    private static IEnumerable<string[]> Alternatives(string expression) =>
        Or().Split(expression.Trim('(', ')')).Select(static all => And().Split(all.Trim('(', ')')));

    [GeneratedRegex(" OR ")]
    private static partial Regex Or();

    [GeneratedRegex(" AND ")]
    private static partial Regex And();
}
