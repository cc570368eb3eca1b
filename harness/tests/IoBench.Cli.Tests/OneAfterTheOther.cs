using Xunit.Sdk;
using Xunit.v3;

// Nearly all of these tests start processes, count their own children and set time limits: one that ran beside them would be
// counted by them. A rule for each class was forgotten twice; this one cannot be.
[assembly: Parallelization(Mode = ParallelMode.None)]
