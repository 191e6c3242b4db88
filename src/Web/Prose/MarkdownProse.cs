using System.Net;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CampaignDashboard.Web.Prose;

/// <summary>
/// Descriptions as people type them: CommonMark (https://spec.commonmark.org) without HTML, whose line breaks are kept.
/// What comes out holds no script, no style, nothing that is loaded, and links to http, https and mailto only.
/// </summary>
public static class MarkdownProse
{
    private const int Beginning = 1_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UseAutoLinks(new() { UseHttpsForWWWLinks = true })
        .UseSoftlineBreakAsHardlineBreak()
        .Build();

    /// <summary>As HTML for a page. Headings begin one level below the page's own (h1) and leave no level out.</summary>
    public static string Html(string source)
    {
        if (Parsed(source) is not { } document)
        {
            return $"<p dir=\"auto\">{WebUtility.HtmlEncode(source)}</p>";
        }

        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        renderer.ObjectRenderers.Replace<LinkInlineRenderer>(new OutwardLinks());
        renderer.Render(document);
        return html.ToString();
    }

    /// <summary>As text for calendars and summaries: what a reader would see, with the addresses of links.</summary>
    public static string Text(string source) =>
        Parsed(source) is { } document ? PlainWords.Of(document) : source.Trim();

    /// <summary>The first line of the text, or null. Lists show many of them, so that only their beginning is read.</summary>
    public static string? FirstLine(string source) =>
        Text(source[..Math.Min(source.Length, Beginning)]).Split('\n', 2)[0].Trim() is { Length: > 0 } line
            ? line
            : null;

    /// <summary>The document with everything foreign taken out; null for one that is nested beyond all sense.</summary>
    private static MarkdownDocument? Parsed(string source)
    {
        try
        {
            var document = Markdown.Parse(source, Pipeline);
            if (Disarmed.IsTooDeep(document))
            {
                return null;
            }

            Disarmed.Links(document);
            Disarmed.Headings(document);
            Disarmed.Directions(document);
            return document;
        }
        catch (ArgumentException)
        {
            // So Markdig says that blocks are nested too deep for it.
            return null;
        }
    }

    private sealed class OutwardLinks : HtmlObjectRenderer<LinkInline>
    {
        protected override void Write(HtmlRenderer renderer, LinkInline link)
        {
            renderer.Write("<a href=\"");
            renderer.WriteEscapeUrl(link.Url);
            renderer.Write("\" rel=\"nofollow noopener ugc\"><bdi>");
            renderer.WriteChildren(link);
            renderer.Write("</bdi></a>");
        }
    }
}
