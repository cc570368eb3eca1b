namespace IoBench.Cli.Tests;

/// <summary>A folder with a plan for the fake node, gone with the test.</summary>
internal sealed class FakePlan : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iobench-cli-").FullName;

    public FakePlan(
        string models = "\"honest\"", int blocks = 2, string connections = "1, 16", int payload = 64, string baseline = "honest", double windowSeconds = 0.05,
        string open = "", bool anatomy = false, bool paced = false) =>
        File.WriteAllText(PlanFile, $$"""
            {
              "schemaVersion": 1, "name": "fake", "description": "For the fake node.", "blocks": {{blocks}},
              "warmupSeconds": {{windowSeconds / 5}}, "windowSeconds": {{windowSeconds}}, "baseline": "{{baseline}}", "anatomy": {{(anatomy ? "true" : "false")}}, "paced": {{(paced ? "true" : "false")}},
              "headline": { "connections": 1, "payloadBytes": {{payload}} },
              "sweeps": [{ "name": "connections", "models": [{{models}}], "aa": true, "connections": [{{connections}}], "payloadBytes": [{{payload}}] }{{open}}]
            }
            """);

    public string PlanFile => Path.Combine(_folder, "plan.json");

    public string Out => Path.Combine(_folder, "run");

    public string Invocations => Path.Combine(Out, "invocations.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
