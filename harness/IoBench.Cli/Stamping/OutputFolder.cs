using IoBench.Results;

namespace IoBench.Cli.Stamping;

/// <summary>A folder that one file is added to: a run's, or a new one.</summary>
internal static class OutputFolder
{
    /// <summary>Before anything is measured, so that nobody waits for nothing.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public static void Prepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("the folder cannot be written", folder, $"choose another with --out ({e.Message})");
        }
    }
}
