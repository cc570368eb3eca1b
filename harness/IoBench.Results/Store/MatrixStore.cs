using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IoBench.Results.Kernels;

namespace IoBench.Results.Store;

/// <summary>
/// A matrix in its folder: the plan, and a file for each job that is done. A file is renamed into place, so it is whole or absent, and
/// any number of machines may share the folder: no two write the same file, unless they did the same job.
/// </summary>
public sealed class MatrixStore
{
    private const string PlanName = "plan.json", JobsName = "jobs";

    private readonly string _folder;

    private MatrixStore(string folder, MatrixPlan plan) => (_folder, Plan) = (folder, plan);

    public MatrixPlan Plan { get; }

    /// <summary>Whether a folder holds a matrix, done or not.</summary>
    public static bool IsMatrix(string folder) => File.Exists(Path.Combine(folder, PlanName)) && Directory.Exists(Path.Combine(folder, JobsName));

    /// <summary>A matrix as it stands, to be read.</summary>
    /// <exception cref="BadInputException">Its plan is damaged, or of a newer schema.</exception>
    public static MatrixStore Of(string folder)
    {
        var file = Path.Combine(folder, PlanName);
        var plan = Read(file, FileJson.Default.MatrixPlan);
        return plan.SchemaVersion <= Schema.Version
            ? new MatrixStore(folder, plan)
            : throw new BadInputException($"results of schema {plan.SchemaVersion}", file, $"this IoBench reads up to {Schema.Version}, take a newer one");
    }

    /// <summary>Begins a matrix, or goes on with one that was asked for by the same plan.</summary>
    /// <exception cref="BadInputException">The folder holds something else, or a matrix of another plan.</exception>
    public static MatrixStore Open(string folder, MatrixPlan plan)
    {
        try
        {
            if (IsMatrix(folder))
            {
                var there = Of(folder);
                return Misfit(there.Plan, plan) is { } misfit
                    ? throw new BadInputException($"the folder holds a matrix of {misfit}", folder, "ask the same as its plan.json says, or name a new folder with --out")
                    : there;
            }

            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(static e => Path.GetFileName(e) is not (JobsName or PlanName)))
                throw new BadInputException("the results folder is not empty", folder, "name a new one, nothing is overwritten");
            Directory.CreateDirectory(Path.Combine(folder, JobsName));
            Write(Path.Combine(folder, PlanName), plan, FileJson.Default.MatrixPlan);
            return new MatrixStore(folder, plan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("the results folder cannot be written", folder, $"choose another with --out ({e.Message})");
        }
    }

    /// <summary>Null where it is not done.</summary>
    /// <exception cref="BadInputException">Its file is damaged, or of another job or accelerator.</exception>
    public MatrixJobResult? Find(MatrixJob job)
    {
        var file = FileOf(job);
        if (!File.Exists(file))
            return null;
        var result = Read(file, FileJson.Default.MatrixJobResult);
        return result.Job == job && result.Accelerator == Plan.Accelerator
            ? result
            : throw new BadInputException("this is the result of another job", file, "remove it, and the job is done again");
    }

    public void Keep(MatrixJobResult result) => Write(FileOf(result.Job), result, FileJson.Default.MatrixJobResult);

    /// <summary>All that is done.</summary>
    public KernelMatrix Read() => new() { Plan = Plan, Jobs = [.. MatrixJobs.Of(Plan).Select(Find).OfType<MatrixJobResult>()] };

    /// <summary>What differs, of that which results depend on.</summary>
    private static string? Misfit(MatrixPlan there, MatrixPlan asked) =>
        there.Accelerator != asked.Accelerator ? "another accelerator"
        : !there.Kernels.Select(static k => (k.Name, k.Sha256)).SequenceEqual(asked.Kernels.Select(static k => (k.Name, k.Sha256))) ? "other kernels"
        : !there.Sweep.SequenceEqual(asked.Sweep) ? "other options (--sweep)"
        : !there.Models.SequenceEqual(asked.Models) ? "other models"
        : !there.Connections.SequenceEqual(asked.Connections) ? "other connections"
        : there.Seeds != asked.Seeds ? "another number of seeds"
        : there.Parts != asked.Parts ? "another --parts"
        : (there.PayloadBytes, there.WarmupSeconds, there.WindowSeconds) != (asked.PayloadBytes, asked.WarmupSeconds, asked.WindowSeconds) ? "another load"
        : there.NodeSha256 != asked.NodeSha256 ? "another build of the node"
        : null;

    private string FileOf(MatrixJob job) => Path.Combine(_folder, JobsName, string.Create(CultureInfo.InvariantCulture, $"{job.Number:0000}.json"));

    private static T Read<T>(string file, JsonTypeInfo<T> type) => JsonFile.Read(file, type, static why => $"remove it ({why})");

    private static void Write<T>(string file, T content, JsonTypeInfo<T> type)
    {
        // A name of its own: two machines may do the same job.
        var draft = $"{file}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(content, type));
        File.Move(draft, file, overwrite: true);
    }
}
