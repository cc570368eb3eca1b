using IoBench.Reporting.Charts;
using ScottPlot;

namespace IoBench.Reporting;

/// <summary>
/// One colour and one marker per model, everywhere. Families share a hue: multiplexing blue, threads green, signal-driven purple,
/// asynchronous and proactors orange, runtime brown. Hues are after Okabe and Ito (2008), which colour-blind readers tell apart; within a family
/// lightness and marker differ.
/// </summary>
/// <param name="Colour">On white.</param>
/// <param name="OnDark">The same hue, light enough for a dark ground.</param>
/// <param name="Marker">Its shape.</param>
public sealed record ModelStyle(string Colour, string OnDark, Glyph Marker)
{
    private static readonly Dictionary<string, ModelStyle> Known = new()
    {
        ["epoll"] = new("#0A3F73", "#6FB1EA", Glyph.Circle),
        ["poll"] = new("#1E6FB4", "#4F96D6", Glyph.Square),
        ["select"] = new("#4F97D3", "#9CCBF2", Glyph.TriangleUp),
        ["reactor"] = new("#00808C", "#3CBCC8", Glyph.Diamond),
        ["reactor-textbook"] = new("#5B7FA6", "#A9C4E4", Glyph.TriangleDown),
        ["epoll-et"] = new("#3B4F9E", "#8FA8DE", Glyph.Hexagon),
        ["half-sync-half-async"] = new("#4D9DA5", "#7FD0D6", Glyph.Pentagon),
        ["leader-followers"] = new("#005F66", "#2AA3AC", Glyph.Star),
        ["blocking"] = new("#15803D", "#4FBF7B", Glyph.TriangleDown),
        ["blocking-pool"] = new("#0B5D3B", "#2FA372", Glyph.Square),
        ["nonblocking"] = new("#6FA33A", "#9DCB6C", Glyph.Pentagon),
        ["sigio"] = new("#9C3D8C", "#D884C9", Glyph.Plus),
        ["sigio-classic"] = new("#C47DB8", "#E8B3DF", Glyph.Cross),
        ["uring"] = new("#D1490B", "#FF8A50", Glyph.Star),
        ["uring-oneshot"] = new("#A33A0A", "#E0703A", Glyph.Hexagon),
        ["uring-sqpoll"] = new("#E0662F", "#FFB088", Glyph.TriangleUp),
        ["aio"] = new("#B87A00", "#F2B84B", Glyph.Cross),
        ["proactor-emulated"] = new("#B98A4A", "#DDB983", Glyph.Diamond),
        ["sockets"] = new("#7A5230", "#C49A74", Glyph.Pentagon),
        ["sockets-inline"] = new("#A67B55", "#E3C3A3", Glyph.TriangleDown),
    };

    // A name that nobody gave a style: still told from the known ones, and the same in every chart.
    private static readonly ModelStyle[] Strangers =
    [
        new("#5B5BB0", "#A3A3EC", Glyph.Square),
        new("#8A6D00", "#CDB04A", Glyph.TriangleUp),
        new("#A0304E", "#E8809A", Glyph.Diamond),
        new("#3F6B52", "#86BE9C", Glyph.Circle),
    ];

    // Waits that stand alone have the style of the model that waits so.
    private static readonly Dictionary<string, string> Waits = new() { ["epoll-oneshot"] = "reactor", ["sigtimedwait"] = "sigio", ["io_uring"] = "uring" };

    public static IEnumerable<ModelStyle> All => Known.Values.Concat(Strangers);

    /// <summary>Whether a model has a style of its own; strangers share a few.</summary>
    public static bool Knows(string model) => Known.ContainsKey(model);

    public Color Ink => Color.FromHex(Colour);

    public static ModelStyle Of(string model) => Known.TryGetValue(Waits.GetValueOrDefault(model, model), out var style) ? style : Strangers[Hash(model) % Strangers.Length];

    // FNV-1a: string.GetHashCode differs from process to process.
    private static int Hash(string text) => (int)(text.Aggregate(2166136261u, static (hash, c) => (hash ^ c) * 16777619u) & 0x7FFFFFFF);
}
