namespace CampaignDashboard.MediaWiki;

/// <summary>
/// What a revision says. <paramref name="Text"/> and <paramref name="ContentModel"/> (<c>wikitext</c>, <c>wikibase-item</c>
/// …) are null where the wiki hides the text, has deleted the page, or has lost the text. <paramref name="Parent"/> is the
/// revision before it on the page, zero for the first, null where the wiki does not tell.
/// </summary>
public sealed record RevisionText(long Revision, long? Parent, string? ContentModel, string? Text);
