namespace IoBench.VerifyGate;

/// <summary>Many comparisons of one kind, a line each, and how often the gate failed.</summary>
internal sealed class Trials(IReadOnlyList<string> models, int blocks)
{
    private readonly Dictionary<string, double> cpuUs = [];

    /// <param name="count">Comparisons.</param>
    /// <param name="share">Of the CPU of a message, planted in one model of each comparison by turns; 0 plants nothing.</param>
    /// <param name="most">Wrong ones that are borne.</param>
    /// <returns>1 where the bound is broken.</returns>
    internal int Run(int count, double share, int most)
    {
        var failed = 0;
        for (var at = 0; at < count; at++)
        {
            var model = models[at % models.Count];
            var trial = Trial.Of(models, blocks, model, share, share > 0 ? share * CostUs(model) : 0);
            Learn(trial);
            failed += trial.Failed ? 1 : 0;
            Console.WriteLine(trial);
        }

        if (count == 0)
            return 0;
        var wrong = share > 0 ? count - failed : failed;
        Console.WriteLine(share > 0
            ? $"{share:0 %} planted: found in {failed} of {count}, at least {count - most} wanted{(wrong > most ? ": BROKEN" : "")}"
            : $"nothing planted: failed {failed} of {count}, {most} wanted{(wrong > most ? ": BROKEN" : "")}");
        return wrong > most ? 1 : 0;
    }

    /// <summary>As the last comparison measured it; where there was none, a short one of the same with itself is made first.</summary>
    private double CostUs(string model)
    {
        if (!cpuUs.ContainsKey(model)) Learn(Trial.Of(models, blocks, model, share: 0, us: 0));
        return cpuUs[model];
    }

    private void Learn(Trial trial)
    {
        foreach (var model in models) cpuUs[model] = trial.CpuUs(model);
    }
}
