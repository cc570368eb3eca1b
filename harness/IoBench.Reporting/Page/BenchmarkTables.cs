using IoBench.Analysis.Benchmarks;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>The figures of single operations.</summary>
internal static class BenchmarkTables
{
    public static Table RoundTrips(BenchmarkSummary summary) => new(
        [new("model", false), new("two CPUs"), new("one CPU"), new("user, two"), new("kernel, two"), new("switches, two"), new("calls, two"), new("switches, one"), new("calls, one")],
        [.. RoundTripRow.Of(summary).Select(static r => new Row(
        [
            new(r.Model) { Model = r.Model }, Time(r.Two?.Ns.Centre), Time(r.One?.Ns.Centre), Time(r.Two?.Case.UserNs), Time(r.Two?.Case.SystemNs), Number(r.Two?.Case.Switches), Number(r.Two?.Case.Calls), Number(r.One?.Case.Switches), Number(r.One?.Case.Calls),
        ]))]);

    /// <summary>By place and mechanism, a column for each number of descriptors.</summary>
    public static Table Readiness(BenchmarkSummary summary)
    {
        List<int> descriptors = [.. summary.Readiness.SelectMany(static c => c.Points).Select(static p => p.Descriptors).Distinct().Order()];
        return new(
            [new("mechanism", false), new("active", false), .. descriptors.Select(static d => new Column(Figures.Count(d))), new("per further one"), new("growth, power")],
            [.. summary.Readiness.Where(static c => c.Points.Count > 0).OrderBy(static c => c.Points[^1].WaitNs).Select(c => new Row(
            [
                new(c.Mechanism) { Model = c.Mechanism }, new(c.Place), .. descriptors.Select(d => Time(c.Points.FirstOrDefault(p => p.Descriptors == d)?.WaitNs)), new(BenchmarkWords.PerFurther(c), c.Grows ? c.NsPerDescriptor : 0), Number(c.Exponent),
            ]))]);
    }

    /// <summary>Rows by one parameter, columns by others; the figure divided by what <paramref name="per"/> says.</summary>
    public static Table Grid(IEnumerable<MeasuredCase> cases, string head, Func<MeasuredCase, string> row, Func<MeasuredCase, string> column, Func<MeasuredCase, double>? per = null)
    {
        var all = cases.ToList();
        List<string> columns = [.. all.Select(column).Distinct()];
        return new(
            [new(head, false), .. columns.Select(static c => new Column(c))],
            [.. all.GroupBy(row).Select(g => new Row([new(g.Key) { Model = g.Key }, .. columns.Select(c => Time(g.FirstOrDefault(m => column(m) == c) is { } found ? found.Ns.Centre / (per?.Invoke(found) ?? 1) : null))]))]);
    }

    /// <summary>A line for each method.</summary>
    public static Table Prices(IEnumerable<MeasuredCase> cases) => new(
        [new("operation", false), new("time"), new("least"), new("most"), new("user"), new("kernel"), new("calls")],
        [.. cases.OrderBy(static c => c.Ns.Centre).Select(static c => new Row(
        [
            new(Words(c)), Time(c.Ns.Centre), Time(c.Case.Nanoseconds.Min()), Time(c.Case.Nanoseconds.Max()), Time(c.Case.UserNs), Time(c.Case.SystemNs), Number(c.Case.Calls),
        ]))]);

    public static Table All(BenchmarkSummary summary) => new(
        [new("case", false), new("time"), new("least"), new("most"), new("iterations"), new("user"), new("kernel"), new("switches"), new("calls")],
        [.. summary.Cases.Select(static c => new Row(
        [
            new(c.Case.ToString()), Time(c.Ns.Centre), Time(c.Case.Nanoseconds.Min()), Time(c.Case.Nanoseconds.Max()), new(Figures.Count(c.Ns.N), c.Ns.N), Time(c.Case.UserNs), Time(c.Case.SystemNs), Number(c.Case.Switches), Number(c.Case.Calls),
        ]))]);

    /// <summary>EpollCtlModify: epoll ctl modify. What a method does is its name.</summary>
    private static string Words(MeasuredCase c)
    {
        var words = string.Concat(c.Case.Method.Select(static (letter, at) => at > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
        return c.Case.Parameters.Count == 0 ? words : $"{words}, {string.Join(", ", c.Case.Parameters.Select(static p => $"{p.Key.ToLowerInvariant()} {p.Value}"))}";
    }

    private static TableCell Time(double? ns) => new(BenchmarkWords.Time(ns), ns);

    private static TableCell Number(double? value) => new(Figures.Number(value), value);
}
