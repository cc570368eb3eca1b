using IoBench.Analysis.Kernels;
using IoBench.Results;
using IoBench.Results.Kernels;

namespace IoBench.Analysis.Tests;

public class KernelMatrixTests
{
    private static readonly MatrixPlan Plan = new()
    {
        StartedAt = DateTimeOffset.UnixEpoch, Command = "", Accelerator = Accelerators.Emulation, Sweep = ["mitigations=off"], Models = ["epoll"], Connections = [1], Seeds = 5, Parts = false,
        PayloadBytes = 64, WarmupSeconds = 0.01, WindowSeconds = 0.05, NodeSha256 = "", IoBench = "0",
        Kernels = [Image("6.12.1", KernelImage.Plain), Image("6.1.9", KernelImage.Cloud), Image("6.1.9-p", KernelImage.Plain)],
    };

    [Theory]
    [InlineData(new double[] { 100, 101, 102, 100, 101 }, new double[] { 103, 104, 105, 104, 103 }, KernelVerdict.Differs)]
    [InlineData(new double[] { 100, 101, 103, 100, 101 }, new double[] { 103, 104, 105, 104, 103 }, KernelVerdict.NoDifferenceShown)]
    [InlineData(new double[] { 1000, 1001, 1000, 1001, 1000 }, new double[] { 1009, 1010, 1009, 1009, 1010 }, KernelVerdict.NoDifferenceShown)]
    [InlineData(new double[] { 100, 100, 100, 100 }, new double[] { 200, 200, 200, 200, 200 }, KernelVerdict.TooFewBoots)]
    [InlineData(new double[] { }, new double[] { 200, 200, 200, 200, 200 }, KernelVerdict.None)]
    public void A_difference_takes_ranges_that_lie_apart_a_margin_and_five_boots(double[] values, double[] reference, KernelVerdict verdict)
    {
        Assert.Equal(verdict, KernelCell.Judge(values, reference));
        Assert.Equal(verdict, KernelCell.Judge(reference, values));
    }

    [Fact]
    public void Kernels_stand_by_age_and_are_held_against_the_oldest_options_against_their_own_kernel()
    {
        var summary = KernelMatrixSummary.Of(Matrix(static j => 100 + j.Seed));

        Assert.Equal(["6.1.9-p", "6.1.9-p mitigations=off", "6.1.9", "6.1.9 mitigations=off", "6.12.1", "6.12.1 mitigations=off"], summary.Columns.Select(static c => c.Name));
        Assert.Equal([null, 0, 0, 2, 0, 4], summary.Columns.Select(static c => c.Reference));
        Assert.Equal(0, summary.Missing);
        Assert.Equal((103, 101, 105), (summary.Cells[0].Centre, summary.Cells[0].Low, summary.Cells[0].High));
        Assert.All(summary.Cells.Skip(1), static c => Assert.Equal((1, KernelVerdict.NoDifferenceShown), (c.Ratio, c.Verdict)));
    }

    [Fact]
    public void A_boot_whose_load_found_something_wrong_counts_in_no_figure()
    {
        var matrix = Matrix(static j => j.Seed == 3 ? 9000 : 100);
        var summary = KernelMatrixSummary.Of(matrix with
        {
            Jobs = [.. matrix.Jobs.Select(static j => j.Job.Seed == 3 ? j with { Figures = [j.Figures[0] with { Verdict = Verdict.Because("a byte was wrong") }] } : j)],
        });

        Assert.All(summary.Cells, static c => Assert.Equal((4, 100, "a byte was wrong"), (c.Values.Count, c.High, Assert.Single(c.Doubts))));
        Assert.Equal(KernelVerdict.TooFewBoots, summary.Cells[^1].Verdict);
    }

