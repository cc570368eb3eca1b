using System.Text;
using System.Text.Json;
using CsCheck;
using IoBench.Analysis.Comparing;
using IoBench.Analysis.Trends;
using IoBench.Results;
using IoBench.Results.Store;
using IoBench.Tests.Synthetic;

namespace IoBench.Analysis.Tests;

/// <summary>Whatever happens to the files of a run: it is named, with its file, or no figure moves.</summary>
public sealed class DamagedRunTests : IDisposable
{
    private static readonly string[] Files = ["run.json", "invocations.jsonl", "floors.jsonl"];

    private readonly string _folder = Directory.CreateTempSubdirectory("iobench-damaged-").FullName;
    private readonly Dictionary<string, byte[]> _whole;
    private readonly RunSummary _base;
    private readonly string _figures;

    public DamagedRunTests()
    {
        var run = new SyntheticRun { Blocks = 6, Connections = [128], Draws = 200, Models = [.. SyntheticModel.CoreSet.Where(static m => m.Name is "epoll" or "poll" or "uring")] }.Build();
        using (var writer = RunWriter.Create(Path.Combine(_folder, "whole"), run.Manifest))
        {
            foreach (var invocation in run.Invocations)
                writer.Append(invocation);
            foreach (var floor in run.Floors)
                writer.Append(floor);
        }

        _whole = Files.ToDictionary(static f => f, f => File.ReadAllBytes(Path.Combine(_folder, "whole", f)));
        _base = RunSummary.OfFigures(RunReader.ReadFigures(Path.Combine(_folder, "whole")));
        _figures = Figures(Path.Combine(_folder, "whole"), out var named);
        Assert.Empty(named);
        Directory.CreateDirectory(Path.Combine(_folder, "damaged"));
    }

    [Fact]
    public void Every_mutation_is_named_or_leaves_every_figure_as_it_is()
    {
        Gen.Select(Gen.Int[0, 2].Select(static i => Files[i]), Gen.Enum<Damage>(), Gen.Double[0, 1], Gen.Double[0, 1], Gen.Byte).Sample(
            (file, damage, at, length, b) => Holds(file, Mutated(_whole[file], damage, at, length, b)),
            iter: 120, threads: 1);
    }

    [Fact]
    public void Every_single_digit_of_the_figures_is_watched_over()
    {
        var line = Encoding.UTF8.GetString(_whole["invocations.jsonl"]).Split('\n')[0];
        var cells = Enumerable.Range(0, line.Length).Where(i => char.IsAsciiDigit(line[i])).Where(static (_, i) => i % 7 == 0).ToList();
        Assert.True(cells.Count > 50);
        foreach (var at in cells)
        {
            var bytes = _whole["invocations.jsonl"].ToArray();
            bytes[at] = (byte)(bytes[at] == '9' ? '8' : bytes[at] + 1);
            Assert.True(Holds("invocations.jsonl", bytes), line[Math.Max(0, at - 20)..at]);
        }
    }

