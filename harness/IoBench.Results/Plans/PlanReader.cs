using System.Buffers;
using System.Text.Json;

namespace IoBench.Results.Plans;

/// <summary>The text of a plan to a <see cref="Plan"/> that can run, or to one line that says what is wrong with it.</summary>
public static class PlanReader
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>What the load takes.</summary>
    private const double MostPerSecond = 5e7;

    /// <exception cref="BadInputException">The file cannot be read, or is not a plan.</exception>
    public static Plan Read(string file, IReadOnlyCollection<string> models)
    {
        try
        {
            return Parse(File.ReadAllBytes(file), file, models);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException("no such plan", file, "name quick, ci, full, work, tasks, or a file that exists");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("the plan cannot be read", file, e.Message);
        }
    }

    /// <param name="json">The plan's text.</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="models">Names of the models that exist, whether they run here or not.</param>
    /// <exception cref="BadInputException">It is not a plan.</exception>
    public static Plan Parse(ReadOnlySpan<byte> json, string file, IReadOnlyCollection<string> models)
    {
        PlanNode root;
        try
        {
            root = PlanNode.Parse(json);
        }
        catch (JsonException e)
        {
            var why = e.Message.Split(". LineNumber")[0].TrimEnd('.');
            throw new BadInputException("the plan is not JSON", $"{file}:{e.LineNumber + 1}", why);
        }

        var fields = new PlanFields(
            root, file,
            "schemaVersion", "name", "description", "blocks", "warmupSeconds", "windowSeconds", "baseline", "headline", "sweeps", "calibrations", "anatomy", "paced");
        if (fields.Count("schemaVersion") != Schema.Version)
            throw fields.Wrong("is not a version that this IoBench reads", fields.Required("schemaVersion"), $"write {Schema.Version}");

        var plan = new Plan
        {
            SchemaVersion = Schema.Version,
            Name = FolderName(fields),
            Description = fields.Text("description"),
            Blocks = fields.Count("blocks"),
            WarmupSeconds = fields.Seconds("warmupSeconds", zeroAllowed: true),
            WindowSeconds = fields.Seconds("windowSeconds", zeroAllowed: false),
            Baseline = fields.Name("baseline", models),
            Headline = Headline(fields.Required("headline"), file),
            Sweeps = [.. fields.RequiredList("sweeps").Items.Select(sweep => Sweep(sweep, file, models))],
            Calibrations = Calibrations(fields),
            Anatomy = fields.Flag("anatomy"),
            Paced = fields.Flag("paced"),
        };
        CheckBaseline(plan, fields);
        CheckHeadline(plan, fields);
        return plan;
    }

    // The name becomes part of the results folder's.
    private static string FolderName(PlanFields fields)
    {
        var name = fields.Text("name");
        return name.AsSpan().ContainsAnyExcept(NameCharacters)
            ? throw fields.Wrong("is not fit for a folder's name", fields.Required("name"), "use a-z, 0-9 and '-'")
            : name;
    }

    // The median of an even number would be a rate that nobody measured.
    private static int Calibrations(PlanFields fields) =>
        fields.Count("calibrations", least: 1, otherwise: Plan.DefaultCalibrations) is var times && times % 2 == 1
            ? times
            : throw fields.Wrong("is even, and the median counts", fields.Required("calibrations"), "write an odd number");

    private static Headline Headline(PlanNode node, string file)
    {
        var fields = new PlanFields(node, file, "connections", "payloadBytes", "depth", "idle");
        return new Headline
        {
            Connections = fields.Count("connections"),
            PayloadBytes = fields.Count("payloadBytes"),
            Depth = fields.Count("depth", least: 1, otherwise: 1),
            Idle = fields.Count("idle", least: 0, otherwise: 0),
        };
    }

    private static Sweep Sweep(PlanNode node, string file, IReadOnlyCollection<string> models)
    {
        var fields = new PlanFields(
            node, file,
            "name", "models", "aa", "connections", "idle", "payloadBytes", "depth", "threads", "processes",
            "loads", "equalLoads", "rates", "engines", "churn", "work", "blocks");
        CheckLoads(fields, node);
        return new Sweep
        {
            Name = fields.Text("name"),
            Models = fields.Names("models", models),
            Aa = fields.Flag("aa"),
            Connections = fields.RequiredCounts("connections", least: 1),
            Idle = fields.Counts("idle", least: 0, otherwise: 0),
            PayloadBytes = fields.Counts("payloadBytes", least: 1, otherwise: 64),
            Depth = fields.Counts("depth", least: 1, otherwise: 1),
            Threads = fields.Counts("threads", least: 0, otherwise: 0),
            Processes = fields.Counts("processes", least: 1, most: Cell.MostProcesses, otherwise: 1),
            Loads = Shares(fields, "loads"),
            EqualLoads = Shares(fields, "equalLoads"),
            Rates = fields.Numbers("rates", MostPerSecond, "is not a rate in messages a second", "write a number above 0, at most 50000000"),
            Engines = fields.Choices("engines", "engine", [Cell.EpollEngine, Cell.UringEngine], otherwise: Cell.EpollEngine),
            Churn = fields.Counts("churn", least: 0, otherwise: 0),
            Work = fields.Parsed("work", static text => CellWork.Parse(text)?.ToString() ?? CellWork.None, otherwise: CellWork.None),
            Blocks = fields.Has("blocks") ? fields.Count("blocks") : null,
        };
    }

    /// <summary>Twice the capacity is overload enough for anyone; a percentage by mistake is beyond it.</summary>
    private static IReadOnlyList<double> Shares(PlanFields fields, string name) =>
        fields.Numbers(name, most: 2, "is not a share of the capacity", "write a number above 0, at most 2 (0.8 is 80 %)");

    private static void CheckLoads(PlanFields fields, PlanNode sweep)
    {
        var share = fields.Has("loads") ? "loads" : "equalLoads";
        if (fields.Has(share) && fields.Has("rates"))
            throw fields.Wrong($"gives both 'rates' and '{share}'", sweep, "keep one, or make two sweeps");
    }

    private static void CheckBaseline(Plan plan, PlanFields fields)
    {
        foreach (var (sweep, node) in plan.Sweeps.Zip(fields.Required("sweeps").Items))
        {
            if (!sweep.Models.Contains(plan.Baseline))
                throw fields.Wrong($"lacks the baseline '{plan.Baseline}'", node, "add it to its models, or name another baseline");
        }
    }

    private static void CheckHeadline(Plan plan, PlanFields fields)
    {
        if (!plan.Sweeps.Any(sweep => sweep.Covers(plan.Headline)))
            throw fields.Wrong("is a load that no sweep measures", fields.Required("headline"), "choose one that a closed-loop sweep has");
    }
}
