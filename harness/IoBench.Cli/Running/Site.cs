using IoBench.Cli.Machine;
using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>Where one end of a run stands.</summary>
/// <param name="Prefix">What leads there; null for here.</param>
/// <param name="BootId">Equal boot ids are one kernel.</param>
/// <param name="Cpus">CPUs that a process may use there.</param>
internal sealed record Site(Prefix? Prefix, string? BootId, IReadOnlyList<int> Cpus)
{
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id", StatusFile = "/proc/self/status";
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);

    public static Site Here(RunEnvironment environment) => new(null, environment.BootId, environment.Cpus);

    /// <summary>Asks through the prefix; without one this is here.</summary>
    /// <exception cref="FailedException">The prefix leads nowhere, or not to a Linux with cat(1).</exception>
    public static async Task<Site> OfAsync(Prefix? prefix, RunEnvironment here)
    {
        if (prefix is null)
            return Here(here);

        var cat = new NodeProgram("cat").Behind(prefix, null, "cat");
        string[] files = [BootIdFile, StatusFile];
        try
        {
            await using var child = Child.Start("it", cat, files);
            return Of(prefix, await child.ReadToEndAsync(AnswerLimit))
                ?? throw new ChildException("it printed something else");
        }
        catch (ChildException e)
        {
            throw new FailedException($"no answer, {string.Join(' ', cat.Command(files))}; {e.Message}");
        }
    }

    /// <summary>A boot id's line, then /proc/self/status; null when it is something else.</summary>
    public static Site? Of(Prefix prefix, string answer)
    {
        var parts = answer.Split('\n', 2);
        return parts.Length == 2 && Guid.TryParse(parts[0], out _) && KeyedText.Value(parts[1], "Cpus_allowed_list") is { } cpus
            ? new Site(prefix, parts[0], CpuList.Parse(cpus))
            : null;
    }
}