    [Theory]
    [InlineData("invocations.jsonl", "\"schemaVersion\":1,", "\"schemaVersion\":2,", "results of schema 2, {0}:1; this IoBench reads up to 1, take a newer one")]
    [InlineData("invocations.jsonl", "\"schemaVersion\":1,", "\"schemaVersion\":0,", "results of schema 0, {0}:1; this IoBench reads 1, and there was none before it")]
    [InlineData("run.json", "\"schemaVersion\": 1,", "\"schemaVersion\": 0,", "results of schema 0, {0}; this IoBench reads 1, and there was none before it")]
    [InlineData("floors.jsonl", "\"schemaVersion\":1,", "\"schemaVersion\":7,", "results of schema 7, {0}:1; this IoBench reads up to 1, take a newer one")]
    [InlineData("invocations.jsonl", "\"verdict\":{\"valid\":true,\"reasons\":[]}", "\"verdict\":null", "the results file is damaged, {0}:1; ")]
    [InlineData("invocations.jsonl", "\"block\":1,", "\"block\":2,", "the results file is damaged, {0}:1; it is not what was written, its checksum (crc32c) says")]
    [InlineData("run.json", "\"windowSeconds\": 1,", "\"windowSeconds\": 2,", "the results file is damaged, {0}:1; it is not what was written, its checksum (crc32c) says")]
    public void Damage_is_named_with_file_and_line(string file, string old, string changed, string message)
    {
        var text = Encoding.UTF8.GetString(_whole[file]);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0);
        Put(file, Encoding.UTF8.GetBytes(text[..at] + changed + text[(at + old.Length)..]));
        var error = Assert.Throws<BadInputException>(() => RunReader.ReadFigures(Damaged));
        Assert.StartsWith(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, Path.Combine(Damaged, file)), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_twice_a_line_without_its_seal_and_one_of_another_run_are_named()
    {
        var lines = Encoding.UTF8.GetString(_whole["invocations.jsonl"]).Split('\n');
        Named([lines[0], lines[1], lines[0], .. lines[2..]], "invocations.jsonl:3; it says again what a line before it says");
        Named([lines[0], System.Text.RegularExpressions.Regex.Replace(lines[1], ",\"crc32c\":\"[0-9a-f]{8}\"", ""), .. lines[2..]], "invocations.jsonl:2; some lines have a checksum (crc32c) and some have none");
        Named([lines[0], "", .. lines[1..]], "invocations.jsonl:2; ");
        Named(["garbage", .. lines], "invocations.jsonl:1; ");

        void Named(string[] changed, string message)
        {
            Put("invocations.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', changed)));
            Assert.Contains(message, Assert.Throws<BadInputException>(() => RunReader.ReadFigures(Damaged)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_run_from_before_there_were_seals_is_read()
    {
        foreach (var file in Files)
            Put(file, Encoding.UTF8.GetBytes(System.Text.RegularExpressions.Regex.Replace(Encoding.UTF8.GetString(_whole[file]), ",\\s*\"crc32c\": ?\"[0-9a-f]{8}\"", "")));
        Assert.Equal(_figures, Figures(Damaged, out var named));
        Assert.Empty(named);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Damaged => Path.Combine(_folder, "damaged");

    private enum Damage
    {
        Truncated,
        Byte,
        Bit,
        Inserted,
        Removed,
        LineRemoved,
        LineTwice,
        LinesSwapped,
        Garbage,
        Emptied,
    }

    private bool Holds(string file, byte[] bytes)
    {
        Put(file, bytes);
        string figures;
        IReadOnlyList<string> named;
        try
        {
            figures = Figures(Damaged, out named);
        }
        catch (BadInputException e)
        {
            return e.Message.Contains(Damaged, StringComparison.Ordinal) && !e.Message.Contains('\n', StringComparison.Ordinal);
        }

        return named.Count > 0 || figures == _figures;
    }

    private void Put(string file, byte[] bytes)
    {
        foreach (var (name, whole) in _whole)
            File.WriteAllBytes(Path.Combine(Damaged, name), name == file ? bytes : whole);
    }

    /// <summary>Every figure that report, compare and trend take from a run, and what they would say of it beside.</summary>
    private string Figures(string folder, out IReadOnlyList<string> named)
    {
        var run = RunReader.Read(folder);
        var summary = RunSummary.Of(run);
        var candidate = RunSummary.OfFigures(RunReader.ReadFigures(folder));
        var compared = RunComparison.Of(_base, candidate);
        var notes = new List<string>();
        var reduction = new RunReduction(run.Manifest, run.Manifest.Plan.Baseline);
        foreach (var invocation in RunReader.Invocations(folder, notes))
            reduction.Add(invocation);
        foreach (var floor in RunReader.Floors(folder, notes))
            reduction.Add(floor);
        var trend = reduction.Reduce(notes);
        named = [.. summary.Notes, .. notes, .. trend.Run.Notes, .. summary.Completeness.IsWhole ? [] : (string[])["incomplete"], .. compared.Likeness.Warnings.Select(static w => w.ToString())];
        return JsonSerializer.Serialize((summary.Cells, summary.Points, summary.Floors, compared.Points, trend.Run.Valid), Options);
    }

    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true };

    private static byte[] Mutated(byte[] whole, Damage damage, double at, double length, byte b)
    {
        var place = (int)(at * (whole.Length - 1));
        var span = 1 + (int)(length * 200);
        var lines = Encoding.UTF8.GetString(whole).Split('\n').ToList();
        var line = (int)(at * (lines.Count - 1));
        switch (damage)
        {
            case Damage.Truncated:
                return whole[..place];
            case Damage.Byte:
                return [.. whole[..place], b, .. whole[(place + 1)..]];
            case Damage.Bit:
                return [.. whole[..place], (byte)(whole[place] ^ (1 << (b % 8))), .. whole[(place + 1)..]];
            case Damage.Inserted:
                return [.. whole[..place], b, .. whole[place..]];
            case Damage.Removed:
                return [.. whole[..place], .. whole[Math.Min(whole.Length, place + span)..]];
            case Damage.Garbage:
                return [.. whole[..place], .. Enumerable.Range(0, span).Select(i => (byte)(b * (i + 7) % 251)), .. whole[place..]];
            case Damage.Emptied:
                return [];
            case Damage.LineRemoved:
                lines.RemoveAt(line);
                break;
            case Damage.LineTwice:
                lines.Insert(line, lines[line]);
                break;
            default:
                var other = (int)(length * (lines.Count - 1));
                (lines[line], lines[other]) = (lines[other], lines[line]);
                break;
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }
}