    [Fact]
    public void Jobs_of_another_accelerator_are_never_compared()
    {
        var matrix = Matrix(static _ => 100);

        var error = Assert.Throws<BadInputException>(() => KernelMatrixSummary.Of(matrix with { Jobs = [.. matrix.Jobs.Skip(1), matrix.Jobs[0] with { Accelerator = Accelerators.Kvm, Unit = Accelerators.Unit(Accelerators.Kvm) }] }));

        Assert.StartsWith("job 1 counts guest nanoseconds per echo under kvm, the matrix guest instructions per echo under tcg", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_parts_and_the_rest_add_up_to_what_the_echo_moved_by()
    {
        var matrix = Matrix(static _ => 100);
        var summary = KernelMatrixSummary.Of(matrix with { Jobs = [.. matrix.Jobs.Select(static j => j with { Anatomies = [Anatomy(j.Job.Kernel == "6.12.1" ? 900 : 1000)] })] });

        var move = Assert.Single(KernelMove.Of(summary, 4, 0));

        Assert.Equal((-100, -100, 0), (move.Shares[EchoShare.Write], move.Echo, move.Rest));
        Assert.Equal(move.Echo, move.Shares.Values.Sum() + move.Rest);
        Assert.Equal([EchoShare.Write], KernelMove.SharesIn([move]));
        // 1000 + 200 + 50 + 30 of parts, 40 of them stamps; the client's loop takes 10 more.
        Assert.Equal((1250, 10), (summary.Parts[0].Plain, summary.Parts[0].Remainder));
    }

    [Theory]
    [InlineData("send", PartKind.Copying, EchoShare.Write)]
    [InlineData("recv", PartKind.Copying, EchoShare.Read)]
    [InlineData("recv (EAGAIN)", PartKind.Other, EchoShare.Read)]
    [InlineData("epoll_wait returns", PartKind.WakeUp, EchoShare.WaitAndWake)]
    [InlineData("futex (wake)", PartKind.HandOver, EchoShare.WaitAndWake)]
    [InlineData("sigtimedwait returns", PartKind.WakeUp, EchoShare.Signal)]
    [InlineData("io_uring_enter (send)", PartKind.Copying, EchoShare.Completion)]
    [InlineData("io_uring_enter returns", PartKind.WakeUp, EchoShare.Completion)]
    [InlineData("aio_write", PartKind.Copying, EchoShare.Completion)]
    [InlineData("written elsewhere", PartKind.Unseen, EchoShare.Completion)]
    [InlineData("user space", PartKind.Handling, EchoShare.UserSpace)]
    public void Every_stretch_is_charged_to_one_part(string name, PartKind kind, EchoShare share) => Assert.Equal(share, KernelParts.ShareOf(Part(name, kind, 1)));

    [Fact]
    public void A_signal_that_tells_of_a_completion_is_charged_to_it()
    {
        var matrix = Matrix(static _ => 100);
        var echo = Anatomy(1000);
        EchoPart[] parts = [.. echo.Parts, Part("sigtimedwait returns", PartKind.WakeUp, 70)];

        Assert.Equal((70, 0), Shares(parts));
        Assert.Equal((0, 72), Shares([.. parts, Part("aio_write", PartKind.Copying, 2)]));

        (double Signal, double Completion) Shares(EchoPart[] of)
        {
            var shares = KernelMatrixSummary.Of(matrix with { Jobs = [.. matrix.Jobs.Select(j => j with { Anatomies = [echo with { Parts = of }] })] }).Parts[0].Shares;
            return (shares[EchoShare.Signal], shares[EchoShare.Completion]);
        }
    }

    [Fact]
    public void A_series_tells_which_update_moved_a_model_and_how_far_the_others_drifted()
    {
        string[] releases = ["6.1.1", "6.1.2", "6.1.3", "6.12.1", "6.12.2"];
        double[] centres = [1000, 1004, 1006, 900, 900];
        var plan = Plan with { Sweep = [], Kernels = [.. releases.Select(static r => Image(r, KernelImage.Plain)), Image("6.1.1-rt", KernelImage.Realtime)] };

        var summary = KernelMatrixSummary.Of(Matrix(j => j.Kernel == "6.1.1-rt" ? 2000 : centres[Array.IndexOf(releases, j.Kernel)], plan));

        // The realtime kernel stands between, and is no step of the plain ones; one is no series.
        Assert.Equal([(0, 2), (2, 3), (3, 4), (4, 5)], summary.Steps.Select(static s => (s.From, s.To)));
        Assert.Equal([2], summary.Steps.Select(static (s, i) => s.Moved.Any() ? i : -1).Where(static i => i >= 0));
        Assert.Equal(900.0 / 1006, summary.Steps[2].Moved.Single().Ratio);
        Assert.Equal([(0, 3, 2, 1.006), (4, 5, 1, 1.0)], summary.Lulls.Select(static l => (l.From, l.To, l.Updates, l.Most)));
    }

    [Fact]
    public void Two_kernels_are_no_series() => Assert.Empty(KernelMatrixSummary.Of(Matrix(static _ => 100)).Steps);

    private static KernelMatrix Matrix(Func<MatrixJob, double> perEcho) => Matrix(perEcho, Plan);

    private static KernelMatrix Matrix(Func<MatrixJob, double> perEcho, MatrixPlan plan) => new()
    {
        Plan = plan,
        Jobs = [.. MatrixJobs.Of(plan).Select(j => new MatrixJobResult
        {
            Job = j, Accelerator = Plan.Accelerator, Unit = Accelerators.Unit(Plan.Accelerator), Qemu = "9", CpuModel = "max", Skipped = [], ElapsedSeconds = 1,
            Guest = new GuestFacts { Release = j.Kernel, Version = "", CommandLine = "", ClockSource = "tsc", Mitigations = new Dictionary<string, string>() },
            Figures = [new MatrixFigure { Model = "epoll", Connections = 1, PerEcho = perEcho(j), Echoes = 1000, Verdict = Verdict.Good }],
        })],
    };

    private static ModelAnatomy Anatomy(double send)
    {
        EchoPart[] parts = [Part("send", PartKind.Copying, send), Part("epoll_wait returns", PartKind.WakeUp, 200), Part("user space", PartKind.Handling, 50), Part("recv", PartKind.Copying, 30)];
        var plain = Spread(send + 250);
        return new ModelAnatomy
        {
            Model = "epoll", CallsCounted = ModelInfo.All, Echoes = 60, OfThisShape = 60, RoundTripNs = plain, OfThisShapeNs = plain, PlainRoundTripNs = plain, Parts = parts, SumNs = parts.Sum(static p => p.MeanNs),
            AddedNs = Spread(40), StampsPerEcho = 7, StampCostNs = 6, Lanes = [], ShownRoundTripNs = 0,
        };
    }

    private static EchoPart Part(string name, PartKind kind, double mean) => new() { Name = name, Kind = kind, Lane = "server", MeanNs = mean, SpreadNs = Spread(mean) };

    private static SpreadNs Spread(double value) => new(value, value, value, value, value);

    private static KernelImage Image(string name, string variant) => new() { Name = name, Variant = variant, File = name, Sha256 = name };
}
