using IoBench.Analysis;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>The questions that only a run with an open loop, or with both engines of the client, can answer; other runs do not ask them.</summary>
internal static class OpenSections
{
    public static IEnumerable<Section> Load(RunSummary summary, IReadOnlyList<Drawing> drawings)
    {
        if (drawings.FirstOrDefault(static d => d.Name == "load") is { } chart)
            yield return new Section { Id = "load", Question = "Where is the knee?", Reading = Knee(summary), Chart = chart, Data = LoadTables.Curves(summary) };
    }

    public static IEnumerable<Section> Engines(RunSummary summary, IReadOnlyList<Drawing> drawings)
    {
        if (EngineChart.Shown(summary) is { } engines)
            yield return new Section
            {
                Id = "engines",
                Question = "Does the ranking depend on the client’s own mechanism?",
                Reading = Ranking(engines),
                Chart = drawings.FirstOrDefault(static d => d.Name == "engines"),
                Data = LoadTables.Engines(summary),
            };
    }

    /// <summary>The tail of a sentence: who did not keep up.</summary>
    public static FormattableString Behind(IReadOnlyList<CellSummary> cells) => cells.Where(static c => c.Overloaded).Select(static c => c.Cell.Label).ToList() switch
    {
        { Count: > 0 } behind => $"; {Prose.Names(behind)} did not keep up, so the longer the window the longer that tail",
        _ => $"",
    };

    private static List<FormattableString> Knee(RunSummary summary)
    {
        var curves = OpenLoop.Curves(summary);
        List<FormattableString> reading = [];
        if (OpenLoop.Told(curves) is { Count: > 0 } told)
        {
            var (first, last) = (told[0], told[^1]);
            var alike = told.Select(OpenLoop.Where).Distinct().Count() == 1;
            FormattableString one = alike && told.Count > 1
                ? (FormattableString)$"for every model it lies {OpenLoop.Where(first)} of its capacity"
                : $"for {new Name(first.Label)} it lies {OpenLoop.Where(first)} of its capacity of {Figures.Rate(first.CapacityPerSecond)} messages a second";
            FormattableString rest = alike ? (FormattableString)$"" : $", for {new Name(last.Label)} {OpenLoop.Where(last)} of {Figures.Rate(last.CapacityPerSecond)}";
            reading.Add($"The knee is where p99 exceeds {Levels.Knee} times its least, or answers fall behind: {one}{rest}.");
        }
        else
        {
            reading.Add($"Rates were given, not shares of a capacity; where a line turns up, the server’s queue begins to fill.");
        }

        var loads = curves.SelectMany(static c => c.Loads).ToList();
        var (overloaded, doubted) = (loads.Count(static l => l.Overloaded), loads.Where(static l => l.Doubt is not null).ToList());
        reading.Add(Doubts(overloaded, doubted, loads));
        return reading;
    }

    private static FormattableString Doubts(int overloaded, List<OfferedLoad> doubted, List<OfferedLoad> loads)
    {
        FormattableString few = loads.Any(static l => l.P99Ns is { IsInterval: false })
            ? (FormattableString)$"With fewer than {Levels.LeastBlocks} blocks these are points without a verdict"
            : $"Every point is the centre over {loads.Max(static l => l.Valid)} fresh processes";
        FormattableString behind = overloaded > 0
            ? (FormattableString)$"{few}; at {Figures.Count(overloaded)} of {Words.Plural(loads.Count, "point")} less came back than was due (hollow)"
            : $"{few}; every rate that was due was served";
        return doubted.Count > 0
            ? (FormattableString)$"{behind}; {Words.Plural(doubted.Count, "point")} in grey cannot be trusted: {doubted[0].Doubt}."
            : $"{behind}.";
    }

    private static List<FormattableString> Ranking(EngineAgreement engines)
    {
        var order = engines.Tau is { } tau ? $"Kendall’s tau between both orders is {Figures.Number(tau, 2)}" : "There is one model, so no order";
        var pairs = engines.Contradictions.Select(static p => $"{p.One} and {p.Other}").ToList();
        return
        [
            engines.Models.Where(static m => m.OtherOverOne is not null).ToList() is { Count: > 0 } models && models.MaxBy(static m => Math.Abs(Math.Log(m.OtherOverOne!.Centre))) is { } most
                ? (FormattableString)$"The client under {engines.OtherEngine} instead of {engines.Engine} changes the figure of {new Name(most.Label)} most, {Figures.Ratio(most.OtherOverOne!.Centre)}×{(most.OtherOverOne.Interval is { } i ? $" ({Figures.Ratio(i.Low)} to {Figures.Ratio(i.High)})" : "")}; {order}."
                : $"{order}.",
            pairs.Count > 0
                ? (FormattableString)$"Told apart under both engines, but the other way round: {Words.List(pairs)}."
                : engines.PairsTold > 0
                    ? (FormattableString)$"All {Words.Plural(engines.PairsTold, "pair")} of models that are told apart under both engines keep their order."
                    : $"No pair of models is told apart under both engines, so nothing contradicts and nothing is confirmed.",
        ];
    }
}
