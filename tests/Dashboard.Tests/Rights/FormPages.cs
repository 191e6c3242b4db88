namespace CampaignDashboard.Tests.Rights;

/// <summary>The pages with forms, and who may use those forms.</summary>
internal static class FormPages
{
    // What participants do for themselves on the session's page; the commands' own matrix has who may.
    private static readonly string[] ForParticipants = ["subscribe", "withdraw", "choose-article"];

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
        ["/sessions/{}"] = Who.AtSession,
        ["/sessions/{}/edit"] = Who.AtSession,
    };

    public static TheoryData<string> All => [.. Pages.Keys];

    internal static (string Kind, string Tail, Who May) Of(string page)
    {
        var parts = page.Split('/', 4);
        return (parts[1], page["/".Length..][parts[1].Length..], Pages[page]);
    }

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
            _ => (await cast.NewArticle(assigned: false)).Session,
        };
        // Of two coordinators one can be dismissed.
        await cast.Appoint(kind, id, "Nora");
        var slug = (await cast.Administrator.Get($"/api/v1/{kind}/{id}")).Done.Json.GetProperty("slug").GetString();
        return $"/{kind}{tail.Replace("{}", slug, StringComparison.Ordinal)}";
    }
}
