using IoBench.Results.Plans;

namespace IoBench.Cli.Running;

/// <summary>Tells how far a run is. It is called between invocations only, and does nothing while one is measured.</summary>
internal interface IRunProgress
{
    void Begin(Turn turn);

    void Finish(Turn turn);

    /// <summary>Something that was learnt on the way, one line.</summary>
    void Tell(string line);
}
