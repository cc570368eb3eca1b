using System.Globalization;
using IoBench.VerifyTwins;

// [bare] [MODELS [CONNECTIONS [PAIRS]]]: lists with commas; all models at 1, 50 and 1000 connections in 6 pairs take twenty minutes.
// Against the twins in C; with 'bare' against the node without its counters.
// Prints; judges nothing but the arguments (2) and what could not be run (1).

var rival = args is ["bare", ..] ? Rival.Bare : Rival.Twin;
if (rival == Rival.Bare) args = args[1..];
string[] models = args.Length > 0 && args[0] != "all" ? args[0].Split(',') : [.. NodeProgram.Models.Select(m => m.Name)];
var pairs = 6; // the fewest that give an interval of 95 %
int[] connections = [1, 50, 1000];
if (args.Length > 3
    || models.FirstOrDefault(m => NodeProgram.Models.All(known => known.Name != m)) is not null
    || (args.Length > 1 && !Counts(args[1], 10_000, out connections))
    || (args.Length > 2 && !Counts(args[2], 1000, out var given) | (pairs = given.FirstOrDefault()) < 1))
{
    Console.Error.WriteLine($"verify-twins: give nothing, or bare, then MODELS or all, then CONNECTIONS, then PAIRS; models are {string.Join(',', NodeProgram.Models.Select(m => m.Name))}");
    return 2;
}
try
{
    if (rival == Rival.Twin && Twins.Compile() is { } missing) Console.WriteLine(missing);
    IReadOnlyList<string> rivals = rival == Rival.Twin ? Twins.Models() : models;
    var cpus = Environment.ProcessorCount;
    Console.WriteLine($"{rival.Ratio}, 64 bytes, {pairs} pairs of two seconds, four with more than 200 connections, by turns; server on CPU {cpus - 1}, client on CPU 0{(cpus < 2 ? ": ONE CPU FOR BOTH, the rates tell little" : "")}");
    Console.WriteLine($"{"model",-21} {"conns",5}   {"rate",-20}   {"CPU per message",-20}   {rival.Figures + ": msg/s",12} {"us",7}");
    foreach (var model in models)
    {
        var info = NodeProgram.Models.Single(m => m.Name == model);
        if (!info.Available || !rivals.Contains(model))
        {
            Console.WriteLine($"{model,-21} {(info.Available ? "has no twin here: what it is made of is the runtime's, or liburing is missing" : $"does not run here: {info.Reason}")}");
            continue;
        }
        foreach (var count in connections.Where(count => count <= (info.MaxConnections ?? int.MaxValue)))
        {
            var duel = new Duel(info, rival, count, cpus - 1, clientCpu: 0);
            duel.Fight(pairs);
            Console.WriteLine(duel.Line());
        }
    }
    return 0;
}
catch (InvalidOperationException e)
{
    Console.Error.WriteLine($"verify-twins: {e.Message}");
    return 1;
}

static bool Counts(string text, int most, out int[] counts)
{
    counts = [.. text.Split(',').Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0)];
    return counts.All(c => c >= 1 && c <= most);
}
