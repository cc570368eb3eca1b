namespace IoBench.Analysis;

/// <summary>Two models at one place of an axis, block by block.</summary>
/// <param name="Position">As <see cref="Axis.Position"/>.</param>
/// <param name="LogRatios">Logarithm of one over the other, by block.</param>
public readonly record struct RatioAt(double Position, IReadOnlyDictionary<int, double> LogRatios);

/// <summary>A part of an axis over which one statement holds.</summary>
public readonly record struct Reach<T>(T What, double From, double To);

/// <summary>
/// The ratio of two models along an axis. Between measured places each block's logarithm is taken as a straight line, so that at every
/// place of the axis there is a value for each block, and what can be told there is told as everywhere: by the Hodges-Lehmann centre
/// and its exact signed-rank interval. The places whose interval has 1 in it are those at which the ratio may be 1; that is the test
/// turned round, as Fieller (1954) did for the ratio of two means, so its confidence is the interval's own.
/// </summary>
public sealed class RatioCurve
{
    /// <summary>Places tried on each stretch between two measured ones, before the ends of a reach are closed in on.</summary>
    private const int Steps = 8;

    /// <summary>On the axis's logarithm, and far below what any figure shows.</summary>
    private const double Resolution = 1e-6;

    private readonly List<Stretch> _stretches = [];

    /// <param name="places">By position, each once.</param>
    public RatioCurve(IReadOnlyList<RatioAt> places)
    {
        for (var i = 1; i < places.Count; i++)
        {
            // A block that lacks one end of a stretch says nothing about it, and all about the others.
            var blocks = places[i - 1].LogRatios.Keys.Where(places[i].LogRatios.ContainsKey).Order().ToList();
            if (blocks.Count > 0)
                _stretches.Add(new Stretch(
                    places[i - 1].Position, places[i].Position,
                    [.. blocks.Select(b => places[i - 1].LogRatios[b])], [.. blocks.Select(b => places[i].LogRatios[b])]));
        }
    }

    /// <summary>The most blocks behind any place; 0 where no two neighbours share one.</summary>
    public int MostBlocks => _stretches.Count == 0 ? 0 : _stretches.Max(static s => s.Left.Length);

    /// <summary>Which statement holds where, from left to right, as far as neighbours share a block.</summary>
    /// <param name="what">Of the values at a place, logarithms of the ratio.</param>
    public IReadOnlyList<Reach<T>> Reaches<T>(Func<HodgesLehmann, T> what)
        where T : struct
    {
        var reaches = new List<Reach<T>>();
        foreach (var stretch in _stretches)
        {
            var (at, here) = (0.0, what(stretch.At(0)));
            Add(here, stretch.From, stretch.From);
            for (var step = 1; step <= Steps; step++)
            {
                var (next, there) = (step / (double)Steps, what(stretch.At(step / (double)Steps)));
                CloseIn(stretch, at, here, next, there);
                (at, here) = (next, there);
            }
        }

        return reaches;

        void CloseIn(Stretch stretch, double from, T here, double to, T there)
        {
            if (Same(here, there) || (to - from) * (stretch.To - stretch.From) < Resolution)
            {
                Add(here, stretch.Position(from), stretch.Position(Same(here, there) ? to : (from + to) / 2));
                if (!Same(here, there))
                    Add(there, stretch.Position((from + to) / 2), stretch.Position(to));
                return;
            }

            var (middle, between) = ((from + to) / 2, what(stretch.At((from + to) / 2)));
            CloseIn(stretch, from, here, middle, between);
            CloseIn(stretch, middle, between, to, there);
        }

        static bool Same(T one, T other) => EqualityComparer<T>.Default.Equals(one, other);

        void Add(T statement, double from, double to)
        {
            if (reaches.Count > 0 && Same(reaches[^1].What, statement))
                reaches[^1] = reaches[^1] with { To = to };
            else
                reaches.Add(new Reach<T>(statement, from, to));
        }
    }

    private sealed record Stretch(double From, double To, double[] Left, double[] Right)
    {
        public HodgesLehmann At(double part) => new([.. Left.Zip(Right, (a, b) => a + part * (b - a))]);

        public double Position(double part) => From + part * (To - From);
    }
}
