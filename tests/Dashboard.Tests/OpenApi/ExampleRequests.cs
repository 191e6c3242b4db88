using CampaignDashboard.Tests.Rights;

namespace CampaignDashboard.Tests.OpenApi;

/// <summary>Requests that show an integrator what can be asked, where those of the rights matrix are too short for that.</summary>
internal static class ExampleRequests
{
    private static readonly string[] OneWiki = ["enwiki"];
    private static readonly string[] People = ["Pia", "Nobody Nowhere", "bad#name"];
    private static readonly string[] Titles = ["Mary Anning", "Annie Lock"];
    private static readonly string[] Scopes = ["read"];
    private static readonly object[] Goals =
    [
        new { figure = "participants", target = 40 },
        new { figure = "pagesCreated", target = 100 },
    ];

    internal static readonly IReadOnlyDictionary<string, object> Of = new Dictionary<string, object>(
        StringComparer.Ordinal
    )
    {
        ["POST /api/v1/dev-sign-in"] = new { userName = "Nora" },
        ["POST /api/v1/tokens"] = new
        {
            name = "Yearly report",
            scopes = Scopes,
            expiresInDays = 90,
        },
        ["PUT /api/v1/me/preferences"] = new { language = "nl", timeZone = "Europe/Amsterdam" },
        ["POST /api/v1/organisers"] = new { name = "Wikimedia Nederland", coordinator = Cast.OfOrganiser },
        ["PUT /api/v1/organisers/{organiser}"] = new
        {
            name = "Wikimedia Nederland",
            shortName = "WMNL",
            kind = "chapter",
            country = "NL",
        },
        ["POST /api/v1/organisers/{organiser}/campaigns"] = new
        {
            title = "Women in science",
            description = "Every **March**.",
        },
        ["PUT /api/v1/campaigns/{campaign}"] = new
        {
            title = "Women in science",
            description = "Every **March**.",
            start = "2026-01-01",
            end = "2026-12-31",
            image = "File:Museum.jpg",
            wikis = OneWiki,
        },
        ["POST /api/v1/campaigns/{campaign}/programs"] = new { title = "2026" },
        ["PUT /api/v1/programs/{program}"] = new
        {
            title = "2026",
            venue = "Public library, Amsterdam",
            wikis = OneWiki,
            goals = Goals,
        },
        ["POST /api/v1/programs/{program}/sessions"] = new
        {
            title = "Editathon at the museum",
            timeZone = "Europe/Amsterdam",
            start = "2026-03-08T13:00",
            end = "2026-03-08T17:00",
            trackedFrom = "2026-03-08",
            trackedUntil = "2026-03-22",
            wikis = OneWiki,
            venue = "Naturalis",
            address = "Darwinweg 2, Leiden",
            latitude = 52.1647,
            longitude = 4.4725,
            attendance = "both",
            registration = new { closes = "2026-03-07", capacity = 20 },
            onlineLink = "https://meet.example/museum",
        },
        ["PUT /api/v1/sessions/{session}"] = new
        {
            title = "Editathon at the museum",
            language = "nl",
            wikidataItem = "Q190804",
            venue = "Naturalis",
        },
        ["PUT /api/v1/sessions/{session}/registration"] = new
        {
            opens = "2026-02-01T10:00",
            closes = "2026-03-07",
            capacity = 20,
        },
        ["PUT /api/v1/sessions/{session}/cancellation"] = new { reason = "The museum is closed." },
        ["PUT /api/v1/sessions/{session}/online-link"] = new { link = "https://meet.example/museum" },
        ["POST /api/v1/sessions/{session}/copies"] = new
        {
            first = "2026-03-17",
            every = "weekly",
            times = 2,
            datedTitles = true,
        },
        ["POST /api/v1/sessions/{session}/copies/preview"] = new
        {
            first = "2026-03-17",
            every = "weekly",
            times = 2,
        },
        ["POST /api/v1/sessions/{session}/account-name-checks"] = new { userName = "Nobody yet" },
        ["POST /api/v1/sessions/{session}/account-requests"] = new
        {
            userName = "Nobody yet",
            email = "newcomer@example.org",
            attendance = "onSite",
        },
        ["POST /api/v1/sessions/{session}/account-requests/creations"] = new { requests = Array.Empty<Guid>() },
        ["POST /api/v1/sessions/{session}/participants"] = new { userNames = People },
        ["PUT /api/v1/sessions/{session}/participants/{person}/attendance"] = new { presence = "onSite" },
        ["POST /api/v1/sessions/{session}/attendance"] = new { rest = "onSite" },
        ["PUT /api/v1/sessions/{session}/walk-ins"] = new { count = 12 },
        ["POST /api/v1/sessions/{session}/walk-ins"] = new { by = 1 },
        ["POST /api/v1/sessions/{session}/articles"] = new { wiki = "enwiki", titles = Titles },
        ["POST /api/v1/sessions/{session}/brought-articles"] = new { wiki = "enwiki", title = "Annie Jump Cannon" },
        ["POST /api/v1/sessions/{session}/offered-categories"] = new { wiki = "enwiki", category = "Category:Women" },
        ["PUT /api/v1/sessions/{session}/article-list"] = new { authorsPerArticle = 2 },
        ["PUT /api/v1/organisers/{organiser}/address"] = new { slug = "nederland" },
        ["PUT /api/v1/campaigns/{campaign}/address"] = new { slug = "women-of-science" },
        ["PUT /api/v1/programs/{program}/address"] = new { slug = "year-2026" },
        ["PUT /api/v1/sessions/{session}/address"] = new { slug = "museum-day" },
        ["PUT /api/v1/sessions/{session}/articles/{article}/assignment"] = new { userName = Cast.Participant },
    };
}
