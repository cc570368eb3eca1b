using System.Globalization;
using System.Text;
using System.Xml;

namespace IoBench.Reporting.Export;

internal enum TestOutcome
{
    Passed,
    Failed,

    /// <summary>Nothing can be said, which is neither a pass nor a failure.</summary>
    Skipped,
}

/// <param name="Message">One line; what a list of tests shows.</param>
/// <param name="Seconds">Null where it took no time of its own.</param>
internal sealed record TestCase(string Name, TestOutcome Outcome, string Message, double? Seconds = null);

internal sealed record TestSuite(string Name, DateTimeOffset? StartedAt, IReadOnlyList<TestCase> Cases);

/// <summary>The JUnit XML that CI servers read (junit-10.xsd of Jenkins' xUnit plugin is the strictest of its dialects).</summary>
internal static class JUnitXml
{
    public static string Render(string name, IReadOnlyList<TestSuite> suites)
    {
        var buffer = new Utf8Text();
        using (var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            Attribute(xml, "name", name);
            Counts(xml, [.. suites.SelectMany(static s => s.Cases)]);
            foreach (var suite in suites)
                Suite(xml, suite);
            xml.WriteEndElement();
        }

        return buffer.ToString() + "\n";
    }

    private static void Suite(XmlWriter xml, TestSuite suite)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", suite.Name);
        Counts(xml, suite.Cases);
        Attribute(xml, "skipped", Count(suite.Cases, TestOutcome.Skipped));
        if (suite.StartedAt is { } start)
            Attribute(xml, "timestamp", start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        foreach (var test in suite.Cases)
        {
            xml.WriteStartElement("testcase");
            Attribute(xml, "name", test.Name);
            // What stands before the last dot is a package to many readers: figures with a dot would be cut there.
            Attribute(xml, "classname", suite.Name.Replace('.', '\u2024'));
            if (test.Seconds is { } seconds)
                Attribute(xml, "time", seconds.ToString("0.000", CultureInfo.InvariantCulture));
            Outcome(xml, test);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Outcome(XmlWriter xml, TestCase test)
    {
        if (test.Outcome == TestOutcome.Passed)
        {
            if (test.Message.Length > 0)
                xml.WriteElementString("system-out", Legal(test.Message));
            return;
        }

        xml.WriteStartElement(test.Outcome == TestOutcome.Failed ? "failure" : "skipped");
        Attribute(xml, "message", test.Message);
        xml.WriteEndElement();
    }

    private static void Counts(XmlWriter xml, IReadOnlyList<TestCase> cases)
    {
        Attribute(xml, "tests", cases.Count.ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "failures", Count(cases, TestOutcome.Failed));
        Attribute(xml, "errors", "0");
    }

    private static string Count(IReadOnlyList<TestCase> cases, TestOutcome outcome) => cases.Count(c => c.Outcome == outcome).ToString(CultureInfo.InvariantCulture);

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Legal(value));

    /// <summary>XML 1.0 has no way to write most control characters: they become U+FFFD.</summary>
    private static string Legal(string text)
    {
        var legal = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            legal.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
        return legal.ToString();
    }

    /// <summary>A writer that says what the file will be: UTF-8.</summary>
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    }
}
