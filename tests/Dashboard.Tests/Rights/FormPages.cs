namespace CampaignDashboard.Tests.Rights;

/// <summary>The pages with forms, and who may use those forms.</summary>
internal static class FormPages
{
    // What participants do for themselves on the session's page; the commands' own matrix has who may.
    private static readonly string[] ForParticipants =
    [
        "subscribe",
        "withdraw",
        "choose-article",
        "release-article",
        "bring-article",
    ];

    private static readonly Dictionary<string, Who> Pages = new(StringComparer.Ordinal)
    {
        ["/organisers/new"] = Who.Administrator,
        ["/organisers/{}"] = Who.AtOrganiser,
        ["/organisers/{}/edit"] = Who.AtOrganiser,
        ["/organisers/{}/new-campaign"] = Who.AtOrganiser,
        ["/campaigns/{}"] = Who.AtCampaign,
        ["/campaigns/{}/edit"] = Who.AtCampaign,
        ["/campaigns/{}/new-program"] = Who.AtCampaign,
        ["/programs/{}"] = Who.AtProgram,
        ["/programs/{}/edit"] = Who.AtProgram,
        ["/programs/{}/new-session"] = Who.AtProgram,
        // Where the copy goes decides.
        ["/programs/{}/copy"] = Who.AtCampaign,
        ["/sessions/{}"] = Who.AtSession,
        ["/sessions/{}/account-requests"] = Who.AtSession,
        ["/sessions/{}/articles"] = Who.AtSession,
        ["/sessions/{}/copy?first=2026-05-01&every=weekly&times=2"] = Who.AtProgram,
        ["/sessions/{}/edit"] = Who.AtSession,
        ["/sessions/{}/invite"] = Who.AtSession,
        ["/sessions/{}/participants"] = Who.AtSession,
        ["/sessions/{}/participants/enter"] = Who.AtSession,
        ["/sessions/{}/participants/places"] = Who.AtSession,
        ["/sessions/{}/statistics/pages"] = Who.AtSession,
    };

    public static TheoryData<string> All => [.. Pages.Keys];

    internal static (string Kind, string Tail, Who May) Of(string page)
    {
        var parts = page.Split('/', 4);
        return (parts[1], page["/".Length..][parts[1].Length..], Pages[page]);
    }

    /// <summary>Who may use a form of a page: moving something needs a say in where it goes, too.</summary>
    internal static Who Of(string page, string handler) =>
        (handler, Of(page)) switch
        {
            ("move", (Kind: "campaigns", _, _)) => Who.AtOrganiser,
            ("move", (Kind: "programs", _, _)) => Who.AtCampaign,
            ("move", _) => Who.AtProgram,
            (_, var usual) => usual.May,
        };

    internal static bool IsForParticipants(string handler) =>
        Array.Exists(ForParticipants, name => handler.StartsWith(name, StringComparison.Ordinal));

    /// <summary>The page of something new, so that what one form does hinders no other.</summary>
    internal static async Task<string> Address(Cast cast, string kind, string tail)
    {
        if (!tail.Contains("{}", StringComparison.Ordinal))
        {
            return $"/{kind}{tail}";
        }

        var id = kind switch
        {
            "organisers" => await cast.NewOrganiser(Cast.OfOrganiser),
            "campaigns" => await cast.NewCampaign(),
            "programs" => await cast.NewProgram(),
            _ when tail.EndsWith("/account-requests", StringComparison.Ordinal) => (
                await cast.NewAccountRequest()
            ).Session,
            _ when tail.EndsWith("/edit", StringComparison.Ordinal) => await cast.NewEmptySession(),
            _ => (await cast.NewArticle(assigned: false)).Session,
        };
        // Of two coordinators one can be dismissed.
        await cast.Appoint(kind, id, "Nora");
        var slug = (await cast.Administrator.Get($"/api/v1/{kind}/{id}")).Done.Json.GetProperty("slug").GetString();
        return $"/{kind}{tail.Replace("{}", slug, StringComparison.Ordinal)}";
    }
}
