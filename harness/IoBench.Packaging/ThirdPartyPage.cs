using System.Text;

namespace IoBench.Packaging;

/// <summary>THIRD-PARTY.md: who made the parts of what is shipped, and under which licence.</summary>
internal static class ThirdPartyPage
{
    public const string FileName = "THIRD-PARTY.md";

    public static string Write(Shipment shipment)
    {
        var page = new StringBuilder($"""
            # Third-party software and fonts

            What others made of the programs `iobench` and `iobench-node`. Written by `scripts/third-party` from what restore found; a test holds it
            against that. IoBench itself is under MIT, see [LICENSE](LICENSE).

            | package | version | licence | copyright | in |
            |---|---|---|---|---|

            """);
        foreach (var package in shipment.All)
        {
            var name = package.Home is null ? package.Name : $"[{package.Name}]({package.Home})";
            page.Append($"| {name} | {package.Version} | {package.Licence} | {string.Join("<br>", package.Copyright)} | {string.Join(", ", shipment.ProgramsWith(package))} |\n");
        }

        page.Append("""

            | part | version | licence | copyright | in |
            |---|---|---|---|---|

            """);
        foreach (var part in Constituents.All)
            page.Append($"| {part.Name} | {part.Version} | {part.Licence} | {part.Copyright} | {part.Where} |\n");

        page.Append("""

            Some of these contain parts of yet others (Skia, HarfBuzz, FreeType, zlib and more): their notices are in the folder `notices` of the package
            and of the archive, as the makers wrote them.

            """);
        foreach (var licence in InUse(shipment))
            page.Append($"\n## {licence}\n\n```text\n{Licences.Text(licence)}\n```\n");
        return page.ToString();
    }

    private static IEnumerable<string> InUse(Shipment shipment) =>
        shipment.All.Select(static package => package.Licence).Concat(Constituents.All.Select(static part => part.Licence))
            .SelectMany(Licences.Chosen).Distinct().Order(StringComparer.Ordinal);
}
