using IoBench.Analysis.Kernels;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>The figures of a kernel matrix.</summary>
internal static class KernelTables
{
    public static Table Models(KernelMatrixSummary summary) => new(
        [new("model", false), new("connections"), new("kernel", false), new(summary.Unit), new("range", false), new("change"), new("against", false), new("verdict", false)],
        [.. summary.Cells.Select(c => new Row(
        [
            new(c.Model) { Model = c.Model }, new(Figures.Count(c.Connections), c.Connections), new(summary.Columns[c.Column].Name, c.Column), new(KernelWords.Count(c.Centre), c.Centre), new(KernelWords.Range(c)),
            new(KernelWords.Change(c.Ratio), c.Ratio), new(summary.Columns[c.Column].Reference is { } r ? summary.Columns[r].Name : Figures.None), new(KernelWords.Of(c, summary)),
        ]))]);

    public static Table Moves(IReadOnlyList<KernelMove> moves)
    {
        var shares = KernelMove.SharesIn(moves);
        return new(
            [new("model", false), .. shares.Select(static s => new Column(KernelWords.Share(s))), new("rest"), new("echo")],
            [.. moves.Select(m => new Row([new(m.Model) { Model = m.Model }, .. shares.Select(s => Signed(m.Shares[s])), Signed(m.Rest), Signed(m.Echo)]))]);
    }

    /// <summary>Each stretch of the way of an echo on both kernels, those first that moved most.</summary>
    public static Table Stretches(KernelMatrixSummary summary, int column, int reference) => new(
        [new("model", false), new("part", false), new("where", false), new("stretch", false), new(summary.Columns[reference].Name), new(summary.Columns[column].Name), new("moved by")],
        [.. summary.Parts.Where(p => p.Column == column).SelectMany(p => p.Stretches.Select(s => (p.Model, Now: s, Then: summary.Parts.FirstOrDefault(o => o.Model == p.Model && o.Column == reference)?
            .Stretches.FirstOrDefault(o => (o.Share, o.Lane, o.Name) == (s.Share, s.Lane, s.Name))))).OrderByDescending(static s => Math.Abs(s.Now.Value - (s.Then?.Value ?? s.Now.Value))).Select(static s => new Row(
        [
            new(s.Model) { Model = s.Model }, new(KernelWords.Share(s.Now.Share)), new(s.Now.Lane), new(s.Now.Name), new(KernelWords.Count(s.Then?.Value), s.Then?.Value), new(KernelWords.Count(s.Now.Value), s.Now.Value), Signed(s.Now.Value - s.Then?.Value),
        ]))]);

    public static Table Sums(KernelMatrixSummary summary) => new(
        [new("model", false), new("kernel", false), new("echo"), new("parts"), new("stamps add"), new("rest"), new("rest, share"), new("by single echoes"), new("off by")],
        [.. summary.Parts.Select(p => new Row(
        [
            new(p.Model) { Model = p.Model }, new(summary.Columns[p.Column].Name, p.Column), new(KernelWords.Count(p.Plain), p.Plain), new(KernelWords.Count(p.Shares.Values.Sum()), p.Shares.Values.Sum()), new(KernelWords.Count(p.Stamping), p.Stamping),
            Signed(p.Remainder), new(KernelWords.Change(1 + p.Remainder / p.Plain), p.Remainder / p.Plain), new(KernelWords.Count(p.BySingleCalls), p.BySingleCalls), new(KernelWords.Change(p.BySingleCalls / p.Plain), p.BySingleCalls / p.Plain),
        ]))]);

    public static Table Calls(KernelMatrixSummary summary) => new(
        [new("call", false), .. summary.Columns.Select(static c => new Column(c.Name)), .. summary.Columns.Where(static c => c.Reference is not null).Select(static c => new Column($"{c.Name}, change"))],
        [.. summary.Calls.Select(c => new Row(
        [
            new(c.Name), .. c.Values.Select(static v => new TableCell(KernelWords.Count(v), v)),
            .. summary.Columns.Select((column, i) => (column.Reference, Value: c.Values[i])).Where(static p => p.Reference is not null).Select(p => new TableCell(KernelWords.Change(p.Value / c.Values[p.Reference!.Value]), p.Value / c.Values[p.Reference!.Value])),
        ]))]);

    public static Table Jobs(KernelMatrixSummary summary) => new(
        [new("job"), new("kernel", false), new("seed"), new("rest ms"), new("real time s"), new("figures"), new("skipped")],
        [.. summary.Columns.SelectMany(static c => c.Jobs.Select(j => (c.Name, Result: j))).OrderBy(static j => j.Result.Job.Number).Select(static j => new Row(
        [
            new(Figures.Count(j.Result.Job.Number), j.Result.Job.Number), new(j.Name), new(Figures.Count(j.Result.Job.Seed), j.Result.Job.Seed), new(Figures.Count(j.Result.Job.SettleMs), j.Result.Job.SettleMs),
            new(Figures.Number(j.Result.ElapsedSeconds), j.Result.ElapsedSeconds), new(Figures.Count(j.Result.Figures.Count), j.Result.Figures.Count), new(Figures.Count(j.Result.Skipped.Count), j.Result.Skipped.Count),
        ]))]);

    private static TableCell Signed(double? value) => new(KernelWords.Signed(value), value);
}
