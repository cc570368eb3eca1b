namespace IoBench.Reporting.Page;

/// <summary>Every word that the page's script shows: the script itself has none, so a page in another language needs no other script. <c>{0}</c> and so on are holes.</summary>
internal sealed record ScriptWords
{
    public string Theme { get; init; } = "Colours";
    public string ThemeSystem { get; init; } = "as the system";
    public string ThemeLight { get; init; } = "light";
    public string ThemeDark { get; init; } = "dark";

    public string Save { get; init; } = "Save {0}";
    public string Copy { get; init; } = "Copy {0}";
    public string Copied { get; init; } = "Copied.";
    public string NotCopied { get; init; } = "This browser does not let a page copy that; save it instead.";

    /// <summary>A chart or a table by its name, where the button alone says too little.</summary>
    public string Of { get; init; } = "{0}: {1}";

    public string Metric { get; init; } = "What";
    public string Axis { get; init; } = "against";
    public string Load { get; init; } = "at";
    public string Form { get; init; } = "as";
    public string Absolute { get; init; } = "measured";
    public string Ratio { get; init; } = "ratio to {0}";
    public string NoRatio { get; init; } = "This run holds no ratios of {0}.";
    public string Upwards { get; init; } = "upwards";
    public string Across { get; init; } = "across";
    public string Logarithmic { get; init; } = "logarithmic";
    public string Linear { get; init; } = "linear";
    public string Models { get; init; } = "Models";
    public string All { get; init; } = "all";
    public string None { get; init; } = "none";
    public string Link { get; init; } = "Link to this view";

    /// <summary>0 metric, 1 axis, 2 load.</summary>
    public string Title { get; init; } = "{0} against {1}; {2}";

    /// <summary>0 what stands at the axis, 1 baseline.</summary>
    public string RatioOf { get; init; } = "{0}, as a ratio to {1}";

    /// <summary>0 what stands at the axis; and with 0 set apart from the other values.</summary>
    public string AxisLogarithmic { get; init; } = "{0} (logarithmic)";
    public string AxisApart { get; init; } = "{0} (logarithmic, 0 set apart)";

    /// <summary>0 model, 1 value on the axis, 2 axis, 3 figure with interval and unit, 4 n.</summary>
    public string Point { get; init; } = "{0} at {1} {2}: {3}, n = {4}";
    public string Bound { get; init; } = "the client was the limit";

    public string Keys { get; init; } = "Chart. Arrow keys go from point to point and from model to model.";
    public string Nothing { get; init; } = "None of the chosen models was measured so.";
    public string Hollow { get; init; } = "Hollow: the client was the limit.";
}
