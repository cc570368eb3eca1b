using System.Collections;
using System.Net;

namespace IoBench.Reporting.Text;

/// <summary>A name that is set apart from the sentence it stands in: a model, a file.</summary>
public sealed record Name(string Value)
{
    /// <summary>Where HTML leads from it; null leads nowhere.</summary>
    public string? Href { get; init; }
}

/// <summary>
/// A sentence is an interpolated string whose holes are figures, names and further sentences. Each output fills the holes its own
/// way; whatever came out of a record passes through one, so nothing reaches a page unescaped.
/// </summary>
public static class Prose
{
    public static string Html(FormattableString sentence) => sentence.ToString(HtmlHoles.Instance);

    public static string Markdown(FormattableString sentence) => sentence.ToString(MarkdownHoles.Instance);

    public static string Plain(FormattableString sentence) => sentence.ToString(PlainHoles.Instance);

    public static IReadOnlyList<Name> Names(IEnumerable<string> names) => [.. names.Select(static n => new Name(n))];

    private abstract class Holes : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            Name name => Emphasis(Escape(name.Value), name.Href),
            FormattableString sentence => sentence.ToString(this),
            string text => Escape(text),
            IEnumerable list => Words.List([.. list.Cast<object>().Select(item => Format(null, item, this))]),
            IFormattable value => Escape(value.ToString(format, System.Globalization.CultureInfo.InvariantCulture)),
            _ => Escape(arg?.ToString() ?? ""),
        };

        protected abstract string Escape(string text);

        protected abstract string Emphasis(string escaped, string? href);
    }

    private sealed class HtmlHoles : Holes
    {
        public static readonly HtmlHoles Instance = new();

        protected override string Escape(string text) => WebUtility.HtmlEncode(text);

        protected override string Emphasis(string escaped, string? href) => href is null ? $"<em>{escaped}</em>" : $"<em><a href=\"{WebUtility.HtmlEncode(href)}\">{escaped}</a></em>";
    }

    private sealed class MarkdownHoles : Holes
    {
        public static readonly MarkdownHoles Instance = new();

        protected override string Escape(string text) => MarkdownText.Escape(text);

        protected override string Emphasis(string escaped, string? href) => $"*{escaped}*";
    }

    private sealed class PlainHoles : Holes
    {
        public static readonly PlainHoles Instance = new();

        protected override string Escape(string text) => text;

        protected override string Emphasis(string escaped, string? href) => escaped;
    }
}
