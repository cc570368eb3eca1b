using System.IO.Compression;
using IoBench.Results.Store;

namespace IoBench.Results.Tests;

public sealed class StoreTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("iobench-store-").FullName, "run");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void What_was_written_is_read()
    {
        Write(invocations: 3, floors: 1);

        var run = RunReader.Read(_folder);

        Assert.Equal([1, 2, 3], run.Invocations.Select(invocation => invocation.Order));
        Assert.Equal((7UL, "sample"), (run.Manifest.Seed, run.Manifest.Plan.Name));
        Assert.Empty(run.Notes);
        Assert.Equal(["floors.jsonl", "invocations.jsonl", "run.json"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Floors_are_kept_beside_invocations()
    {
        Write(invocations: 1, floors: 2);

        var run = RunReader.Read(_folder);

        Assert.Equal([1], run.Invocations.Select(invocation => invocation.Order));
        Assert.Equal([2, 3], run.Floors.Select(floor => floor.Order));
        Assert.Equivalent(Sample.Floor(3), run.Floors[1], strict: true);
        Assert.Equal(2, System.IO.File.ReadAllLines(File("floors.jsonl")).Length);
    }

    [Fact]
    public void A_run_made_before_there_were_floors_is_read()
    {
        Write(invocations: 2, floors: 1);
        System.IO.File.Delete(File("floors.jsonl"));

        var run = RunReader.Read(_folder);

        Assert.Equal((2, 0), (run.Invocations.Count, run.Floors.Count));
        Assert.Empty(run.Notes);
    }

    [Fact]
    public void A_floor_that_was_cut_off_is_told_and_a_damaged_one_is_an_error()
    {
        Write(invocations: 1, floors: 2);
        var lines = System.IO.File.ReadAllText(File("floors.jsonl"));
        System.IO.File.WriteAllText(File("floors.jsonl"), lines[..^10]);

        var run = RunReader.Read(_folder);

        Assert.Single(run.Floors);
        Assert.Equal([$"{File("floors.jsonl")}:2 was cut off and is left out"], run.Notes);

        System.IO.File.WriteAllText(File("floors.jsonl"), lines[10..]);

        Assert.StartsWith($"the results file is damaged, {File("floors.jsonl")}:1; ", Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void Floors_that_are_gone_are_told()
    {
        Write(invocations: 1);

        Assert.Equal([$"{File("floors.jsonl")} is empty"], RunReader.Read(_folder).Notes);
    }

    [Fact]
    public void A_line_that_was_cut_off_is_told_and_left_out()
    {
        Write(invocations: 2, floors: 1);
        Cut(bytes: 10);

        var run = RunReader.Read(_folder);

        Assert.Single(run.Invocations);
        Assert.Equal([$"{File("invocations.jsonl")}:2 was cut off and is left out"], run.Notes);
    }

    [Fact]
    public void A_damaged_line_within_is_an_error_with_its_number()
    {
        Write(invocations: 3);
        var lines = System.IO.File.ReadAllLines(File("invocations.jsonl"));
        lines[1] = lines[1][..40];
        System.IO.File.WriteAllLines(File("invocations.jsonl"), lines);

        Assert.StartsWith($"the results file is damaged, {File("invocations.jsonl")}:2; ", Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_gzip_made_of_a_run_for_keeping_is_read()
    {
        Write(invocations: 3, floors: 2);
        Compress("invocations.jsonl");
        Compress("floors.jsonl");

        var run = RunReader.Read(_folder);

        Assert.Equal((3, 2), (run.Invocations.Count, run.Floors.Count));
        Assert.Empty(run.Notes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_compressed_file_that_is_damaged_is_an_error_with_its_name(bool isShort)
    {
        Write(invocations: 50);
        Compress("invocations.jsonl");
        var bytes = System.IO.File.ReadAllBytes(File("invocations.jsonl.gz"));
        bytes[bytes.Length / 2] ^= 0x55;
        System.IO.File.WriteAllBytes(File("invocations.jsonl.gz"), isShort ? bytes[..(bytes.Length / 2)] : bytes);

        Assert.StartsWith($"the results file is damaged, {File("invocations.jsonl.gz")}", Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_invocations_is_an_error()
    {
        Write(invocations: 0);

        Assert.Equal($"the run has no finished invocation, {File("invocations.jsonl")}:1; run it again", Error());
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("{\n  \"schemaVersion\": 1,\n  \"na", 3)]
    [InlineData("null", 1)]
    public void A_damaged_manifest_is_an_error_with_its_line(string text, int line)
    {
        Write(invocations: 1);
        System.IO.File.WriteAllText(File("run.json"), text);

        Assert.StartsWith($"the results file is damaged, {File("run.json")}:{line}; ", Error(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', Error());
    }

    [Fact]
    public void Results_of_a_later_version_are_refused()
    {
        Write(invocations: 1);
        var text = System.IO.File.ReadAllText(File("run.json"));
        System.IO.File.WriteAllText(File("run.json"), text.Replace("{\n  \"schemaVersion\": 1", "{\n  \"schemaVersion\": 9", StringComparison.Ordinal));

        Assert.Equal($"results of schema 9, {File("run.json")}; this IoBench reads up to 1, take a newer one", Error());
    }

    [Fact]
    public void Missing_folders_and_files_are_named()
    {
        Assert.Equal($"no such results folder, {_folder}; name one that 'iobench run' made", Error());

        Directory.CreateDirectory(_folder);

        Assert.StartsWith($"the results cannot be read, {File("run.json")}; ", Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_ever_overwritten()
    {
        Write(invocations: 1);

        var error = Assert.Throws<BadInputException>(() => Write(invocations: 2));

        Assert.Equal($"the results folder is not empty, {_folder}; name a new one, nothing is overwritten", error.Message);
        Assert.Single(RunReader.Read(_folder).Invocations);
    }

    [Fact]
    public void A_second_run_in_the_same_minute_gets_a_name_of_its_own()
    {
        var results = Path.GetDirectoryName(_folder)!;
        var first = RunWriter.DefaultFolder(results, "quick", DateTimeOffset.UnixEpoch);
        Directory.CreateDirectory(first);

        Assert.Equal("1970-01-01-0000-quick", Path.GetFileName(first));
        Assert.Equal("1970-01-01-0000-quick-2", Path.GetFileName(RunWriter.DefaultFolder(results, "quick", DateTimeOffset.UnixEpoch)));
    }

    private void Compress(string name)
    {
        using (var compressed = new GZipStream(System.IO.File.Create(File(name + ".gz")), CompressionLevel.SmallestSize))
            compressed.Write(System.IO.File.ReadAllBytes(File(name)));
        System.IO.File.Delete(File(name));
    }

    private string File(string name) => Path.Combine(_folder, name);

    private string Error() => Assert.Throws<BadInputException>(() => RunReader.Read(_folder)).Message;

    private void Write(int invocations, int floors = 0)
    {
        using var writer = RunWriter.Create(_folder, Sample.Manifest);
        for (var order = 1; order <= invocations; order++)
            writer.Append(Sample.Invocation(order));
        for (var order = 1; order <= floors; order++)
            writer.Append(Sample.Floor(invocations + order));
    }

    private void Cut(int bytes)
    {
        using var stream = new FileStream(File("invocations.jsonl"), FileMode.Open);
        stream.SetLength(stream.Length - bytes);
    }
}
