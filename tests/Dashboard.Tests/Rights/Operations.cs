using CampaignDashboard.Tests.Journeys;
using static CampaignDashboard.Tests.Rights.Operation;

namespace CampaignDashboard.Tests.Rights;

/// <summary>The matrix: what the API lets people change, and who may, as the design has it.</summary>
internal static partial class Operations
{
    /// <summary>What everybody does with nothing but themselves; it has tests of its own.</summary>
    internal static readonly string[] OfOneself =
    [
        "POST /api/v1/dev-sign-in",
        "POST /api/v1/sign-out",
        "POST /api/v1/tokens",
        "DELETE /api/v1/tokens/{token}",
        "PUT /api/v1/me/preferences",
        "DELETE /api/v1/me",
        "DELETE /api/v1/me/account-creation",
    ];

    /// <summary>What changes nothing, and tells what everybody may know; a request with a body, hence no GET.</summary>
    internal static readonly string[] OnlyReading =
    [
        "POST /api/v1/sessions/{session}/copies/preview",
        "POST /api/v1/sessions/{session}/account-name-checks",
    ];

    internal static readonly Operation[] All =
    [
        Of(
            "POST /api/v1/organisers",
            Who.Administrator,
            _ => "/api/v1/organisers",
            () => new { name = $"Chapter {Guid.NewGuid()}", coordinator = Cast.OfOrganiser }
        ),
        new(
            "DELETE /api/v1/people/{person}",
            Who.Administrator,
            async c => ($"/api/v1/people/{await c.NewPerson()}", null)
        ),
        .. OnOrganiser(),
        .. OnCampaign(),
        .. OnProgram(),
        .. OnSession(),
        .. OnRoster(),
        .. AccountOperations.All,
        .. OnArticles(),
        .. AtEachLevel(),
        .. OfLife(),
    ];

    private static IEnumerable<Operation> OnOrganiser() =>
        [
            Of(
                "PUT /api/v1/organisers/{organiser}",
                Who.AtOrganiser,
                c => $"/api/v1/organisers/{c.Organiser}",
                () => new { name = "A chapter", country = "NL" }
            ),
            Of(
                "POST /api/v1/organisers/{organiser}/campaigns",
                Who.AtOrganiser,
                c => $"/api/v1/organisers/{c.Organiser}/campaigns",
                () => Cast.Titled("Campaign")
            ),
        ];

    private static IEnumerable<Operation> OnCampaign() =>
        [
            Of(
                "PUT /api/v1/campaigns/{campaign}",
                Who.AtCampaign,
                c => $"/api/v1/campaigns/{c.Campaign}",
                () => new { title = "Women in science", start = "2026-01-01" }
            ),
            Of(
                "POST /api/v1/campaigns/{campaign}/programs",
                Who.AtCampaign,
                c => $"/api/v1/campaigns/{c.Campaign}/programs",
                () => Cast.Titled("Program")
            ),
        ];

    private static IEnumerable<Operation> OnProgram() =>
        [
            Of(
                "PUT /api/v1/programs/{program}",
                Who.AtProgram,
                c => $"/api/v1/programs/{c.Program}",
                () => new { title = "2026", venue = "Library" }
            ),
            Of(
                "POST /api/v1/programs/{program}/sessions",
                Who.AtProgram,
                c => $"/api/v1/programs/{c.Program}/sessions",
                () => Planned.SessionOn("enwiki")
            ),
            // Where the copy goes decides: the program's own coordinator has no say in its campaign.
            new(
                "POST /api/v1/programs/{program}/copies",
                Who.AtCampaign,
                c =>
                    Task.FromResult<(string, object?)>(
                        ($"/api/v1/programs/{c.OtherProgram}/copies", new { to = c.Campaign, first = "2027-01-01" })
                    )
            ),
        ];

    private static IEnumerable<Operation> OnSession() =>
        [
            Session("PUT", "", new { title = "Editathon", venue = "Museum" }),
            Session(
                "PUT",
                "/schedule",
                new
                {
                    timeZone = "Europe/Amsterdam",
                    start = "2026-03-09T13:00",
                    end = "2026-03-09T17:00",
                }
            ),
            Session("PUT", "/wikis", new { wikis = new[] { "enwiki", "oddwiki" } }),
            Session("PUT", "/listing", new { listed = false }),
            Session("PUT", "/cancellation", new { reason = "Snow." }),
            Session("DELETE", "/cancellation"),
            Session("PUT", "/registration", new { capacity = 20 }),
            Session("PUT", "/counting", new { scope = "articleList", from = "enrolment" }),
            Session("PUT", "/online-link", new { link = "https://meet.example.org/room" }),
            Session("DELETE", "/online-link"),
            // A copy is another session of the program.
            Session("POST", "/copies", new { first = "2026-05-01" }) with
            {
                May = Who.AtProgram,
            },
            Session("POST", "/data-updates"),
            Choice("excluded-pages"),
            Choice("included-pages"),
            new(
                "POST /api/v1/data-updates/{update}/cancel",
                Who.AtSession,
                async c => ($"/api/v1/data-updates/{await c.Update()}/cancel", null)
            ),
        ];

