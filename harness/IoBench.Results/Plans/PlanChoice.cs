namespace IoBench.Results.Plans;

/// <summary>A plan with the options of the command line applied; the result is what the manifest keeps.</summary>
public static class PlanChoice
{
    /// <summary>Leaves only these models in. Where the plan's baseline is not among them, the first one named takes its place.</summary>
    public static Plan WithModels(Plan plan, IReadOnlyList<string> models)
    {
        var planned = plan.Sweeps.SelectMany(sweep => sweep.Models).Distinct().ToList();
        if (models.FirstOrDefault(model => !planned.Contains(model)) is { } stranger)
            throw new BadInputException($"plan '{plan.Name}' measures no model '{stranger}'", "--models", Nearest.Mend(stranger, planned));

        var baseline = models.Contains(plan.Baseline) ? plan.Baseline : models[0];
        var sweeps = plan.Sweeps
            .Where(sweep => sweep.Models.Contains(baseline))
            .Select(sweep => sweep with { Models = [.. sweep.Models.Where(models.Contains)] })
            .ToList();
        return sweeps.Any(sweep => sweep.Covers(plan.Headline))
            ? plan with { Baseline = baseline, Sweeps = sweeps }
            : throw new BadInputException(
                $"no sweep is left that measures the headline of plan '{plan.Name}'", "--models", $"add '{plan.Baseline}'");
    }
}
