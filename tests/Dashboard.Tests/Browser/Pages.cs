using System.Net;
using CampaignDashboard.Metrics.Lists;

namespace CampaignDashboard.Tests.Browser;

/// <summary>The pages of the site, with what they answer.</summary>
internal static class Pages
{
    /// <summary>Everything that a visitor without an account may ask for, forms and dead links included.</summary>
    internal static IEnumerable<(string Path, HttpStatusCode Status)> ForAnybody(Site site) =>
        [
            .. Public(site).Select(path => (path, HttpStatusCode.OK)),
            .. Forms(site).Append("/organisers/new").Select(path => (path, HttpStatusCode.Forbidden)),
            ($"{site.Session.Page.AbsolutePath}/participants", HttpStatusCode.Forbidden),
            ($"{site.Session.Page.AbsolutePath}/statistics/participants", HttpStatusCode.Forbidden),
            ($"{site.Session.Page.AbsolutePath}/statistics/no-such-list", HttpStatusCode.NotFound),
            ($"{site.Session.Page.AbsolutePath}/statistics/days?figure=edits", HttpStatusCode.UnprocessableEntity),
            ("/sessions/no-such-session", HttpStatusCode.NotFound),
            ("/j/no-such-link", HttpStatusCode.NotFound),
            ($"{site.Session.Page.AbsolutePath}/me", HttpStatusCode.Forbidden),
            ("/sessions/no-such-session/participants", HttpStatusCode.NotFound),
            ("/sessions?wiki=klingonwiki&from=tomorrow", HttpStatusCode.BadRequest),
        ];

    /// <summary>The pages on which a coordinator sees more than others.</summary>
    internal static IEnumerable<(string Path, HttpStatusCode Status)> ForCoordinators(Site site) =>
        [.. ForAnyoneSignedIn(site), .. site.Above.Concat(Forms(site)).Select(path => (path, HttpStatusCode.OK))];

    /// <summary>The pages on which a participant sees more than others.</summary>
    internal static IEnumerable<(string Path, HttpStatusCode Status)> ForParticipants(Site site) =>
        [
            .. ForAnyoneSignedIn(site),
            ($"{site.Session.Page.AbsolutePath}/me", HttpStatusCode.OK),
            ($"{site.Session.Page.AbsolutePath}/me?welcome=1", HttpStatusCode.OK),
        ];

    private static IEnumerable<(string Path, HttpStatusCode Status)> ForAnyoneSignedIn(Site site) =>
        [
            (site.Session.Page.AbsolutePath, HttpStatusCode.OK),
            (site.JoinSession, HttpStatusCode.OK),
            ($"{site.Session.Page.AbsolutePath}/participants", HttpStatusCode.OK),
            ($"{site.Session.Page.AbsolutePath}/participants?q=nobody+of+that+name", HttpStatusCode.OK),
            ($"{site.Session.Page.AbsolutePath}/statistics/participants", HttpStatusCode.OK),
            ($"{site.Session.Page.AbsolutePath}/statistics/pages?ofWiki=enwiki&choose=7", HttpStatusCode.OK),
            ($"{site.Session.Page.AbsolutePath}/statistics/revisions", HttpStatusCode.OK),
            ($"{site.Session.Page.AbsolutePath}/articles", HttpStatusCode.OK),
            ("/profile", HttpStatusCode.OK),
            ("/profile/forget", HttpStatusCode.OK),
        ];

    /// <summary>The pages that everybody may see.</summary>
    internal static IEnumerable<string> Public(Site site) =>
        [
            "/",
            "/sessions",
            "/sessions?state=all&search=women&organiser=wikimedia-example&from=2026-01-01",
            "/sessions?search=nothing+of+that+kind",
            $"/sessions?view=calendar&month={Site.Month}",
            "/sessions?view=calendar&month=1999-01",
            "/campaigns",
            "/organisers",
            "/organisers?search=example",
            "/organisers?search=nobody",
            .. site.Above,
            site.Session.Page.AbsolutePath,
            $"{site.Session.Page.AbsolutePath}?asOf=1",
            .. FactLists
                .All.Where(list => list != "participants")
                .SelectMany(list =>
                    (string[])
                        [$"{site.Session.Page.AbsolutePath}/statistics/{list}", $"{site.Program}/statistics/{list}"]
                ),
            $"{site.Session.Page.AbsolutePath}/statistics/pages?figure=pagesCreated&wiki=enwiki",
            site.JoinSession,
            site.JoinProgram,
            $"{site.Session.Page.AbsolutePath}/request-account",
            $"{site.Session.Page.AbsolutePath}/articles",
            $"{site.Session.Page.AbsolutePath}/articles?filter=toReview&q=nobody",
            "/sign-in",
            "/forgotten",
            "/problems",
            "/problems/forbidden",
            "/api",
            "/compare",
            $"/compare?of={site.Program[1..]}&period=&of={site.Program[1..]}&period=2026",
        ];

    private static IEnumerable<string> Forms(Site site) =>
        site
            .Above.Zip(["new-campaign", "new-program", "new-session"], (page, form) => $"{page}/{form}")
            .Concat(
                site.Above.Append(site.Session.Page.AbsolutePath)
                    .SelectMany(page => (string[])[$"{page}/edit", $"{page}/history"])
            )
            .Append($"{site.Session.Page.AbsolutePath}/participants/enter")
            .Append($"{site.Session.Page.AbsolutePath}/participants/places")
            .Append($"{site.Program}/copy")
            .Append($"{site.Program}/invite")
            .Append($"{site.Session.Page.AbsolutePath}/invite")
            .Append($"{site.Session.Page.AbsolutePath}/account-requests")
            .Append($"{site.Session.Page.AbsolutePath}/copy")
            .Append($"{site.Session.Page.AbsolutePath}/copy?first=2026-04-01&every=monthly&times=3&dated=true");
}
