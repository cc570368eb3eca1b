using System.Text.RegularExpressions;

namespace IoBench.Analysis.Trends;

/// <summary>
/// A kernel's release as <c>uname -r</c> says it, in the order of versions: 6.1 before 6.12, 6.12.9 before 6.12.41, a release candidate
/// before its release, what a distribution appends (<c>+deb13-cloud-amd64</c>) last, its numbers as numbers.
/// </summary>
public sealed partial class KernelVersion
{
    private readonly int[] _numbers;
    private readonly int _candidate;
    private readonly string[] _rest;

    private KernelVersion(string text)
    {
        Text = text;
        var parts = Form().Match(text);
        _numbers = [.. parts.Groups["n"].Captures.Select(static n => Number(n.Value))];
        _candidate = parts.Groups["rc"].Success ? Number(parts.Groups["rc"].Value) : int.MaxValue;
        _rest = [.. Piece().Matches(text[parts.Length..]).Select(static p => p.Value)];
    }

    /// <summary>Older ones first.</summary>
    public static Comparer<KernelVersion> Order { get; } = Comparer<KernelVersion>.Create(static (left, right) => left.CompareTo(right));

    public string Text { get; }

    /// <summary>Only the numbers: 6.12.41.</summary>
    public string Release => Form().Match(Text) is { Length: > 0 } form ? form.Value : Text;

    public static KernelVersion Of(string text) => new(text);

    /// <summary>Names as short as tells these apart: plain and cloud builds of one release are not one kernel.</summary>
    public static IReadOnlyList<string> Brief(IEnumerable<string> kernels)
    {
        var versions = kernels.Select(Of).ToList();
        var releases = versions.DistinctBy(static k => k.Text).CountBy(static k => k.Release).ToDictionary();
        return versions.ConvertAll(k => releases[k.Release] == 1 ? k.Release : k.Text);
    }

    public override string ToString() => Text;

    private int CompareTo(KernelVersion other)
    {
        for (var i = 0; i < Math.Max(_numbers.Length, other._numbers.Length); i++)
            if (At(_numbers, i).CompareTo(At(other._numbers, i)) is not 0 and var order)
                return order;
        if (_candidate != other._candidate)
            return _candidate.CompareTo(other._candidate);
        for (var i = 0; i < Math.Min(_rest.Length, other._rest.Length); i++)
            if (Compare(_rest[i], other._rest[i]) is not 0 and var order)
                return order;
        return _rest.Length.CompareTo(other._rest.Length) is not 0 and var longer ? longer : string.CompareOrdinal(Text, other.Text);
    }

    // 6.12 is 6.12.0, and what has no number at all comes before everything.
    private static int At(int[] numbers, int i) => i < numbers.Length ? numbers[i] : numbers.Length == 0 ? -1 : 0;

    private static int Number(string digits) => int.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue - 1;

    private static int Compare(string left, string right) =>
        char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0]) ? Number(left).CompareTo(Number(right)) : string.CompareOrdinal(left, right);

    [GeneratedRegex(@"^(?<n>[0-9]+)(\.(?<n>[0-9]+))*(-rc(?<rc>[0-9]+))?")]
    private static partial Regex Form();

    [GeneratedRegex("[0-9]+|[^0-9]+")]
    private static partial Regex Piece();
}
