using System.Diagnostics;
using System.Globalization;
using IoBench.VerifyTrend;

// [SERIES]: so many invented series of each kind go through the search of `iobench trend`; what it finds is held against what is true.
// Exits with 1 when a figure breaks its bound, with 2 when the words make no sense.

var series = 4000;
if (args.Length > 1 || (args.Length == 1 && (!int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out series) || series is < 200 or > 1_000_000)))
{
    Console.Error.WriteLine("verify-trend: give nothing, or the number of series of each kind, from 200 to 1000000");
    return 2;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var watch = Stopwatch.StartNew();
Console.WriteLine($"{"",-96} {"series",7} {"figure",8}   bound");
var broken = 0;
foreach (var figure in Stationary.Figures(series).Concat(Together.Figures(series / 10)).Concat(Steps.Figures(series)))
{
    Console.WriteLine(figure);
    broken += figure.Holds ? 0 : 1;
}

Console.WriteLine(broken == 0 ? $"all bounds hold ({watch.Elapsed.TotalSeconds:0} s)" : $"{broken} bounds BROKEN ({watch.Elapsed.TotalSeconds:0} s)");
return broken == 0 ? 0 : 1;
