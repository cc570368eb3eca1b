namespace IoBench.Results;

/// <summary>The mend of a name that nobody knows: the known one that was probably meant, else all of them.</summary>
public static class Nearest
{
    public static string Mend(string name, IReadOnlyCollection<string> known)
    {
        var nearest = known.MinBy(candidate => Distance(name, candidate));
        return nearest is not null && Distance(name, nearest) <= Math.Max(1, name.Length / 3)
            ? $"did you mean '{nearest}'?"
            : $"known: {string.Join(", ", known)}";
    }

    /// <summary>Levenshtein's distance, where swapping two neighbours counts once: the commonest slip of a typist.</summary>
    private static int Distance(string from, string to)
    {
        var cost = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                var same = from[i - 1] == to[j - 1];
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[from.Length, to.Length];
    }
}
