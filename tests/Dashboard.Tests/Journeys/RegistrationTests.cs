using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>Places, dates and attendance as people meet them, through the API of a real Host on a real PostgreSQL.</summary>
public sealed class RegistrationTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task What_is_called_off_offers_nobody_a_place_until_it_takes_place_after_all()
    {
        var session = await Session(new { });
        using var eve = await Api.SignedIn(given.Host, "Early Eve");
        (await Coordinator.Put($"{session}/cancellation", new { reason = "Snow" })).Done.ToString();

        Assert.Equal("session-cancelled", (await eve.Put($"{session}/enrolment", new { })).Problem);
        Assert.False((await Registration(session)).GetProperty("isOpen").GetBoolean());
        Assert.Equal([], await FormsToJoin(eve, session));

        (await Coordinator.Delete($"{session}/cancellation")).Done.ToString();
        Assert.Equal(["subscribe"], await FormsToJoin(eve, session));
        (await eve.Put($"{session}/enrolment", new { })).Done.ToString();
    }

    [Fact]
    public async Task What_is_archived_shows_no_form_that_it_would_refuse()
    {
        var session = await Session(new { });
        string[] forms = ["update-statistics"];
        Assert.Equal(forms, (await FormsOf(Coordinator, session)).Intersect(forms));

        (await Coordinator.Put($"{session}/archive", new { })).Done.ToString();

        Assert.Empty((await FormsOf(Coordinator, session)).Intersect(forms));
    }

    [Fact]
    public async Task Coordinators_enter_people_into_a_full_session()
    {
        var session = await Session(new { registration = new { capacity = 1 } });
        using var first = await Api.SignedIn(given.Host, "First Fran");
        using var second = await Api.SignedIn(given.Host, "Second Sam");
        (await first.Put($"{session}/enrolment", new { })).Done.ToString();
        (await second.Put($"{session}/enrolment", new { })).Done.ToString();
        Assert.Equal((1, 0, 1), await Crowd(session));

        (await Coordinator.Post($"{session}/participants", new { userNames = new[] { "Second Sam" } })).Done.ToString();

        Assert.Equal((2, 0, 0), await Crowd(session));
    }

    [Fact]
    public async Task Registration_opens_closes_and_opens_again_by_dates_and_by_hand()
    {
        var session = await Session(new { registration = new { opens = "2999-01-01T10:00", closes = "2999-02-01" } });
        using var person = await Api.SignedIn(given.Host, "Early Eve");
        var early = await person.Put($"{session}/enrolment", new { });
        Assert.Equal("registration-not-open-yet", early.Problem);
        Assert.Contains("2999-01-01 at 10:00 (Europe/Amsterdam)", early.Detail, StringComparison.Ordinal);
        Assert.Contains("2999-01-01T09:00:00Z", (await Registration(session)).GetRawText(), StringComparison.Ordinal);

        (await Coordinator.Post($"{session}/registration/open")).Done.ToString();
        (await person.Put($"{session}/enrolment", new { })).Done.ToString();
        (await person.Delete($"{session}/enrolment")).Done.ToString();

        (await Coordinator.Put($"{session}/registration", new { closes = "2020-01-01" })).Done.ToString();
        (await Coordinator.Post($"{session}/registration/close")).Done.ToString();
        Assert.Equal("registration-closed", (await person.Put($"{session}/enrolment", new { })).Problem);
    }

    [Fact]
    public async Task Bad_limits_are_told_by_field()
    {
        var session = await Session(new { });
        var put = await Coordinator.Put($"{session}/registration", new { opens = "soon", capacity = 0 });
        Assert.Equal(["capacity", "opens"], Fields(put));
        var post = await given.Planned.Schedule(
            new
            {
                registration = new { capacity = 100_001 },
                latitude = 91,
                onlineLink = "http://x.example/",
            }
        );
        Assert.Equal(["latitude", "onlineLink", "registration.capacity"], Fields(post));
        var counting = await Coordinator.Put($"{session}/counting", new { scope = "everything" });
        Assert.Equal(HttpStatusCode.BadRequest, counting.Status);
    }

    [Fact]
    public async Task All_settings_can_be_given_at_once_and_are_told()
    {
        var session = await Session(
            new
            {
                venue = "Naturalis",
                address = "Darwinweg 2, Leiden",
                latitude = 52.164734,
                longitude = 4.472523,
                venueItem = "q641676",
                attendance = "remote",
                language = "nl",
                registration = new
                {
                    opens = "2026-02-01",
                    closes = "2026-03-07",
                    capacity = 20,
                },
                counting = new { scope = "articleList", from = "enrolment" },
            }
        );

        var told = (await Coordinator.Get(session)).Done.Json;
        var details = told.GetProperty("details");
        Assert.Equal("Darwinweg 2, Leiden", details.GetProperty("address").GetString());
        Assert.Equal(
            (52.164734m, 4.472523m),
            (details.GetProperty("latitude").GetDecimal(), details.GetProperty("longitude").GetDecimal())
        );
        Assert.Equal("Q641676", details.GetProperty("venueItem").GetString());
        Assert.Equal("remote", told.GetProperty("attendance").GetString());
        Assert.Equal(20, told.GetProperty("registration").GetProperty("capacity").GetInt32());
        Assert.Equal("articleList", told.GetProperty("counting").GetProperty("scope").GetString());

        var calendar = (await Coordinator.Get($"{told.GetProperty("page").GetString()}.ics")).Done.Text;
        Assert.Contains(@"LOCATION:Naturalis\, Darwinweg 2\, Leiden", calendar, StringComparison.Ordinal);
        Assert.Contains("GEO:52.164734;4.472523", calendar, StringComparison.Ordinal);
        var page = (await Coordinator.Get(told.GetProperty("page").GetString()!)).Done.Text;
        Assert.Contains("geo:52.164734,4.472523", page, StringComparison.Ordinal);
        Assert.Contains(
            "https://www.openstreetmap.org/?mlat=52.164734&amp;mlon=4.472523",
            page,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_does_not_choose_takes_part_as_the_session_offers()
    {
        var session = await Session(new { attendance = "remote" });
        using var person = await Api.SignedIn(given.Host, "Remote Rea");
        Assert.Equal(
            "attendance-not-offered",
            (await person.Put($"{session}/enrolment", new { attendance = "onSite" })).Problem
        );
        (await person.Put($"{session}/enrolment", new { })).Done.ToString();

        var roster = (await person.Get($"{session}/participants")).Done.Json.GetProperty("participants");
        Assert.Equal("remote", roster[0].GetProperty("attendance").GetString());
    }

    [Fact]
    public async Task Sessions_are_found_by_address_and_by_how_one_can_take_part()
    {
        var word = $"Straat{Guid.NewGuid():N}";
        var remote = await Found(new { address = word, attendance = "remote" });
        var onSite = await Found(new { address = word, attendance = "onSite" });
        var both = await Found(new { address = word });

        Assert.Equal([remote, onSite, both], await Find(word), Comparer);
        Assert.Equal([remote, both], await Find($"{word}&attendance=remote"), Comparer);
        Assert.Equal([onSite, both], await Find($"{word}&attendance=onSite"), Comparer);
        Assert.Equal(HttpStatusCode.BadRequest, (await Coordinator.Get("/api/v1/sessions?attendance=maybe")).Status);
    }

    private static IEqualityComparer<IEnumerable<Guid>> Comparer { get; } =
        EqualityComparer<IEnumerable<Guid>>.Create((a, b) => a!.Order().SequenceEqual(b!.Order()));

    private async Task<Guid> Found(object settings) => (await given.Planned.Schedule(settings)).Id;

    private async Task<IEnumerable<Guid>> Find(string query) =>
        (await Coordinator.Get($"/api/v1/sessions?state=all&search={query}"))
            .Done.Json.EnumerateArray()
            .Select(s => s.GetProperty("id").GetGuid())
            .ToArray();

    private async Task<string> Session(object settings) =>
        $"/api/v1/sessions/{(await given.Planned.Schedule(settings)).Id}";

    private async Task<JsonElement> Registration(string session) =>
        (await Coordinator.Get($"{session}/registration")).Done.Json;

    /// <summary>How many are in, how many places are left, and how many wait.</summary>
    private async Task<(int Enrolled, int PlacesLeft, int Waiting)> Crowd(string session)
    {
        var told = await Registration(session);
        return (
            told.GetProperty("enrolled").GetInt32(),
            told.GetProperty("placesLeft").GetInt32(),
            told.GetProperty("waiting").GetInt32()
        );
    }

    private static IEnumerable<string> Fields(Answer answer) =>
        answer.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal);

    /// <summary>The names of the forms that the session's page has for somebody, in alphabetical order.</summary>
    private static async Task<IReadOnlyList<string>> FormsOf(Api who, string session) =>
        await FormsAt(who, (await who.Get(session)).Done.Json.GetProperty("page").GetString()!);

    /// <summary>Likewise those that the short link leads to.</summary>
    private static async Task<IReadOnlyList<string>> FormsToJoin(Api who, string session) =>
        await FormsAt(who, (await who.Get($"{session}/invitation")).Done.Json.GetProperty("link").GetString()!);

    private static async Task<IReadOnlyList<string>> FormsAt(Api who, string page)
    {
        var document = new HtmlParser().ParseDocument((await who.Get(page)).Done.Text);
        return
        [
            .. document
                .QuerySelectorAll("input[name=_handler]")
                .Select(handler => handler.GetAttribute("value")!)
                .Order(StringComparer.Ordinal),
        ];
    }
}
