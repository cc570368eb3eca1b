using System.Net;
using System.Text.RegularExpressions;

namespace IoBench.Tests.Reporting;

/// <summary>Every link of a folder of pages, followed on disk as a browser follows it.</summary>
internal static partial class SiteWalk
{
    /// <summary>What is amiss, a line each: addresses of hosts, targets that are not there, ids that stand twice, pages that no link from <c>index.html</c> reaches.</summary>
    public static IReadOnlyList<string> Faults(string root)
    {
        var pages = Directory.EnumerateFiles(root, "*.html", SearchOption.AllDirectories).ToDictionary(static file => file, static file => Attributes(File.ReadAllText(file)));
        var ids = pages.ToDictionary(static p => p.Key, static p => p.Value.Where(static a => a.Name == "id").Select(static a => a.Value).ToList());
        var links = pages.SelectMany(static p => p.Value.Where(static a => a.Name != "id").Select(a => (From: p.Key, To: a.Value))).ToList();
        return
        [
            .. ids.SelectMany(p => p.Value.CountBy(static id => id).Where(static c => c.Value > 1).Select(c => $"{Shown(p.Key)}: #{c.Key} stands {c.Value} times")),
            .. links.Where(static l => l.To.Contains(':', StringComparison.Ordinal) || l.To.StartsWith('/')).Select(l => $"{Shown(l.From)}: {l.To} leaves the site"),
            .. links.Where(l => !File.Exists(Target(l).File)).Select(l => $"{Shown(l.From)}: {l.To} is not there"),
            .. links.Where(l => Target(l) is { Anchor.Length: > 0 } to && ids.TryGetValue(to.File, out var known) && !known.Contains(to.Anchor)).Select(l => $"{Shown(l.From)}: {l.To} has no such place"),
            .. pages.Keys.Except(Reached()).Select(page => $"{Shown(page)}: no link leads here"),
            .. Directory.EnumerateFiles(root, "*.css").SelectMany(static css => Url().Matches(File.ReadAllText(css))).Select(static m => m.Groups[1].Value)
                .Where(file => !File.Exists(Path.Combine(root, file))).Select(static file => $"the style sheet asks for {file}"),
        ];

        HashSet<string> Reached()
        {
            HashSet<string> reached = [Path.Combine(root, "index.html")];
            for (var before = 0; before < reached.Count;)
            {
                before = reached.Count;
                reached.UnionWith(links.Where(l => reached.Contains(l.From)).Select(l => Target(l).File).ToList());
            }

            return reached;
        }

        string Shown(string file) => Path.GetRelativePath(root, file);
    }

    private static (string File, string Anchor) Target((string From, string To) link) => link.To.Split('#', 2) is var parts && parts[0].Length == 0
        ? (link.From, parts[^1])
        : (Path.GetFullPath(Path.Combine(Path.GetDirectoryName(link.From)!, Uri.UnescapeDataString(parts[0]))), parts.Length > 1 ? parts[1] : "");

    private static List<(string Name, string Value)> Attributes(string html) =>
        [.. Tag().Matches(html).SelectMany(static tag => Attribute().Matches(tag.Value)).Select(static a => (a.Groups[1].Value, WebUtility.HtmlDecode(a.Groups[2].Value)))];

    [GeneratedRegex("<[a-zA-Z][^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("\\s(id|href|src|xlink:href)\\s*=\\s*\"([^\"]*)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"url\(([^)]*)\)")]
    private static partial Regex Url();
}
