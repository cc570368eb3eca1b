namespace IoBench.Analysis.Anatomy;

/// <summary>One thread of a process as /proc tells of it: counters since its start.</summary>
public sealed record ThreadTicks(int Thread, string Name, long CpuNs, long VoluntarySwitches);
