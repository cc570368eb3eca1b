using System.Diagnostics;
using System.Globalization;
using IoBench.VerifyGate;

// [MODELS [BLOCKS [SAME [PLANTED]]]]: so many comparisons of a server with itself, then of one with 5 % and with 10 % of a message's CPU
// planted in one model, each through the gate of `iobench ab`. Exits with 1 when it cries wolf or misses too many, with 2 when the words make no sense.

string[] models = args.Length > 0 ? args[0].Split(',') : ["epoll", "blocking"];
var counts = args.Skip(1).Select(static word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 0 and <= 200 ? count : -1).ToList();
if (args.Length > 4 || models.Any(string.IsNullOrWhiteSpace) || counts.Contains(-1) || counts is [0, ..])
{
    Console.Error.WriteLine("verify-gate: give nothing, or MODELS, then BLOCKS (12), comparisons of the same (20), and with each share planted (10)");
    return 2;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var (blocks, same, planted) = (At(0, 12), At(1, 20), At(2, 10));
var watch = Stopwatch.StartNew();
var trials = new Trials(models, blocks);
try
{
    Console.WriteLine(Trial.Head);
    var broken = trials.Run(same, share: 0, most: 0);
    foreach (var (share, missed) in new[] { (0.05, 0.1), (0.10, 0.0) })
        broken += trials.Run(planted, share, most: (int)(missed * planted));
    Console.WriteLine(broken == 0 ? $"all bounds hold ({watch.Elapsed.TotalMinutes:0} min)" : $"{broken} of 3 bounds BROKEN ({watch.Elapsed.TotalMinutes:0} min)");
    return broken == 0 ? 0 : 1;
}
catch (InvalidOperationException e)
{
    Console.Error.WriteLine($"verify-gate: {e.Message}");
    return 1;
}

int At(int place, int otherwise) => counts.Count > place ? counts[place] : otherwise;
