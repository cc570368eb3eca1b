using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IoBench.Analysis.Anatomy;
using IoBench.Results;
using IoBench.Results.Kernels;

namespace IoBench.Cli.Kernels;

/// <summary>What came through a guest's second serial port: lines of fields, and a checksum of them.</summary>
internal sealed class GuestOutput
{
    private const string Checksum = "sha256";

    private readonly Dictionary<string, string> _mitigations = [];
    private readonly List<MatrixFigure> _figures = [];
    private readonly List<SkippedModel> _skipped = [];
    private readonly List<ModelAnatomy> _anatomies = [];
    private IReadOnlyList<ModelInfo> _catalog = [];
    private string[]? _guest;
    private int _payloadBytes;

    private GuestOutput()
    {
    }

    public IReadOnlyList<MatrixFigure> Figures => _figures;

    public IReadOnlyList<SkippedModel> Skipped => _skipped;

    public IReadOnlyList<ModelAnatomy> Anatomies => _anatomies;

    public CallCosts? Calls { get; private set; }

    public GuestFacts Guest => new() { Release = _guest![0], Version = _guest[1], ClockSource = _guest[2], CommandLine = _guest[3], Mitigations = _mitigations };

    /// <param name="payloadBytes">Of the echoes that were cut.</param>
    /// <exception cref="GuestException">It is torn, or not what was sent.</exception>
    public static GuestOutput Parse(byte[] bytes, int payloadBytes)
    {
        var output = new GuestOutput { _payloadBytes = payloadBytes };
        foreach (var line in Whole(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('\t');
            try
            {
                output.Take(fields);
            }
            catch (Exception e) when (e is JsonException or IndexOutOfRangeException or FormatException)
            {
                throw new GuestException($"the guest sent a line '{fields[0]}' that cannot be read: {e.Message.Split(" Path: ")[0]}");
            }
        }

        return output._guest is { Length: 4 } ? output : throw new GuestException("the guest did not say which kernel it runs");
    }

    /// <summary>The lines before the checksum, if it is theirs.</summary>
    private static string Whole(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var last = text.TrimEnd('\n').LastIndexOf('\n') + 1;
        if (bytes.Length == 0)
            throw new GuestException("the guest sent nothing");
        if (!text.EndsWith('\n') || text[last..].TrimEnd('\n').Split('\t') is not [Checksum, var told])
            throw new GuestException("the guest's result is torn: its checksum is missing");
        var before = Encoding.UTF8.GetByteCount(text.AsSpan(0, last));
        return before <= bytes.Length && Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, before))) == told
            ? text[..last]
            : throw new GuestException("the guest's result was damaged on its way: its checksum is another");
    }

    private void Take(string[] fields)
    {
        switch (fields[0])
        {
            case "guest":
                _guest = fields[1..];
                break;
            case "mitigation":
                _mitigations[fields[1]] = fields[2];
                break;
            case "models":
                _catalog = Read(fields[1], LineJson.Default.IReadOnlyListModelInfo);
                break;
            case "load":
                _figures.Add(Figure(fields[1], Number(fields[2]), Read(fields[3], LineJson.Default.LoadReport)));
                break;
            case "failed":
                _skipped.Add(new SkippedModel { Model = fields[1], Connections = Number(fields[2]), Reason = fields[3] });
                break;
            case "skipped":
                _skipped.Add(new SkippedModel { Model = fields[1], Reason = Reason(fields[1], fields[2]) });
                break;
            case "cut":
                Cut(fields);
                break;
            case "uncut":
                _skipped.Add(new SkippedModel { Model = fields[1], Reason = $"no echo was cut: {fields[2]}" });
                break;
            case "costs":
                Calls = Read(fields[1], LineJson.Default.CallCosts);
                break;
        }
    }

    private static MatrixFigure Figure(string model, int connections, LoadReport load) => new()
    {
        Model = model,
        Connections = connections,
        // No message: the load says why it is not valid.
        PerEcho = load.ThroughputPerSecond > 0 ? 1e9 / load.ThroughputPerSecond : 0,
        Echoes = (long)Math.Round(load.ThroughputPerSecond * load.WindowSeconds),
        Verdict = load.Verdict,
    };

    private void Cut(string[] fields)
    {
        var connected = Read(fields[2], LineJson.Default.EchoConnected);
        var plain = Read(fields[3], LineJson.Default.EchoRound);
        var stamped = Read(fields[4], LineJson.Default.EchoRound);
        var round = new StampRound(Read(fields[5], LineJson.Default.StampReport), Read(fields[6], LineJson.Default.StampReport), stamped.RoundTripsNs);
        var model = _catalog.FirstOrDefault(m => m.Name == fields[1]) ?? throw new FormatException("its catalog has no such model");
        if (Dissection.Of(model, [round], [plain.RoundTripsNs], _payloadBytes, connected.StampCostNs) is { } anatomy)
            // Lanes are one echo's; of many boots nobody looks at them.
            _anatomies.Add(anatomy with { Lanes = [] });
        else
            _skipped.Add(new SkippedModel { Model = fields[1], Reason = "no echo lies wholly in the stamps" });
    }

    /// <summary>As the node says it, without its own name before it.</summary>
    private static string Reason(string model, string complaint)
    {
        var known = $"iobench: {model} does not run here: ";
        return complaint.Length == 0 ? "its server did not begin" : complaint.StartsWith(known, StringComparison.Ordinal) ? complaint[known.Length..] : complaint;
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static T Read<T>(string json, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(json, type) ?? throw new JsonException("it says null");
}
