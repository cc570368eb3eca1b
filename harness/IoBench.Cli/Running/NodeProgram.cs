using System.Text.Json;
using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>The program that serves and loads. It is only ever reached as a child process and a name.</summary>
internal sealed record NodeProgram(string Path)
{
    private const string Override = "IOBENCH_NODE";
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    /// <summary>Beside this program in <c>node/</c>, where the build copies it, or where <c>IOBENCH_NODE</c> says.</summary>
    public static NodeProgram Locate()
    {
        if (Environment.GetEnvironmentVariable(Override) is { Length: > 0 } named)
            return File.Exists(named)
                ? new NodeProgram(named)
                : throw new BadInputException("no such program", $"{Override}={named}", "correct or unset it");

        var path = System.IO.Path.Combine(AppContext.BaseDirectory, "node", "iobench-node");
        return File.Exists(path) ? new NodeProgram(path) : throw new FailedException($"the node is missing, {path}; build again");
    }

    /// <summary>Every model, and whether it runs here: the catalog lives in the node.</summary>
    public async Task<IReadOnlyList<ModelInfo>> ModelsAsync()
    {
        try
        {
            await using var child = Child.Start("node", this, ["models", "--json"]);
            var json = await child.ReadToEndAsync(AnswerLimit);
            return JsonSerializer.Deserialize(json, LineJson.Default.IReadOnlyListModelInfo) ?? throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or ChildException)
        {
            var why = e is JsonException ? "it printed something else" : e.Message;
            throw new FailedException($"no list of models, {Path} models --json; {why}");
        }
    }
}
