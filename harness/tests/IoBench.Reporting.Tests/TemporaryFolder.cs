namespace IoBench.Tests.Reporting;

internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("iobench-report-");

    public string Path => _folder.FullName;

    public string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

    public string[] Files => [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Select(f => System.IO.Path.GetRelativePath(Path, f)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);
}
