using System.Text.RegularExpressions;

namespace IoBench.Reporting.Site;

/// <summary>The files of the models' code, by their paths in the checkout, and which model each belongs to.</summary>
internal static class ModelCode
{
    public static IReadOnlyList<string> Files { get; } = Resource.Names("harness/IoBench.Servers/Models/");

    /// <summary>The file of a model, which bears its name; null where it has none.</summary>
    public static string? Of(string model) =>
        Files.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file).Equals(model.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));

    /// <summary>The models whose file it is, or whose page quotes it.</summary>
    public static IReadOnlyList<string> Models(string file) =>
        [.. SiteMap.Described.Where(model => Of(model) == file || Resource.Text(SiteMap.ModelDocument(model)).Contains($"/{Path.GetFileName(file)})", StringComparison.Ordinal))];

    /// <summary>What this file is built on: what several models share and it names, and the model that it derives from.</summary>
    public static IReadOnlyList<string> Below(string file) =>
        [.. Files.Where(other => other != file && (Models(other).Count == 0 ? Names(file, "") : Names(file, @"^[a-z ]*class [^\n]*: "))(Path.GetFileNameWithoutExtension(other)))];

    private static Func<string, bool> Names(string file, string before) =>
        name => Regex.IsMatch(Resource.Text(file), $@"{before}\b{Regex.Escape(name)}\b", RegexOptions.Multiline);
}
