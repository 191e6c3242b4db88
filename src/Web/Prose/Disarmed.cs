using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CampaignDashboard.Web.Prose;

/// <summary>Takes out of a document what strangers must not put on our pages, on its tree and not on its text.</summary>
internal static class Disarmed
{
    private const int DeepestHeading = 6;
    private const int DeepestNesting = 100;

    /// <summary>Whether it is nested deeper than anybody writes: what renders it calls itself for each level.</summary>
    public static bool IsTooDeep(MarkdownDocument document)
    {
        var open = new Stack<(MarkdownObject Part, int Depth)>([(document, 0)]);
        while (open.TryPop(out var next))
        {
            if (next.Depth > DeepestNesting)
            {
                return true;
            }

            foreach (var part in PartsOf(next.Part))
            {
                open.Push((part, next.Depth + 1));
            }
        }

        return false;
    }

    /// <summary>
    /// What may be followed becomes a plain link: images too, since the pages load nothing from elsewhere. Of the rest
    /// the words stay.
    /// </summary>
    public static void Links(MarkdownDocument document)
    {
        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            link.ReplaceBy(Written(link.IsEmail ? $"mailto:{link.Url}" : link.Url, link.Url));
        }

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (link.FirstChild is null)
            {
                link.AppendChild(new LiteralInline(link.Url ?? ""));
            }

            if (!MayLeadTo(link.Url))
            {
                Unwrap(link);
            }
        }

        // An image within a link, or a link within the text of an image, would be a link within a link.
        foreach (var link in document.Descendants<LinkInline>().Where(IsWithinAnother).ToList())
        {
            Unwrap(link);
        }
    }

    /// <summary>h2 and below, each at most one deeper than what it stands under, whatever was typed.</summary>
    public static void Headings(MarkdownDocument document)
    {
        var open = new Stack<int>();
        foreach (var heading in document.Descendants<HeadingBlock>().OrderBy(h => h.Span.Start))
        {
            while (open.TryPeek(out var above) && above >= heading.Level)
            {
                open.Pop();
            }

            open.Push(heading.Level);
            heading.Level = Math.Min(open.Count + 1, DeepestHeading);
        }
    }

    /// <summary>Each paragraph has the direction of its own script, and none of its marks reaches beyond it.</summary>
    public static void Directions(MarkdownDocument document)
    {
        foreach (var block in document.Descendants().OfType<Block>())
        {
            if (block is ParagraphBlock or HeadingBlock or ListItemBlock)
            {
                block.GetAttributes().AddProperty("dir", "auto");
            }
        }
    }

    private static IEnumerable<MarkdownObject> PartsOf(MarkdownObject whole) =>
        whole switch
        {
            ContainerBlock blocks => blocks,
            LeafBlock { Inline: { } words } => words,
            ContainerInline words => words,
            _ => [],
        };

    private static LinkInline Written(string address, string text)
    {
        var link = new LinkInline(address, "");
        link.AppendChild(new LiteralInline(text));
        return link;
    }

    private static bool MayLeadTo(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https" or "mailto");

    private static bool IsWithinAnother(LinkInline link)
    {
        for (var above = link.Parent; above is not null; above = above.Parent)
        {
            if (above is LinkInline)
            {
                return true;
            }
        }

        return false;
    }

    private static void Unwrap(LinkInline link) => link.ReplaceBy(new ContainerInline(), copyChildren: true);
}
