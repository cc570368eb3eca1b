using IoBench.Analysis;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Page;
using IoBench.Reporting.Text;
using IoBench.Results;

namespace IoBench.Reporting.Site;

/// <summary>What a run says of one model: where it stands at the load that heads the report, and what stamps saw of its echo and its threads.</summary>
/// <param name="run">With anatomy and waits, where they were measured.</param>
/// <param name="summary">Of that run.</param>
/// <param name="hasPrices">Whether the site has a list of prices.</param>
internal sealed class ModelFigures(Run run, RunSummary summary, bool hasPrices)
{
    public IEnumerable<Section> Of(string model) => [Standing(model), .. Stamped(model)];

    private Section Standing(string model)
    {
        var cell = summary.Manifest.Sides is null ? summary.CellsAt(summary.Headline).FirstOrDefault(c => c.Cell.Label == model && c.Valid > 0) : null;
        return cell is null
            ? new Section { Id = "figures", Question = "In this run", Reading = [Absence(model)] }
            : new Section
            {
                Id = "figures",
                Question = $"In this run, at {Words.Point(cell.Cell.Point)}",
                Reading = Reading(cell),
                Chart = RatioChart.OfModel(summary, model),
                Findings = Metrics(cell),
                Data = Tables.Throughput(summary) is var all ? all with { Rows = [.. all.Rows.Where(r => r.Cells[0].Model == model)] } : null,
            };
    }

    private FormattableString Absence(string model)
    {
        if (summary.Manifest.Sides is not null)
            return $"This run holds two servers of each model against each other: {Report} has what came out.";
        if (summary.Manifest.Skipped.FirstOrDefault(s => s.Model == model) is { } skipped)
            return $"Skipped: {skipped.Reason}";
        return summary.Cells.FirstOrDefault(c => c.Cell.Model == model) is { } elsewhere
            ? elsewhere.Valid > 0 ? (FormattableString)$"Not measured at the load that heads {Report}, which has its other figures." : $"No invocation of it counts: {Report} says why."
            : $"This run did not measure it.";
    }

    private List<FormattableString> Reading(CellSummary cell)
    {
        List<FormattableString> reading = [$"{Place.Line(summary.Manifest)}; {Words.Plural(cell.Valid, "invocation")}. All models side by side stand in {Report}."];
        if (cell.ClientBound)
            reading.Add($"The client was the limit here, so the rate is a lower bound.");
        if (Calls(cell) is { Length: > 0 } calls)
            reading.Add(hasPrices ? (FormattableString)$"Its calls, a message: {calls}. What each costs by itself: {Prices}." : $"Its calls, a message: {calls}.");
        return reading;
    }

    private Table Metrics(CellSummary cell)
    {
        var point = summary.HeadlinePoint!;
        var floor = FloorText.Headline(summary);
        return new(
            [new("figure", false), new("centre"), new("95 %"), new($"ratio to {point.Baseline ?? "baseline"}"), new("95 % interval"), new("verdict", false)],
            [
                Compared("throughput, messages a second", Metric.Throughput, static v => Figures.Rate(v)),
                Compared("median latency, µs", Metric.P50, Figures.Micros),
                Compared("p99 latency, µs", Metric.P99, Figures.Micros),
                Compared("server CPU, µs a message", Metric.ServerCpu, static v => Figures.Number(v)),
                .. floor is null ? [] : (Row[])[Alone("of it above the floor, µs", FloorText.Added(floor, cell.ServerAboveFloor), FloorText.Bounds(floor, cell.ServerAboveFloor))],
                Alone("system calls a message", Words.Calls(cell), ""),
            ]);

        Row Compared(string name, Metric metric, Func<double?, string> text)
        {
            var ratio = point.Family(metric)?.Comparisons.FirstOrDefault(c => c.Label == cell.Cell.Label);
            var own = cell.Cell.Label == point.Baseline;
            return new([
                new(name), new(text(metric.Of(cell)?.Centre)), new(Figures.PlusMinus(metric.Of(cell))),
                new(own ? "1" : Figures.Ratio(ratio?.Ratio.Centre)), new(own ? "baseline" : Figures.Bounds(ratio?.Ratio.Interval)), new(ratio is null ? "" : Words.Of(ratio)),
            ]);
        }

        static Row Alone(string name, string text, string bounds) => new([new(name), new(text), new(bounds), new(""), new(""), new("")]);
    }

    private static string Calls(CellSummary cell) => string.Join(", ", cell.CallsPerMessage.Where(static k => k.Value.Centre >= 0.001).OrderByDescending(static k => k.Value.Centre)
        .Select(static k => $"{k.Key} {Figures.Number(k.Value.Centre)}"));

    private IEnumerable<Section> Stamped(string model)
    {
        var own = run with
        {
            Anatomy = run.Anatomy is { } anatomy ? anatomy with { Models = [.. anatomy.Models.Where(m => m.Model == model)] } : null,
            Waits = run.Waits is { } waits ? waits with { Models = [.. waits.Models.Where(m => m.Model == model)], Calls = null } : null,
        };
        return AnatomySections.Of(own, own.Anatomy is { } echo ? AnatomyChart.Of(echo) : null).Select(section => section.Id == AnatomyChart.Name
            ? section with { Question = "Where does the time of an echo go?", Reading = Echo(own.Anatomy!.Models[0]) }
            : section with { Question = "In which call does each thread wait, and who copies the data?" });
    }

    private static List<FormattableString> Echo(ModelAnatomy echo) =>
    [
        $"One message at a time on one connection comes back in {Figures.Micros(echo.RoundTripNs.Median)} µs, the median of {Figures.Count(echo.Echoes)} echoes.",
        $"Stamps take {Figures.Micros(echo.StampingNs)} µs of it. The parts follow each other without a gap.",
    ];

    private static Name Report => new("the report") { Href = SiteMap.Way("models/", SiteMap.Report) };

    private static Name Prices => new("the price list") { Href = SiteMap.Way("models/", SiteMap.Prices) + "#calls" };
}
