using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Json.Schema;

namespace IoBench.Tests.Reporting;

/// <summary>The readers of exports, as strict as their specifications allow.</summary>
internal static partial class ExportReaders
{
    private static readonly Dictionary<string, JsonSchema> Schemas = new[] { "github-benchmark", "bencher", "benchmarkdotnet" }
        .ToDictionary(static name => name, static name => JsonSchema.FromText(File.ReadAllText(Schema(name + ".json"))));

    internal static JsonNode Json(string schema, string text)
    {
        var json = JsonNode.Parse(text)!;
        var result = Schemas[schema].Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(json), new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, string.Join("\n", (result.Details ?? []).Where(static d => d.Errors is not null).Take(5).Select(static d => $"{d.InstanceLocation}: {string.Join("; ", d.Errors!.Values)}")));
        return json;
    }

    internal static XDocument JUnit(string text)
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(null, Schema("junit.xsd"));
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { CheckCharacters = true });
        var document = XDocument.Load(reader);
        document.Validate(schemas, static (_, problem) => throw problem.Exception);
        foreach (var suite in document.Descendants("testsuite").Append(document.Root!))
        {
            Assert.Equal((int)suite.Attribute("tests")!, suite.Descendants("testcase").Count());
            Assert.Equal((int)suite.Attribute("failures")!, suite.Descendants("failure").Count());
        }

        return document;
    }

    /// <summary>RFC 4180, CRLF and all.</summary>
    internal static List<List<string>> Csv(string text)
    {
        List<List<string>> rows = [];
        List<string> row = [];
        var at = 0;
        while (at < text.Length)
        {
            var field = CsvField().Match(text, at);
            Assert.True(field.Success && field.Index == at, $"no field at {at}");
            row.Add(field.Value.StartsWith('"') ? field.Value[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : field.Value);
            at += field.Length;
            if (text[at] == ',')
            {
                at++;
                continue;
            }

            Assert.Equal("\r\n", text.Substring(at, 2));
            at += 2;
            rows.Add(row);
            row = [];
        }

        Assert.Empty(row);
        return rows;
    }

    internal sealed record Sample(string Family, string Type, string Name, Dictionary<string, string> Labels, double Value);

    /// <summary>The grammar of OpenMetrics 1.0, and its rules that no grammar tells: families whole and once, no sample twice, suffixes by type.</summary>
    internal static List<Sample> OpenMetrics(string text)
    {
        Assert.EndsWith("# EOF\n", text, StringComparison.Ordinal);
        List<Sample> samples = [];
        HashSet<string> families = [], seen = [];
        var (family, type) = ("", "");
        foreach (var line in text[..^"# EOF\n".Length].Split('\n').SkipLast(1))
        {
            if (Descriptor().Match(line) is { Success: true } about)
            {
                if (about.Groups["kind"].Value == "TYPE")
                {
                    (family, type) = (about.Groups["name"].Value, about.Groups["rest"].Value);
                    Assert.True(families.Add(family), $"{family} stands twice");
                    Assert.Contains(type, new[] { "gauge", "summary", "info", "stateset" });
                }

                Assert.Equal(family, about.Groups["name"].Value);
                if (about.Groups["kind"].Value == "UNIT")
                    Assert.EndsWith("_" + about.Groups["rest"].Value, family, StringComparison.Ordinal);
                continue;
            }

            var match = MetricLine().Match(line);
            Assert.True(match.Success, line);
            var name = match.Groups["name"].Value;
            Assert.Contains(name, type switch { "info" => new[] { family + "_info" }, "summary" => [family, family + "_count", family + "_sum"], _ => [family] });
            var labels = MetricLabel().Matches(match.Groups["labels"].Value).ToDictionary(static l => l.Groups["name"].Value, static l => Unescaped(l.Groups["value"].Value));
            Assert.True(seen.Add(name + string.Join(",", labels.OrderBy(static l => l.Key, StringComparer.Ordinal))), $"twice: {line}");
            samples.Add(new(family, type, name, labels, double.Parse(match.Groups["value"].Value, System.Globalization.CultureInfo.InvariantCulture)));
        }

        return samples;
    }

    private static string Unescaped(string text) => Regex.Replace(text, @"\\(.)", static m => m.Groups[1].Value switch { "n" => "\n", var c => c }, RegexOptions.Singleline);

    private static string Schema(string file) => Path.Combine(AppContext.BaseDirectory, "Schemas", file);

    [GeneratedRegex("\"(?:[^\"]|\"\")*\"|[^\",\r\n]*")]
    private static partial Regex CsvField();

    [GeneratedRegex(@"^# (?<kind>TYPE|UNIT|HELP) (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<rest>(?:[^\n""\\]|\\.)+)$")]
    private static partial Regex Descriptor();

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)\{(?<labels>(?:[a-zA-Z_][a-zA-Z0-9_]*=""(?:[^""\\\n]|\\[\\""n])*"",?)*)(?<!,)\} (?<value>[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)$")]
    private static partial Regex MetricLine();

    [GeneratedRegex(@"(?<name>[a-zA-Z_][a-zA-Z0-9_]*)=""(?<value>(?:[^""\\\n]|\\[\\""n])*)""")]
    private static partial Regex MetricLabel();
}