    private static IEnumerable<Operation> OnArticles() =>
        [
            Session("POST", "/articles", new { wiki = "enwiki", titles = new[] { "Mary Anning" } }),
            Assignment("PUT", Who.Participant, assigned: false, new { }),
            Assignment("PUT", Who.AtSession | Who.Participant, assigned: false, new { userName = Cast.Participant }),
            Assignment("DELETE", Who.AtSession | Who.Participant, assigned: true),
            Session("POST", "/offered-categories", new { wiki = "enwiki", category = "Pages" }),
            Session("POST", "/article-checks"),
            Session("PUT", "/article-list", new { authorsPerArticle = 2 }),
            new(
                "POST /api/v1/sessions/{session}/brought-articles",
                Who.Participant,
                async c =>
                    (
                        $"/api/v1/sessions/{await c.NewSession()}/brought-articles",
                        new { wiki = "enwiki", title = "Annie Lock" }
                    )
            ),
            new(
                "DELETE /api/v1/sessions/{session}/articles/{article}",
                Who.AtSession,
                async c =>
                {
                    var (session, article) = await c.NewArticle(assigned: true);
                    return ($"/api/v1/sessions/{session}/articles/{article}", null);
                }
            ),
        ];

    private static IEnumerable<Operation> AtEachLevel() =>
        from level in ((string Kind, Who May, Func<Cast, Task<Guid>> New)[])
            [
                ("organisers", Who.AtOrganiser, c => Task.FromResult(c.Organiser)),
                ("campaigns", Who.AtCampaign, c => c.NewCampaign()),
                ("programs", Who.AtProgram, c => c.NewProgram()),
                ("sessions", Who.AtSession, c => c.NewSession()),
            ]
        from operation in (Operation[])
            [
                At(level, "PUT", "/address", () => new { slug = $"matrix-{Guid.NewGuid():N}" }),
                At(level, "POST", "/coordinators", () => new { userName = "Nora" }),
                new(
                    $"DELETE /api/v1/{level.Kind}/{{{level.Kind.TrimEnd('s')}}}/coordinators/{{person}}",
                    level.May,
                    async c =>
                    {
                        var node = await level.New(c);
                        await c.Appoint(level.Kind, node, "Nora");
                        return ($"/api/v1/{level.Kind}/{node}/coordinators/{c.PersonCalled("Nora")}", null);
                    }
                ),
            ]
        select operation;

    /// <summary>Who moves something has a say in it, where it is and where it goes.</summary>
    private static IEnumerable<Operation> OfLife() =>
        from level in ((string Kind, Who May, Who MayMove, Func<Cast, Task<Guid>> New, Func<Cast, Task<Guid>> To)[])
            [
                (
                    "campaigns",
                    Who.AtCampaign,
                    Who.AtOrganiser,
                    c => c.NewCampaign(),
                    c => c.NewOrganiser(Cast.OfOrganiser)
                ),
                ("programs", Who.AtProgram, Who.AtCampaign, c => c.NewProgram(), c => c.NewCampaign()),
                ("sessions", Who.AtSession, Who.AtProgram, c => c.NewEmptySession(), c => c.NewProgram()),
            ]
        from operation in (Operation[])
            [
                new(
                    $"PUT /api/v1/{level.Kind}/{{{level.Kind.TrimEnd('s')}}}/belongs-to",
                    level.MayMove,
                    async c => ($"/api/v1/{level.Kind}/{await level.New(c)}/belongs-to", new { to = await level.To(c) })
                ),
                At((level.Kind, level.May, level.New), "PUT", "/archive", () => null),
                At((level.Kind, level.May, level.New), "DELETE", "/archive", () => null),
                At((level.Kind, level.May, level.New), "DELETE", "", () => null),
            ]
        select operation;

    private static Operation Session(string method, string rest, object? body = null) =>
        Of(
            $"{method} /api/v1/sessions/{{session}}{rest}",
            Who.AtSession,
            c => $"/api/v1/sessions/{c.Session}{rest}",
            () => body
        );

    private static Operation Choice(string pages) =>
        new(
            $"PUT /api/v1/sessions/{{session}}/{pages}/{{wiki}}/{{page}}",
            Who.AtSession,
            async c =>
                (
                    $"/api/v1/sessions/{await c.NewSession()}/{pages}/enwiki/7",
                    new { reason = "It has nothing to do with the museum." }
                )
        );

    private static Operation Attendance(string method, object? body = null) =>
        new(
            $"{method} /api/v1/sessions/{{session}}/participants/{{person}}/attendance",
            Who.AtSession,
            async c =>
                (
                    $"/api/v1/sessions/{await c.NewSession()}/participants/{c.PersonCalled(Cast.Participant)}/attendance",
                    body
                )
        );

    private static Operation Assignment(string method, Who may, bool assigned, object? body = null) =>
        new(
            $"{method} /api/v1/sessions/{{session}}/articles/{{article}}/assignment",
            may,
            async c =>
            {
                var (session, article) = await c.NewArticle(assigned);
                return ($"/api/v1/sessions/{session}/articles/{article}/assignment", body);
            }
        );

    private static Operation At(
        (string Kind, Who May, Func<Cast, Task<Guid>> New) level,
        string method,
        string rest,
        Func<object?> body
    ) =>
        new(
            $"{method} /api/v1/{level.Kind}/{{{level.Kind.TrimEnd('s')}}}{rest}",
            level.May,
            async c => ($"/api/v1/{level.Kind}/{await level.New(c)}{rest}", body())
        );
}
