using IoBench.Results;

namespace IoBench.Cli;

/// <summary>The one place where a run meets the reporter, so that other verbs start without loading it.</summary>
internal static class Drawing
{
    /// <summary>Draws the report into the run's folder and prints the summary.</summary>
    public static void Draw(Run run, string folder)
    {
        foreach (var note in run.Notes)
            Console.Error.WriteLine(note);
        // Report.Write(run, folder) and TerminalSummary.Render come here.
        Console.Out.WriteLine($"{run.Manifest.Name}: {run.Invocations.Count} invocations, {Checkout.Shown(folder)}");
    }
}
