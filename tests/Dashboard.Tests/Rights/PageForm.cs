using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CampaignDashboard.Tests.Rights;

/// <summary>A form of a page: its name, and what a browser would send of it, with sensible words where nothing stands.</summary>
internal sealed record PageForm(string Handler, IReadOnlyDictionary<string, string> Fields)
{
    internal const string Token = "__RequestVerificationToken";

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["title"] = "Title of the form",
        ["name"] = "Name of the form",
        ["userName"] = Cast.Participant,
        ["coordinator"] = Cast.OfOrganiser,
        ["userNames"] = Cast.OfProgram,
        ["category"] = "Pages",
        ["titles"] = "Marie Curie",
        ["wikis"] = "enwiki",
        ["startDate"] = "2026-04-01",
        ["first"] = "2027-01-01",
        ["endDate"] = "2026-04-02",
        ["link"] = "https://meet.example.org/room",
        ["passcode"] = "ripe plum",
        ["page"] = "7",
        ["reason"] = "It has nothing to do with the museum.",
    };

    /// <summary>The forms in the main part of a page that change something.</summary>
    internal static IReadOnlyList<PageForm> In(IDocument page) =>
        [
            .. page.QuerySelectorAll<IHtmlFormElement>("main form[method=post]")
                .Where(form => form.QuerySelector("input[name=_handler]") is not null && ButtonOf(form) is not null)
                .Select(Of),
        ];

    internal static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private static PageForm Of(IHtmlFormElement form)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in form.QuerySelectorAll("input[name], textarea[name], select[name]"))
        {
            var (name, value) = (element.GetAttribute("name")!, ValueOf(element));
            if (value is not null)
            {
                fields[name] = value.Length == 0 ? Words.GetValueOrDefault(name, "") : value;
            }
        }

        if (ButtonOf(form)!.GetAttribute("name") is { } pressed)
        {
            fields[pressed] = ButtonOf(form)!.GetAttribute("value") ?? "";
        }

        return new(fields["_handler"], fields);
    }

    /// <summary>The button that is pressed; a form around a table may have none for this reader.</summary>
    private static IElement? ButtonOf(IHtmlFormElement form) => form.QuerySelector("button");

    /// <summary>Null for what a browser does not send.</summary>
    private static string? ValueOf(IElement element) =>
        element switch
        {
            IHtmlInputElement { Type: "checkbox", Name: "sure" } => "true",
            IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => null,
            IHtmlInputElement { Type: "submit" or "button" } => null,
            IHtmlInputElement input => input.Value,
            IHtmlTextAreaElement area => area.Value,
            IHtmlSelectElement { Value: { Length: > 0 } chosen } => chosen,
            IHtmlSelectElement select => select.Options.Select(o => o.Value).FirstOrDefault(v => v.Length > 0, ""),
            _ => null,
        };
}
