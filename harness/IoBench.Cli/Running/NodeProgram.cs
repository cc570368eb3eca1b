using System.Text.Json;
using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>The program that serves and loads. It is only ever reached as a child process and a name.</summary>
internal sealed record NodeProgram(string Path)
{
    /// <summary>Names another node than the one beside this program.</summary>
    public const string Override = "IOBENCH_NODE";
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    /// <summary>What starts it elsewhere; null starts it here.</summary>
    public Prefix? Prefix { get; private init; }

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

    /// <summary>The same program behind a prefix.</summary>
    /// <param name="path">Where it stands on the other side; null for the same path as here.</param>
    /// <param name="option">Where the path was given, for the error.</param>
    /// <exception cref="BadInputException">The path would not come through a remote shell as it is.</exception>
    public NodeProgram Behind(Prefix? prefix, string? path, string option)
    {
        var there = this with { Path = path ?? Path, Prefix = prefix };
        return prefix is null || ShellWords.IsSafe(there.Path)
            ? there
            : throw new BadInputException($"'{there.Path}' holds what a remote shell would take apart", option, "name a path without blanks and such letters");
    }

    /// <summary>The whole command line: prefix, program, arguments.</summary>
    /// <exception cref="ArgumentException">An argument that would not come through a remote shell as it is: a mistake of the caller.</exception>
    public IReadOnlyList<string> Command(IReadOnlyList<string> arguments)
    {
        if (Prefix is null)
            return [Path, .. arguments];
        return arguments.FirstOrDefault(argument => !ShellWords.IsSafe(argument)) is { } unsafeWord
            ? throw new ArgumentException($"'{unsafeWord}' holds what a remote shell would take apart")
            : [.. Prefix.Words, Path, .. arguments];
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
            throw new FailedException($"no list of models, {string.Join(' ', Command(["models", "--json"]))}; {why}");
        }
    }
}
