using System.Diagnostics;
using System.Globalization;
using IoBench.Results;
using IoBench.VerifyStatistics;
using IoBench.VerifyStatistics.Comparing;
using IoBench.VerifyStatistics.Single;
using IoBench.VerifyStatistics.Trend;
using IoBench.VerifyStatistics.Width;

// fit FOLDER: the noise of a real run. [WHAT] [N]: so many invented runs or series of each kind go through the real analysis; what it says is held against what is true.
// Exits with 1 when a figure breaks its bound, with 2 when the words make no sense.

(string Name, int Usual, Func<int, IEnumerable<Figure>> Figures)[] parts =
[
    ("trend", 4000, static n => Stationary.Figures(n).Concat(Together.Figures(n / 10)).Concat(Steps.Figures(n))),
    ("compare", 400, static n => AaPairs.Figures(n).Concat(RealSteps.Figures(n)).Concat(RealSteps.Detectable(n))),
    ("run", 400, static n => AaRuns.Figures(n).Concat(Crossings.Figures(10 * n))),
    ("width", 400, static n => Grown.Figures(n)),
];

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["fit", var folder])
{
    try
    {
        foreach (var line in Fit.Lines(folder))
            Console.WriteLine(line);
        return 0;
    }
    catch (BadInputException e)
    {
        Console.Error.WriteLine($"verify-statistics: {e.Message}");
        return 2;
    }
}

List<string> words = [.. args];
var chosen = words.Count > 0 && parts.Any(p => p.Name == words[0]) ? parts.Where(p => p.Name == words[0]).ToArray() : parts;
if (chosen.Length == 1)
    words.RemoveAt(0);
int? times = words.Count == 1 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 100 and <= 1_000_000 ? n : null;
if (words.Count > 0 && times is null)
{
    Console.Error.WriteLine($"verify-statistics: give nothing, or one of {string.Join(", ", parts.Select(static p => p.Name))}, and how often, from 100 to 1000000; or fit and a results folder");
    return 2;
}

var broken = 0;
foreach (var part in chosen)
{
    var watch = Stopwatch.StartNew();
    Console.WriteLine($"{part.Name}, seed {(part.Name == "trend" ? Simulation.TrendSeed : Simulation.Seed)}".PadRight(104) + "   times   figure   bound");
    foreach (var figure in part.Figures(times ?? part.Usual))
    {
        Console.WriteLine(figure);
        broken += figure.Holds ? 0 : 1;
    }

    Console.WriteLine($"{part.Name}: {watch.Elapsed.TotalSeconds:0} s");
}

Console.WriteLine(broken == 0 ? "all bounds hold" : $"{broken} bounds BROKEN");
return broken == 0 ? 0 : 1;
