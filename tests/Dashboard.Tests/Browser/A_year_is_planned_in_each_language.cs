using CampaignDashboard.WikiFarm;
using static Microsoft.Playwright.Assertions;

namespace CampaignDashboard.Tests.Browser;

/// <summary>
/// From the first sign-in with a Wikimedia account to a weekly series of sessions that two people coordinate, by what
/// stands on the pages.
/// </summary>
public sealed class A_year_is_planned_in_each_language(SiteWithAccounts site) : IClassFixture<SiteWithAccounts>
{
    private const string Venue = "Café “Zum Löwen” <3>";

    /// <summary>How a language writes the days of the series; the clocks change between the first and the second.</summary>
    private sealed record Place(string Language, Screen Screen, string Zone, string Hours, params string[] Days);

    private static readonly Place[] Places =
    [
        new(
            "en",
            Screen.Desktop,
            "Europe/London",
            "{0}, 13:00–17:30",
            "24 October 2027",
            "31 October 2027",
            "7 November 2027",
            "14 November 2027"
        ),
        new(
            "de",
            Screen.Phone,
            "Europe/Berlin",
            "{0}, 13:00–17:30 Uhr",
            "24. Oktober 2027",
            "31. Oktober 2027",
            "7. November 2027",
            "14. November 2027"
        ),
        new(
            "fr",
            Screen.Desktop,
            "America/Toronto",
            "{0}, 13:00 – 17:30",
            "24 octobre 2027",
            "31 octobre 2027",
            "7 novembre 2027",
            "14 novembre 2027"
        ),
        new(
            "nl",
            Screen.Phone,
            "Europe/Amsterdam",
            "{0}, 13:00–17:30",
            "24 oktober 2027",
            "31 oktober 2027",
            "7 november 2027",
            "14 november 2027"
        ),
    ];

    [Theory]
    [InlineData("en", true)]
    [InlineData("en", false)]
    [InlineData("de", true)]
    [InlineData("fr", false)]
    [InlineData("nl", true)]
    public async Task By_two_people_with_their_Wikimedia_accounts(string language, bool script)
    {
        var place = Places.Single(p => p.Language == language);
        var plan = new Plan($"{language}, {(script ? "with" : "without")} script");
        var run = (Array.IndexOf(Places, place) * 2) + (script ? 0 : 1);
        var colleague = Editathon.Participants[run + 4];

        await using var planner = await site.Reader(place.Screen, language, script);
        await planner.Open("/");
        await planner.Arrives(planner["campaigns-start-title"]);
        await SignIn(planner, Farm.Administrator);
        await RegisterOrganiser(planner, plan);
        await StartCampaign(planner, plan);
        await PlanProgram(planner, plan);
        await ScheduleSession(planner, plan, place);
        await Appoint(planner, colleague);

        // On the other kind of screen.
        var other = place.Screen == Screen.Phone ? Screen.Desktop : Screen.Phone;
        await using var second = await site.Reader(other, language, script);
        await second.Open(planner.Here);
        await second.IsOffered([], butNot: ["campaigns-edit", "campaigns-copy", "campaigns-history"]);
        await SignIn(second, colleague);
        await SeesWhatTheyMay(second, plan);

        await CopyWeekly(planner, plan, place);
        await second.Open("/profile");
        foreach (var day in place.Days)
        {
            await second.Sees(string.Format(null, place.Hours, day));
        }

        await planner.Press("identity-sign-out");
        await Expect(planner.Page.Locator(".account-menu")).ToHaveCountAsync(0);
        await planner.IsOffered([], butNot: ["campaigns-schedule-session"]);
    }

    /// <summary>The titles of one run.</summary>
    private sealed record Plan(string Run)
    {
        internal string Organiser => $"Wikimedia {Run}";
        internal string Campaign => $"Women ({Run})";
        internal string Program => $"2027 ({Run})";
        internal string Session => $"Evening ({Run})";
    }

    private async Task SignIn(Reader reader, string name)
    {
        await site.IsAt(name);
        var here = reader.Here;
        await reader.Follow("identity-sign-in");
        await reader.Arrives(reader["identity-sign-in"]);
        await reader.Follow("identity-wikimedia-sign-in");
        await Expect(reader.Page.Locator(".account-menu")).ToContainTextAsync(name);
        Assert.Equal(here, reader.Here);
    }

    private static async Task RegisterOrganiser(Reader planner, Plan plan)
    {
        await planner.Follow("campaigns-all-organisers");
        await planner.Arrives(planner["campaigns-organisers"]);
        await planner.Follow("campaigns-register-organiser");
        var (organisers, register) = (planner["campaigns-organisers"], planner["campaigns-register-organiser"]);
        await planner.Arrives(register, organisers, register);
        await planner.Fill("campaigns-name", plan.Organiser);
        await planner.Fill("campaigns-first-coordinator", Farm.Administrator);
        await planner.Press("campaigns-register-organiser");
        await planner.Arrives(plan.Organiser, organisers, plan.Organiser);
        await Expect(planner.Page.Locator(".people bdi")).ToHaveTextAsync([Farm.Administrator]);
    }

