namespace IoBench.Results.Store;

/// <summary>Names of a run's files, so that writer and reader agree.</summary>
internal static class RunFiles
{
    public const string Manifest = "run.json";
    public const string Invocations = "invocations.jsonl";
    public const string Floors = "floors.jsonl";

    /// <summary>Behind a name: what gzip made of the file for keeping.</summary>
    public const string Compressed = ".gz";
}
