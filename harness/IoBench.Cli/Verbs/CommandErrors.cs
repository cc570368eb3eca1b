using System.CommandLine;
using System.CommandLine.Parsing;
using IoBench.Results;

namespace IoBench.Cli.Verbs;

/// <summary>What the parser found wrong, in the form of all our errors: what, where, mend.</summary>
internal static class CommandErrors
{
    /// <summary>Null when the command line is well formed.</summary>
    public static BadInputException? Of(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0)
            return null;

        var command = parsed.CommandResult.Command;
        if (command.TreatUnmatchedTokensAsErrors && parsed.UnmatchedTokens is [var stranger, ..])
            return Stranger(stranger, command);
        if (command is RootCommand)
            return new BadInputException("no verb given", "first argument", Known(command));

        var error = parsed.Errors[0];
        return error.SymbolResult switch
        {
            OptionResult { IdentifierToken: { } option } result => new BadInputException(
                result.Tokens.Count == 0 ? $"no value given for '{option.Value}'" : $"'{option.Value}' given more than once",
                command.Name, Help(command)),
            ArgumentResult { Argument.Name: var argument } => new BadInputException($"no {argument} given", command.Name, Help(command)),
            _ => new BadInputException(error.Message.TrimEnd('.'), command.Name, Help(command)),
        };
    }

    private static BadInputException Stranger(string token, Command command)
    {
        if (token.StartsWith('-'))
            return new BadInputException(
                $"unknown option '{token}'", command is RootCommand ? "before the verb" : command.Name,
                Nearest.Mend(token, [.. command.Options.Select(option => option.Name)]));
        return command is RootCommand
            ? new BadInputException($"unknown verb '{token}'", "first argument", Nearest.Mend(token, Verbs(command)))
            : new BadInputException($"too many arguments, '{token}'", command.Name, Help(command));
    }

    private static IReadOnlyList<string> Verbs(Command root) => [.. root.Subcommands.Select(verb => verb.Name)];

    private static string Known(Command root) => $"known: {string.Join(", ", Verbs(root))}; see 'iobench --help'";

    private static string Help(Command command) => $"see 'iobench {command.Name} --help'";
}
