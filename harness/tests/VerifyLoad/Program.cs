using System.Globalization;
using IoBench.Load;
using IoBench.Results;
using IoBench.VerifyLoad;
using IoBench.VerifyLoad.Theory;

// theory [SECONDS]: an open loop against servers of which theory knows the response times, each run so long.
// models [RUNS]: so many short runs against each model, none of which may be doubted.
// own BENCHMARKS: the client's CPU per message against the sum of its parts, those between the calls from a folder of 'iobench benchmarks'.
// Exits with 1 when a figure fails or an honest server was blamed, with 2 when the words make no sense.

if (args is ["own", var benchmarks]) return Own(benchmarks);
string[] parts = args.Length == 0 ? ["theory", "models"] : [args[0]];
var number = 0.0;
if (args.Length > 2 || parts.Except(["theory", "models"]).Any()
    || (args.Length == 2 && (!double.TryParse(args[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) || number is < 1 or > 3600)))
{
    Console.Error.WriteLine("verify-load: give nothing, theory [SECONDS], models [RUNS] or own BENCHMARKS, numbers from 1 to 3600");
    return 2;
}
var holds = true;
if (parts.Contains("theory")) holds &= Theory(number > 0 ? number : 20);
if (parts.Contains("models")) holds &= ModelRuns.All(number > 0 ? (int)number : 25);
return holds ? 0 : 1;

static int Own(string benchmarks)
{
    try
    {
        return new OwnSum(benchmarks).Holds() ? 0 : 1;
    }
    catch (Exception e) when (e is BadInputException or InvalidOperationException)
    {
        Console.Error.WriteLine($"verify-load: {e.Message}");
        return e is BadInputException ? 2 : 1;
    }
}

static bool Theory(double seconds)
{
    const int Tries = 3;
    var all = true;
    foreach (var engine in IoBench.Linux.Ring.WhyUnavailable() is null ? Enum.GetValues<LoadEngine>() : [LoadEngine.Epoll])
    {
        Console.WriteLine($"{$"{engine}, {seconds:0} s a run, microseconds",-62} {"asked",10} {"got",10}   tolerated");
        var loop = new OpenLoop(seconds, engine);
        Func<IReadOnlyList<Figure>>[] measures = [loop.Stalls, () => loop.Delays(1, 5, 20), () => loop.Queue(0.3), () => loop.Queue(0.5), () => loop.Queue(0.7)];
        foreach (var measure in measures)
        {
            // Whatever else the machine did meanwhile counts against the figures: what fails is measured again, and told each time.
            var holds = false;
            for (var attempt = 1; attempt <= Tries && !holds; attempt++)
            {
                var figures = measure();
                holds = figures.All(f => f.Holds);
                foreach (var figure in figures) Console.WriteLine(attempt == 1 ? $"{figure}" : $"{figure} (try {attempt})");
            }
            all &= holds;
        }
    }
    Console.WriteLine(all ? "theory holds" : "theory FAILS; is the machine busy with something else?");
    return all;
}
