using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Running;

/// <summary>
/// A fresh server and a fresh load, step by step. What is known stands when a later step fails, and both are gone when this is disposed of.
/// With a target of somebody else there is only the load: nothing is attested, and what the server costs is not known.
/// </summary>
internal sealed class Measurement : IAsyncDisposable
{
    private readonly CellTurn _turn;
    private readonly Ends _ends;
    private readonly RunManifest _manifest;
    private readonly RunnerLimits _limits;
    private readonly string? _target;
    private readonly string? _turns;
    private readonly SideServer? _side;
    private readonly Cell _served;
    private readonly string _name;
    private Child? _server;
    private Child? _load;
    private ServerReady? _ready;
    private LoadWindow? _window;
    private WindowMarks? _marks;

    /// <param name="turn">What is measured.</param>
    /// <param name="ends">Which programs.</param>
    /// <param name="manifest">The run.</param>
    /// <param name="limits">How long each step may take.</param>
    /// <param name="target">Somebody else's server; null starts one.</param>
    /// <param name="turns">Whose turn it is in a window that loads share (<c>1/2</c>); null where there is one load.</param>
    public Measurement(CellTurn turn, Ends ends, RunManifest manifest, RunnerLimits limits, string? target = null, string? turns = null)
    {
        (_turn, _ends, _manifest, _limits, _target, _turns) = (turn, ends, manifest, limits, target, turns);
        _side = ends.SideOf(turn.Cell);
        _served = _side?.Words.Served(turn.Cell) ?? turn.Cell;
        _name = turns is null ? "" : $" {turn.Cell.Side ?? turn.Cell.Label}";
    }

    public LoadReport? Load { get; private set; }

    public ServerInvocation? Server { get; private set; }

    public Verdict Verdict { get; private set; } = Verdict.Good;

    /// <summary>Starts both at the same time; the load waits for its target.</summary>
    /// <exception cref="ChildException">A program that does not start.</exception>
    public void Start()
    {
        if (_target is null)
            _server = Child.Start($"server{_name}", _side?.Node ?? _ends.Server, [.. NodeArguments.Serve(_served, _manifest.Placement, _ends.Bind), .. _side?.Words.Words ?? []]);
        _load = Child.Start(
            $"load{_name}", _ends.Load, [.. NodeArguments.Load(_served, _manifest.Plan, _manifest.Placement, Schedule.SeedOf(_manifest.Seed, _turn)), .. NodeArguments.ByTurns(_turns)]);
    }

    /// <summary>The server listens, and the load is told where.</summary>
    public async Task MeetAsync(CancellationToken cancel)
    {
        if (_server is null)
        {
            _load!.Send(_target!);
            return;
        }

        _ready = await _server.ExpectAsync("ready", LineJson.Default.ServerReady, _limits.Ready, cancel);
        WindowMarks.Rehearse(_server);
        _load!.Send(NodeArguments.Target(_ready));
    }

    /// <summary>All connections stand, of a load that waits then.</summary>
    public Task ConnectAsync(CancellationToken cancel) => _load!.ExpectAsync("connected", LineJson.Default.LoadConnected, _limits.Connect, cancel);

    /// <param name="windowNs">CLOCK_MONOTONIC at which the window opens.</param>
    public void Go(long windowNs) => _load!.Send(FormattableString.Invariant($"go {windowNs}"));

    /// <summary>It is known when the window will be, and the server is told.</summary>
    public async Task OpenAsync(CancellationToken cancel)
    {
        _window = await _load!.ExpectAsync("window", LineJson.Default.LoadWindow, _limits.Connect + WarmupLimit, cancel);
        if (_server is null)
            return;
        _marks = new WindowMarks(_server, _ready!, _window, _manifest.Plan, _limits);
        _marks.Ask(cancel);
    }

    /// <summary>The window is over and both have told what was in it.</summary>
    public async Task ReportAsync(CancellationToken cancel)
    {
        var window = TimeSpan.FromTicks(_window!.LeadNs / 100) + TimeSpan.FromSeconds(_manifest.Plan.WindowSeconds);
        var report = _load!.ExpectAsync("load", LineJson.Default.LoadReport, window + _limits.Report, cancel);
        if (_server is not null)
            await Task.WhenAny(report, _server.Ended);
        if (!report.IsCompleted && _server is { HasEnded: true })
            throw new ChildException($"server{_name} died under load{await _server.FateAsync()}");

        Load = await report;
        Verdict = Load.Verdict;
        if (_marks is null)
            return;
        Server = await _marks.AnswersAsync(cancel);
        Verdict = Verdict.And(Attestation.Of(Model, _served, Server, _window));
    }

    public async Task EndAsync(CancellationToken cancel)
    {
        if (_server is not null)
        {
            _server.Send("stop");
            await _server.ExpectAsync("stopped", LineJson.Default.ServerSnapshot, _limits.Stop, cancel);
            await ExpectEndAsync("server", _server, [ExitCode.Done], cancel);
        }

        await ExpectEndAsync("load", _load!, [ExitCode.Done, ExitCode.NotTrusted], cancel);
    }

    /// <summary>Ctrl-C reaches the children too. Their sudden end must not pass for a result before our own signal has come through.</summary>
    public static Task OurEndAsync(CancellationToken cancel) => Task.Delay(TimeSpan.FromMilliseconds(100), cancel);

    public async ValueTask DisposeAsync()
    {
        if (_load is not null)
            await _load.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    // Another build may have another signature.
    private ModelInfo Model => (_side?.Models ?? _manifest.Models).First(model => model.Name == _turn.Cell.Model);

    private TimeSpan WarmupLimit => TimeSpan.FromSeconds(NodeArguments.WarmupLimitSeconds(_manifest.Plan));

    private async Task ExpectEndAsync(string role, Child child, int[] wanted, CancellationToken cancel)
    {
        var code = await child.ExitAsync(_limits.Stop, cancel);
        if (!wanted.Contains(code))
            throw new ChildException($"{role}{_name} ended badly{await child.FateAsync()}");
    }
}
