using IoBench.Results.Benchmarks;
using IoBench.Results.Store;

namespace IoBench.Results.Tests;

public sealed class BenchmarkReaderTests : IDisposable
{
    private const string Case = """
        {"Type":"OneOfMany","Method":"Event","Parameters":"Mechanism=epoll&At=10 last","Statistics":{"OriginalValues":[100,110.5]},
         "Metrics":[{"Value":40,"Descriptor":{"Id":"userNs"}},{"Value":60,"Descriptor":{"Id":"systemNs"}},{"Value":3,"Descriptor":{"Id":"calls"}}]}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("iobench-benchmarks-").FullName;

    [Fact]
    public void A_case_has_its_parameters_iterations_and_what_it_spent()
    {
        Write($$"""{"Benchmarks":[{{Case}},{"Type":"RoundTrip","Method":"Echo","Parameters":"Model=aio&Cpus=two","Statistics":null}]}""");

        var run = BenchmarkReader.Read(_folder);

        var c = Assert.Single(run.Cases);
        Assert.Equal(("OneOfMany", "Event", "epoll", "10 last", ""), (c.Subject, c.Method, c.Parameter("Mechanism"), c.Parameter("At"), c.Parameter("None")));
        Assert.Equal([100, 110.5], c.Nanoseconds);
        Assert.Equal((40d, 60d, 3d, null), (c.UserNs, c.SystemNs, c.Calls, c.Switches));
        Assert.Equal("OneOfMany.Event (Mechanism epoll, At 10 last)", c.ToString());
        Assert.Equal(["RoundTrip.Echo (Model=aio&Cpus=two)"], run.Failed);
        Assert.Equal("quarter", run.Manifest.Job);
    }

    [Fact]
    public void What_gzip_made_for_keeping_is_read()
    {
        Write($$"""{"Benchmarks":[{{Case}}]}""");
        var file = Path.Combine(_folder, "X-report-full.json");
        using (var compressed = new System.IO.Compression.GZipStream(File.Create(file + ".gz"), System.IO.Compression.CompressionLevel.Fastest))
            compressed.Write(File.ReadAllBytes(file));
        File.Delete(file);

        Assert.Single(BenchmarkReader.Read(_folder).Cases);

        File.WriteAllBytes(file + ".gz", [1, 2, 3]);
        Assert.StartsWith($"the results cannot be read, {file}.gz", Assert.Throws<BadInputException>(() => BenchmarkReader.Read(_folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"Benchmarks\":[", "the results file is damaged, ")]
    [InlineData("null", "the results file is damaged, ")]
    [InlineData("{}", "no benchmark has figures, ")]
    [InlineData("{\"Benchmarks\":[{}]}", "no benchmark has figures, ")]
    public void What_says_nothing_is_named(string json, string line)
    {
        Write(json);

        Assert.StartsWith(line + _folder, Assert.Throws<BadInputException>(() => BenchmarkReader.Read(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_schema_is_named()
    {
        Write($$"""{"Benchmarks":[{{Case}}]}""", schema: 99);

        Assert.StartsWith($"results of schema 99, {_folder}/benchmarks.json", Assert.Throws<BadInputException>(() => BenchmarkReader.Read(_folder)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string json, int schema = 1)
    {
        var manifest = new BenchmarkManifest { SchemaVersion = schema, Name = "b", StartedAt = default, Job = "quarter", Command = "scripts/benchmarks", Environment = Sample.Manifest.Environment };
        File.WriteAllText(Path.Combine(_folder, BenchmarkManifest.FileName), System.Text.Json.JsonSerializer.Serialize(manifest, FileJson.Default.BenchmarkManifest));
        File.WriteAllText(Path.Combine(_folder, "X-report-full.json"), json);
    }
}
