using IoBench.Results;

namespace IoBench.Reporting.Site;

/// <summary>Which pages a site has, and which page a document of the checkout became. Paths of pages are from the site's root, those of documents from the checkout's.</summary>
internal static class SiteMap
{
    public const string Front = "index.html", Report = "run/report.html", Models = "models/index.html", Methods = "methods.html", Prices = "prices.html";

    private const string ModelDocuments = "docs/models/", ChartDocuments = "docs/charts/";

    /// <summary>The models that have a page, in the order of the table in <see cref="ModelsDocument"/>.</summary>
    public static IReadOnlyList<string> Described { get; } = InOrder();

    public static string ModelsDocument => ModelDocuments + "README.md";

    public static string ModelDocument(string model) => $"{ModelDocuments}{model}.md";

    /// <summary>Pictures that documents show or lead to.</summary>
    public static IReadOnlyList<string> Pictures { get; } = Resource.Names(ChartDocuments);

    /// <summary>The page of a model, also under the name of its A/A twin; null where there is none.</summary>
    public static string? Model(string name) =>
        name.Replace(Cell.AaSuffix, "", StringComparison.Ordinal) is var model && Described.Contains(model) ? $"models/{model}.html" : null;

    /// <summary>What a document of the checkout became; null where it is not in the site.</summary>
    public static string? Page(string document) => document switch
    {
        "README.md" => Front,
        "docs/statistics.md" => Methods,
        "results/reference/report.md" => Report,
        _ when document == ModelsDocument => Models,
        _ when Folder(document) == ModelDocuments => Model(Path.GetFileNameWithoutExtension(document)),
        _ when ModelCode.Files.Contains(document) => $"code/{Path.GetFileNameWithoutExtension(document)}.html",
        _ when Pictures.Contains(document) => "charts/" + Path.GetFileName(document),
        _ => null,
    };

    /// <summary>The way from a page to another place in the site.</summary>
    public static string Way(string from, string to) => string.Concat(Enumerable.Repeat("../", from.Count(static c => c == '/'))) + to;

    private static string Folder(string document) => document[..(document.LastIndexOf('/') + 1)];

    private static List<string> InOrder()
    {
        var index = Resource.Text(ModelsDocument);
        return [.. Resource.Names(ModelDocuments).Where(static d => d != ModelsDocument).Select(static d => Path.GetFileNameWithoutExtension(d))
            .OrderBy(model => index.IndexOf($"({model}.md)", StringComparison.Ordinal))];
    }
}
