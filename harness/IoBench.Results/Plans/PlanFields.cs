using System.Globalization;
using System.Text.Json;

namespace IoBench.Results.Plans;

/// <summary>The fields of one object of a plan, read by name; whatever is wrong is said with its file, line and field.</summary>
internal sealed class PlanFields
{
    private readonly PlanNode _node;
    private readonly string _file;

    public PlanFields(PlanNode node, string file, params IReadOnlyCollection<string> known)
    {
        _node = node;
        _file = file;
        if (node.Kind != JsonTokenType.StartObject)
            throw Wrong("is not an object", node, "write it as { ... }");

        var seen = new HashSet<string>();
        foreach (var (name, value) in node.Members)
        {
            if (!known.Contains(name))
                throw Wrong("is an unknown field", value, Nearest.Mend(name, known));
            if (!seen.Add(name))
                throw Wrong("is given twice", value, "keep one");
        }
    }

    public string Text(string name)
    {
        var node = Required(name);
        return node.Kind == JsonTokenType.String && node.Text!.Trim().Length > 0
            ? node.Text
            : throw Wrong("is not a text", node, "write some words in quotes");
    }

    public bool Flag(string name) => Find(name) switch
    {
        null or { Kind: JsonTokenType.False } => false,
        { Kind: JsonTokenType.True } => true,
        var node => throw Wrong("is not a truth value", node, "write true or false"),
    };

    public int Count(string name, int least = 1) => Count(Required(name), least);

    public int Count(string name, int least, int otherwise) => Find(name) is { } node ? Count(node, least) : otherwise;

    public double Seconds(string name, bool zeroAllowed)
    {
        var node = Required(name);
        if (node.Kind == JsonTokenType.Number
            && double.TryParse(node.Text, CultureInfo.InvariantCulture, out var seconds)
            && double.IsFinite(seconds)
            && (seconds > 0 || (zeroAllowed && seconds == 0)))
            return seconds;
        throw Wrong("is not a time in seconds", node, zeroAllowed ? "write a number of at least 0" : "write a number above 0");
    }

    public IReadOnlyList<int> Counts(string name, int least, params IReadOnlyList<int> otherwise) =>
        Find(name) is { } list ? Distinct(list, item => Count(item, least)) : otherwise;

    public IReadOnlyList<int> Counts(string name, int least, int most, int otherwise) =>
        Find(name) is { } list ? Distinct(list, item => Count(item, least, most)) : [otherwise];

    public IReadOnlyList<int> RequiredCounts(string name, int least) => Distinct(Required(name), item => Count(item, least));

    /// <summary>Numbers above 0, none above <paramref name="most"/>; none at all where the field is missing.</summary>
    public IReadOnlyList<double> Numbers(string name, double most, string what, string mend) =>
        Find(name) is { } list ? Distinct(list, item => Number(item, most, what, mend)) : [];

    public bool Has(string name) => Find(name) is not null;

    /// <summary>Words out of a few known ones.</summary>
    public IReadOnlyList<string> Choices(string name, string kind, IReadOnlyCollection<string> known, string otherwise) =>
        Find(name) is { } list ? Distinct(list, item => Name(item, known, kind)) : [otherwise];

    /// <summary>Words that have a form of their own.</summary>
    /// <param name="name">Of the field.</param>
    /// <param name="parse">A word as it is written from then on; throws a FormatException that says what is wrong with it.</param>
    /// <param name="otherwise">The only value where the field is missing.</param>
    public IReadOnlyList<string> Parsed(string name, Func<string, string> parse, string otherwise) =>
        Find(name) is { } list ? Distinct(list, item => Parsed(item, parse)) : [otherwise];

    public IReadOnlyList<string> Names(string name, IReadOnlyCollection<string> known) =>
        Distinct(Required(name), item => Name(item, known));

    public string Name(string name, IReadOnlyCollection<string> known) => Name(Required(name), known);

    public PlanNode Required(string name) =>
        Find(name) ?? throw new BadInputException($"missing field '{Path(name)}'", $"{_file}:{_node.Line}", "add it");

    public PlanNode RequiredList(string name) => List(Required(name));

    /// <summary>An error about the value of a field that stands there.</summary>
    public BadInputException Wrong(string what, PlanNode node, string mend) =>
        new($"{(node.Path.Length == 0 ? "the plan" : $"'{node.Path}'")} {what}", $"{_file}:{node.Line}", mend);

    private PlanNode? Find(string name) => _node.Members.FirstOrDefault(member => member.Name == name).Value;

    private string Path(string name) => _node.Path.Length == 0 ? name : $"{_node.Path}.{name}";

    private int Count(PlanNode node, int least) =>
        node.Kind == JsonTokenType.Number
        && int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
        && count >= least
            ? count
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"is not a whole number of at least {least}"), node, "correct it");

    private int Count(PlanNode node, int least, int most) =>
        node.Kind == JsonTokenType.Number
        && int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
        && count >= least && count <= most
            ? count
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"is not a whole number from {least} to {most}"), node, "correct it");

    private double Number(PlanNode node, double most, string what, string mend) =>
        node.Kind == JsonTokenType.Number
        && double.TryParse(node.Text, CultureInfo.InvariantCulture, out var number)
        && number > 0 && number <= most
            ? number
            : throw Wrong(what, node, mend);

    private string Name(PlanNode node, IReadOnlyCollection<string> known, string kind = "model")
    {
        if (node.Kind != JsonTokenType.String)
            throw Wrong("is not a name", node, "write it in quotes");
        return known.Contains(node.Text!)
            ? node.Text!
            : throw Wrong($"is an unknown {kind} '{node.Text}'", node, Nearest.Mend(node.Text!, known));
    }

    private string Parsed(PlanNode node, Func<string, string> parse)
    {
        if (node.Kind != JsonTokenType.String)
            throw Wrong("is not a text", node, "write it in quotes");
        try
        {
            return parse(node.Text!);
        }
        catch (FormatException e)
        {
            throw Wrong("cannot be read", node, e.Message);
        }
    }

    private List<T> Distinct<T>(PlanNode list, Func<PlanNode, T> read)
    {
        var values = new List<T>();
        foreach (var item in List(list).Items)
        {
            var value = read(item);
            if (values.Contains(value))
                throw Wrong($"repeats {value}", item, "leave it out");
            values.Add(value);
        }

        return values;
    }

    private PlanNode List(PlanNode node) => node switch
    {
        { Kind: not JsonTokenType.StartArray } => throw Wrong("is not a list", node, "write it as [ ... ]"),
        { Items.Count: 0 } => throw Wrong("is an empty list", node, "name at least one value"),
        _ => node,
    };
}
