using System.Globalization;
using IoBench.VerifyScale;

// [FOLDER]: two invented runs of 10,000 invocations each go through `iobench report`, `compare` and `trend`; time and peak memory of each
// are held against their bounds. With a folder the runs stay there, else they are removed. Exits with 1 when a bound breaks, with 2 when
// the words make no sense.

if (args.Length > 1)
{
    Console.Error.WriteLine("verify-scale: give nothing, or a new folder that keeps the runs");
    return 2;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = args.Length == 1 ? Directory.CreateDirectory(args[0]).FullName : Directory.CreateTempSubdirectory("iobench-scale-").FullName;
try
{
    var (from, to) = (Path.Combine(folder, "base"), Path.Combine(folder, "candidate"));
    Console.WriteLine($"{LargeRun.Write(from, seed: 1)}, twice");
    LargeRun.Write(to, seed: 2);
    Console.WriteLine($"{"",-34} {"seconds",8} {"bound",6} {"CPU s",8} {"peak MB",8} {"bound",6}");
    Measured[] all =
    [
        Measured.Of("report", from),
        Measured.Of("compare", from, to, "--out", Path.Combine(folder, "compare")),
        Measured.Of("trend", from, to, "--out", Path.Combine(folder, "trend")),
    ];
    return all.All(static m => m.Holds) ? 0 : 1;
}
finally
{
    if (args.Length == 0)
        Directory.Delete(folder, recursive: true);
}
