using System.Globalization;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CampaignDashboard.Web.Prose;

/// <summary>A document as text: paragraphs with an empty line between, lists with their marks, links with their address.</summary>
internal static class PlainWords
{
    public static string Of(MarkdownDocument document) => string.Join("\n\n", Paragraphs(document)).Trim();

    private static IEnumerable<string> Paragraphs(ContainerBlock blocks) =>
        blocks.SelectMany(block =>
            block switch
            {
                ListBlock list => [string.Join('\n', list.OfType<ListItemBlock>().Select(item => Item(list, item)))],
                ContainerBlock inner => Paragraphs(inner),
                CodeBlock code => [code.Lines.ToString()],
                LeafBlock { Inline: { } words } => [Words(words)],
                _ => Enumerable.Empty<string>(),
            }
        );

    private static string Item(ListBlock list, ListItemBlock item) =>
        $"{(list.IsOrdered ? item.Order.ToString(CultureInfo.InvariantCulture) + "." : "-")} {string.Join('\n', Paragraphs(item))}";

    private static string Words(Inline inline) =>
        inline switch
        {
            LiteralInline text => text.Content.ToString(),
            CodeInline code => code.Content,
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            LineBreakInline => "\n",
            LinkInline link => Link(link),
            ContainerInline parts => string.Concat(parts.Select(Words)),
            _ => "",
        };

    private static string Link(LinkInline link)
    {
        var text = string.Concat(link.Select(Words));
        var address = link.Url ?? "";
        return text == address || $"mailto:{text}" == address ? text : $"{text} ({address})";
    }
}
