namespace CampaignDashboard.Web.Components;

/// <summary>What a message on a page is about; Codex has a colour and an icon for each.</summary>
public enum MessageKind
{
    /// <summary>Something to know.</summary>
    Notice,

    /// <summary>Something to beware of.</summary>
    Warning,

    /// <summary>It did not work; announced at once by screen readers.</summary>
    Error,

    /// <summary>It worked.</summary>
    Success,
}

/// <summary>How much a button draws the eye, and what it does.</summary>
public enum ButtonKind
{
    /// <summary>Any step but the main one.</summary>
    Normal,

    /// <summary>The main step of the page; one a page.</summary>
    Primary,

    /// <summary>Takes something away.</summary>
    Destructive,
}

/// <summary>A step of the way from the start to this page; the last has no address.</summary>
public sealed record Crumb(string Label, string? Href = null);

/// <summary>
/// What the input of a field has to carry: <c>id</c>, <c>name</c>, <c>aria-describedby</c> and <c>aria-invalid</c>.
/// </summary>
public sealed record FieldInput(string Id, string Name, string? DescribedBy, string? Invalid);