    private static async Task StartCampaign(Reader planner, Plan plan)
    {
        await planner.Follow("campaigns-start-campaign");
        var start = planner["campaigns-start-campaign"];
        await planner.Arrives(start, plan.Organiser, start);
        await planner.Fill("campaigns-title", plan.Campaign);
        await planner.Fill("campaigns-description", "Every **March**.");
        await planner.Press("campaigns-start-campaign");
        await planner.Arrives(plan.Campaign, plan.Organiser, plan.Campaign);
        await Expect(planner.Main.Locator("strong")).ToHaveTextAsync(["March"]);
    }

    private static async Task PlanProgram(Reader planner, Plan plan)
    {
        await planner.Follow("campaigns-plan-program");
        var form = planner["campaigns-plan-program"];
        await planner.Arrives(form, plan.Organiser, plan.Campaign, form);
        await planner.Fill("campaigns-title", plan.Program);
        await planner.Press("campaigns-plan-program");
        await planner.Arrives(plan.Program, plan.Organiser, plan.Campaign, plan.Program);
        await planner.Sees(planner["campaigns-no-sessions"]);
    }

    private static async Task ScheduleSession(Reader planner, Plan plan, Place place)
    {
        await planner.Follow("campaigns-schedule-session");
        var form = planner["campaigns-schedule-session"];
        await planner.Arrives(form, plan.Campaign, plan.Program, form);
        await planner.Fill("campaigns-title", plan.Session);
        await planner.Fill("campaigns-start", "2027-10-24", "13:00");
        await planner.Fill("campaigns-end", "2027-10-24", "17:30");
        await planner.Fill("campaigns-time-zone", place.Zone);
        await planner.Fill("campaigns-venue", Venue);
        await planner.Fill("campaigns-wikis", "en.wikipedia\nfrwiki");
        await planner.Press("campaigns-schedule-session");
        await planner.Arrives(plan.Session, plan.Organiser, plan.Campaign, plan.Program, plan.Session);
        await planner.Sees($"{string.Format(null, place.Hours, place.Days[0])} ({place.Zone})");
        await planner.Sees(Venue);
    }

    private static async Task Appoint(Reader planner, string colleague)
    {
        await Expect(planner.Page.Locator(".people bdi")).ToHaveTextAsync([Farm.Administrator]);
        await planner.Unfold("campaigns-appoint");
        await planner.Fill("campaigns-user-name", colleague);
        await planner.Press("campaigns-appoint");
        await Expect(planner.Page.Locator(".people bdi")).ToHaveTextAsync([colleague]);
    }

    /// <summary>Rights go down the tree: the session, and not the program around it.</summary>
    private static async Task SeesWhatTheyMay(Reader second, Plan plan)
    {
        await second.Arrives(plan.Session, plan.Organiser, plan.Campaign, plan.Program, plan.Session);
        await second.IsOffered(["campaigns-edit", "campaigns-history"], butNot: []);
        await second.Follow("campaigns-history");
        await second.Arrives(second["campaigns-history-of", plan.Session], plan.Session, second["campaigns-history"]);
        await second.Sees(second["campaigns-did-session_scheduled"]);
        await second.Sees(second["campaigns-did-coordinator_appointed"]);
        await second.FollowLink(plan.Session);
        await second.FollowLink(plan.Program);
        await second.Arrives(plan.Program, plan.Organiser, plan.Campaign, plan.Program);
        await second.IsOffered([], butNot: ["campaigns-edit", "campaigns-copy", "campaigns-schedule-session"]);
        await second.IsRefused($"{second.Here}/new-session");
    }

    private static async Task CopyWeekly(Reader planner, Plan plan, Place place)
    {
        await planner.Follow("campaigns-copy");
        var copy = planner["campaigns-copy"];
        await planner.Arrives(planner["campaigns-copy-what", plan.Session], plan.Program, plan.Session, copy);
        await planner.Fill("campaigns-first-day", "2027-10-31");
        await planner.Choose("campaigns-copy-every", "campaigns-copy-every-weekly");
        await planner.Fill("campaigns-copy-times", "3");
        await planner.Press("campaigns-copy-preview");
        await planner.Arrives(planner["campaigns-copy-what", plan.Session], plan.Program, plan.Session, copy);
        await Expect(planner.Main.Locator("h2")).ToHaveTextAsync([planner["campaigns-copy-planned", 3]]);
        var rows = planner.Main.Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(3);
        foreach (var (day, n) in place.Days.Skip(1).Select((d, n) => (d, n)))
        {
            await Expect(rows.Nth(n)).ToContainTextAsync($"{string.Format(null, place.Hours, day)} ({place.Zone})");
        }

        await planner.Press("campaigns-copy-make", 3);
        await planner.Arrives(plan.Program, plan.Organiser, plan.Campaign, plan.Program);
        var shown = planner.Main.Locator(".cards time");
        await Expect(shown).ToHaveTextAsync([.. place.Days.Select(day => string.Format(null, place.Hours, day))]);
    }
}
