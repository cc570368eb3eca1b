using BenchmarkDotNet.Analysers;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Validators;

namespace IoBench.Benchmarks.Measuring;

/// <summary>Adds to each case what an operation spent beside time. It reads counters before and after the measured iterations, and nothing between.</summary>
internal sealed class SpendingDiagnoser : IDiagnoser
{
    private Spending before, spent;

    public IEnumerable<string> Ids => ["spending"];

    public IEnumerable<IExporter> Exporters => [];

    public IEnumerable<IAnalyser> Analysers => [];

    public RunMode GetRunMode(BenchmarkCase benchmarkCase) => RunMode.NoOverhead;

    public void Handle(HostSignal signal, DiagnoserActionParameters parameters)
    {
        if (signal == HostSignal.BeforeActualRun) before = Spending.Now();
        else if (signal == HostSignal.AfterActualRun) spent = Spending.Now() - before;
    }

    public IEnumerable<Metric> ProcessResults(DiagnoserResults results)
    {
        double operations = results.Measurements.Where(static m => m.Is(IterationMode.Workload, IterationStage.Actual)).Sum(static m => m.Operations);
        if (operations == 0) yield break;
        yield return new(Figure.User, spent.UserUs * 1000 / operations);
        yield return new(Figure.System, spent.SystemUs * 1000 / operations);
        yield return new(Figure.Switches, spent.Switches / operations);
        if (!double.IsNaN(spent.Calls)) yield return new(Figure.Calls, spent.Calls / operations);
    }

    public void DisplayResults(ILogger logger)
    {
    }

    public IEnumerable<ValidationError> Validate(ValidationParameters validationParameters) => [];

    /// <summary>A column of it; the identifiers are names in the JSON, and stay.</summary>
    private sealed record Figure(string Id, string DisplayName, string Legend, UnitType UnitType, string Unit, int PriorityInCategory) : IMetricDescriptor
    {
        public static readonly Figure User = new("userNs", "User", "CPU time of an operation in user space, all threads", UnitType.Time, "ns", 0);
        public static readonly Figure System = new("systemNs", "System", "CPU time of an operation in the kernel, all threads", UnitType.Time, "ns", 1);
        public static readonly Figure Switches = new("switches", "Switches", "Thread switches of an operation", UnitType.Dimensionless, "", 2);
        public static readonly Figure Calls = new("calls", "Calls", "System calls of an operation that were counted", UnitType.Dimensionless, "", 3);

        public string NumberFormat => "0.###";

        public bool TheGreaterTheBetter => false;

        public bool GetIsAvailable(Metric metric) => true;
    }
}
