using System.Xml.Linq;

namespace IoBench.Packaging;

/// <summary>What a package says of itself.</summary>
/// <param name="Licence">An SPDX expression; null where it only names an address or a file.</param>
internal sealed record Nuspec(string? Licence, string Authors, string? Claim, string? Home)
{
    public static Nuspec Read(string file)
    {
        var all = XDocument.Load(file).Descendants().ToLookup(static element => element.Name.LocalName);
        var licence = all["license"].FirstOrDefault(static element => (string?)element.Attribute("type") == "expression")?.Value;
        return new Nuspec(licence, all["authors"].First().Value, all["copyright"].FirstOrDefault()?.Value, all["projectUrl"].FirstOrDefault()?.Value);
    }

    /// <summary>The lines of its licence's text, where the package has one; else what the nuspec claims, with the authors where that names nobody.</summary>
    public IReadOnlyList<string> Copyright(string folder)
    {
        var text = Path.Combine(folder, "LICENSE.txt");
        string[] lines = File.Exists(text) ? [.. File.ReadLines(text).Where(static line => line.StartsWith("Copyright", StringComparison.Ordinal)).Select(static line => line.Trim())] : [];
        if (lines.Length > 0)
            return lines;
        return Claim is null || Claim.TrimEnd() is [.., >= '0' and <= '9'] ? [$"{Claim ?? "Copyright"} {Authors}"] : [Claim.Trim()];
    }
}
