using System.Globalization;
using System.Text;

namespace IoBench.Cli.Doctoring;

/// <summary>An examination for people: what was found, what it does, what mends it.</summary>
internal static class DoctorText
{
    private const int Width = 80, Indent = 17;

    public static string Render(Examination examination)
    {
        var e = examination.Environment;
        var text = new StringBuilder();
        Wrap(text, $"IoBench doctor · Linux {e.Kernel} · {e.CpuModel ?? e.Architecture} · {e.Cpus.Count} CPU{(e.Cpus.Count == 1 ? "" : "s")}", 0, 0);
        foreach (var weight in examination.Ailments.GroupBy(static a => a.Weight))
        {
            text.Append('\n').Append(' ').Append(Head(weight.Key)).Append('\n');
            foreach (var ailment in weight)
            {
                Wrap(text, $"{ailment.Name.PadRight(Indent)}{ailment.Found}", 2, Indent + 2);
                Wrap(text, ailment.Effect, Indent + 2, Indent + 2);
                // Not broken: it is there to be copied.
                if (ailment.Mend is { } mend)
                    text.Append(' ', Indent + 2).Append("> ").Append(mend).Append('\n');
            }
        }

        text.Append('\n');
        Wrap(text, Grade(examination), 1, 3);
        return text.ToString();
    }

    private static string Head(Weight weight) => weight switch
    {
        Weight.Prevents => "cannot be measured here",
        Weight.Distorts => "changes figures, or makes them scatter",
        _ => "holds for machines like this one",
    };

    private static string Grade(Examination examination) => examination switch
    {
        { Resolution: { } r } => $"grade {r.Grade}: {r.Blocks} blocks by turns tell a difference of {Percent(r.SmallestThroughput)} in throughput and of {Percent(r.SmallestCpu)} in CPU per message (found in four of five tries)",
        { Ailments.Count: 0 } => "nothing was found that would disturb a measurement; --calibrate measures what this machine can tell apart, in two minutes",
        _ => "--calibrate measures what this machine can tell apart, in two minutes",
    };

    private static string Percent(double fraction) => (100 * fraction).ToString("0.0", CultureInfo.InvariantCulture) + "\u00A0%";

    private static void Wrap(StringBuilder text, string words, int first, int rest)
    {
        var line = new string(' ', first);
        var isEmpty = true;
        foreach (var word in words.Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Width)
            {
                text.Append(line.TrimEnd()).Append('\n');
                (line, isEmpty) = (new string(' ', rest), true);
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        text.Append(line.TrimEnd()).Append('\n');
    }
}
