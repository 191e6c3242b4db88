using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Tests.Journeys;

namespace CampaignDashboard.Tests.Rights;

/// <summary>
/// Sessions of a tree that nobody should find who does not know their links: one with all that can be said of it, and what
/// became of others like it. Their words occur nowhere else.
/// </summary>
internal sealed class UnlistedSessions
{
    /// <summary>Coordinates the first of them, and nothing else.</summary>
    internal const string OwnCoordinator = "Una";

    /// <summary>Takes part in the first of them.</summary>
    internal const string OwnParticipant = "Uma";

    internal const string Title = "Hushtitle";
    internal const string Venue = "Whispervenue";
    internal const string Street = "Mumstreet";
    private const string Item = "Q918273645";

    private readonly Cast cast;
    private readonly List<string> codes = [];
    private readonly List<string> secrets = [Title, Venue, Street, Item];

    private UnlistedSessions(Cast cast) => this.cast = cast;

    /// <summary>The first of them, with its page.</summary>
    internal (Guid Id, string Page) First { get; private set; }

    /// <summary>A copy of a program with those in it.</summary>
    internal Guid CopiedProgram { get; private set; }

    /// <summary>What nothing may tell that is not about one of them: ids, addresses and words.</summary>
    internal IReadOnlyList<string> Secrets => secrets;

    /// <summary>The codes of their short links, which are secrets as well.</summary>
    internal IReadOnlyList<string> Codes => codes;

    private Api Coordinator => cast.Administrator;

    internal static async Task<UnlistedSessions> In(Cast cast, HostProcess host)
    {
        var unlisted = new UnlistedSessions(cast);
        var first = await unlisted.Full(host);
        await unlisted.Become();
        await unlisted.Note();
        unlisted.First = (first, await unlisted.PageOf(first));
        return unlisted;
    }

    /// <summary>Which of them stand in a text that answers a question: a question repeated tells nothing.</summary>
    internal IEnumerable<string> In(string answer, string asked) =>
        Secrets.Where(secret =>
            answer.Contains(secret, StringComparison.OrdinalIgnoreCase)
            && !asked.Contains(secret, StringComparison.OrdinalIgnoreCase)
        );

    private async Task<Guid> Full(HostProcess host)
    {
        var session = await New(cast.Program);
        await cast.Appoint("sessions", session, OwnCoordinator);
        // She takes part beside it, too, where others see her.
        using var participant = await Api.SignedIn(host, OwnParticipant);
        foreach (var enrolled in (Guid[])[session, cast.Session])
        {
            (await participant.Put($"/api/v1/sessions/{enrolled}/enrolment", new { })).Done.ToString();
        }

        var articles = $"/api/v1/sessions/{session}/articles";
        var offered = await Coordinator.Post(articles, new { wiki = "enwiki", titles = new[] { "Mary Anning" } });
        secrets.Add(offered.Done.Json.GetProperty("titles")[0].GetProperty("article").GetString()!);
        var update = (await Coordinator.Post($"/api/v1/sessions/{session}/data-updates")).Done;
        await Planned.Completed(host, update.Response.Headers.Location!.ToString());
        var series = new
        {
            first = "2026-04-01",
            every = "weekly",
            times = 2,
            datedTitles = true,
        };
        (await Coordinator.Post($"/api/v1/sessions/{session}/copies", series)).Done.ToString();
        return session;
    }

    /// <summary>Moved, archived, cancelled, listed before, with another address, copied with a program, deleted.</summary>
    private async Task Become()
    {
        await Put(await New(cast.Program), "belongs-to", new { to = cast.OtherProgram });
        await Put(await New(cast.Program), "archive", new { });
        await Put(await New(cast.Program), "cancellation", new { reason = $"{Venue} is closed" });
        await Put(await New(cast.Program, listed: true), "listing", new { listed = false });
        var moved = await New(cast.Program);
        secrets.Add((await PageOf(moved)).Split('/')[^1]);
        await Put(moved, "address", new { slug = $"elsewhere-{moved:N}" });
        var copy = new { to = cast.Campaign, first = "2027-01-01" };
        CopiedProgram = (await Coordinator.Post($"/api/v1/programs/{cast.OtherProgram}/copies", copy)).Id;
        var deleted = await New(cast.Program);
        secrets.AddRange([$"{deleted}", $"{deleted:N}", (await PageOf(deleted)).Split('/')[^1]]);
        codes.Add($"{ShortCode.Of(deleted)}");
        (await Coordinator.Delete($"/api/v1/sessions/{deleted}")).Done.ToString();
    }

    /// <summary>The ids and addresses of all of them, as the coordinator of the organiser knows them.</summary>
    private async Task Note()
    {
        var all = await Known(cast.Roles.Single(r => r.Is == Who.CoordinatesOrganiser && r.Headers.Length == 0).Api);
        Assert.Equal(9, all.Length);
        secrets.AddRange(all.SelectMany(s => (string[])[$"{s.Id}", $"{s.Id:N}", s.Page.Split('/')[^1]]));
        codes.AddRange(all.Select(s => $"{ShortCode.Of(s.Id)}"));
        secrets.AddRange(codes);
    }

    private static async Task<(Guid Id, string Page)[]> Known(Api coordinator) =>
        [
            .. (await coordinator.Get("/api/v1/me/coordination"))
                .Done.Json.GetProperty("sessions")
                .EnumerateArray()
                .Where(s => !s.GetProperty("listed").GetBoolean())
                .Select(s => (s.GetProperty("id").GetGuid(), s.GetProperty("page").GetString()!)),
        ];

    private async Task<Guid> New(Guid program, bool listed = false)
    {
        var request = Planned.SessionOn("enwiki");
        request["title"] = $"An evening of {Title}";
        request["venue"] = Venue;
        request["address"] = $"{Street} 7, Leiden";
        request["venueItem"] = Item;
        request["wikidataItem"] = Item;
        request["description"] = $"Bring a laptop to {Venue}.";
        request["onlineLink"] = $"https://meet.example/{Title}";
        request["language"] = "nl";
        request["listed"] = listed;
        return (await Coordinator.Post($"/api/v1/programs/{program}/sessions", request)).Id;
    }

    private async Task Put(Guid session, string what, object body) =>
        (await Coordinator.Put($"/api/v1/sessions/{session}/{what}", body)).Done.ToString();

    private async Task<string> PageOf(Guid session) =>
        (await Coordinator.Get($"/api/v1/sessions/{session}")).Done.Json.GetProperty("page").GetString()!;
}
