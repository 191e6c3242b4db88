namespace CampaignDashboard.MediaWiki;

/// <summary>
/// What a revision says. <paramref name="Text"/> and <paramref name="ContentModel"/> (<c>wikitext</c>, <c>wikibase-item</c>
/// …) are null where the wiki hides the text, has deleted the page, or has lost the text.
/// </summary>
public sealed record RevisionText(long Revision, string? ContentModel, string? Text);
