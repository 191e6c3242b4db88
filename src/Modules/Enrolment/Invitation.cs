using CampaignDashboard.Web.Downloads;
using CampaignDashboard.Web.Localisation;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// How people are invited: the short link, where its QR code is, and a button for wiki pages in each language. None of it
/// holds a passcode.
/// </summary>
internal sealed record Invitation(Uri Link, Uri QrCode, IReadOnlyList<Invitation.Button> Buttons)
{
    // A message box or table of the page may be dark: colours of their own for both, in Codex's blue.
    private const string Style =
        "display:inline-block; padding:0.4em 1.2em; border-radius:2px; background-color:#36c; color:#fff; font-weight:bold;";

    /// <summary>A button that says <paramref name="Label"/>, as wikitext; the language by its code.</summary>
    internal sealed record Button(string Language, string Label, string Wikitext);

    /// <summary>The invitation of a session or program whose short link has this path.</summary>
    internal static Invitation To(string path, HttpContext context, LocaliserSource words)
    {
        var link = ShortLink.Whole(context, path);
        return new(
            link,
            ShortLink.Whole(context, $"{path}/qr.svg"),
            [.. Language.All.Select(language => ButtonIn(language, words.For(language), link))]
        );
    }

    // A link in brackets with a styled text is all that it takes: no template that a wiki may lack, no tag that it forbids.
    // "plainlinks" leaves the arrow of external links away.
    private static Button ButtonIn(Language language, Localiser words, Uri link)
    {
        var label = words["enrolment-subscribe"];
        return new(
            language.Code,
            label,
            $"<span class=\"plainlinks\">[{link.AbsoluteUri} <span lang=\"{language.Tag}\" style=\"{Style}\">{Wikitext.Escape(label)}</span>]</span>"
        );
    }
}
