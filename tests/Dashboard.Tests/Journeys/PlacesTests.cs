using System.Net;
using System.Text.Json;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>Who gets a place, who waits for one, who is let in and who comes back, through the API of a real Host.</summary>
public sealed class PlacesTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task Of_many_who_ask_at_once_as_many_get_in_as_there_are_places_and_all_others_wait_in_line()
    {
        const int Places = 20;
        const int People = 60;
        var session = await Coming(Places);
        var people = await Task.WhenAll(
            Enumerable.Range(0, People).Select(n => Api.SignedIn(given.Host, $"Runner {n:00}"))
        );

        var answers = await Task.WhenAll(people.Select(person => person.Put($"{session}/enrolment", new { })));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.NoContent, a.Status));
        Assert.Equal((Places, 0, People - Places), await Crowd(session));
        var mine = await Task.WhenAll(people.Select(person => person.Get($"{session}/enrolment")));
        Assert.Equal(Places, mine.Count(m => m.Done.Json.GetProperty("state").GetString() == "enrolled"));
        Assert.Equal(
            Enumerable.Range(1, People - Places),
            mine.Where(m => m.Done.Json.GetProperty("state").GetString() == "waiting")
                .Select(m => m.Done.Json.GetProperty("placeInLine").GetInt32())
                .Order()
        );

        // Three leave at once: the first three who wait have their places.
        var next = (await WaitingList(session)).Take(3).ToArray();
        var leaving = people
            .Zip(mine)
            .Where(p => p.Second.Done.Json.GetProperty("state").GetString() == "enrolled")
            .Take(3);
        await Task.WhenAll(leaving.Select(p => p.First.Delete($"{session}/enrolment")));
        Assert.Equal((Places, 0, People - Places - 3), await Crowd(session));
        Assert.Equal(next.Order(), (await Participants(session)).Intersect(next).Order());
        Array.ForEach(people, person => person.Dispose());
    }

    [Fact]
    public async Task Who_waits_stands_in_the_order_of_arrival_and_more_room_lets_them_in()
    {
        var session = await Coming(places: 1);
        string[] names = ["Ann Arrives", "Ben Behind", "Cat Comes", "Dan Delayed"];
        foreach (var name in names)
        {
            using var person = await Api.SignedIn(given.Host, name);
            (await person.Put($"{session}/enrolment", new { })).Done.ToString();
        }

        Assert.Equal(names[1..], await WaitingList(session));
        using var ben = await Api.SignedIn(given.Host, "Ben Behind");
        Assert.Equal("participants-only", (await ben.Get($"{session}/participants")).Problem);
        Assert.Equal("not-a-coordinator", (await ben.Get($"{session}/waiting-list")).Problem);
        Assert.Equal(HttpStatusCode.BadRequest, (await Coordinator.Get($"{session}/waiting-list?after=zzz")).Status);

        (await Coordinator.Put($"{session}/registration", new { capacity = 3 })).Done.ToString();

        await Eventually.Get("places for those who wait", () => Crowd(session), crowd => crowd.Enrolled == 3);
        Assert.Equal(["Dan Delayed"], await WaitingList(session));
        Assert.Equal("enrolled", (await ben.Get($"{session}/enrolment")).Done.Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_passcode_is_told_to_coordinators_alone_and_asked_of_everybody_else()
    {
        var session = await Session(new { });
        using var pat = await Api.SignedIn(given.Host, "Passing Pat");
        var passcode = (await Coordinator.Post($"{session}/passcode/rotate"))
            .Done.Json.GetProperty("passcode")
            .GetString();
        Assert.Equal("not-a-coordinator", (await pat.Get($"{session}/passcode")).Problem);
        Assert.True((await Registration(session)).GetProperty("needsPasscode").GetBoolean());

        using var nobody = new Api(given.Host.Address);
        for (var n = 0; n < 11; n++)
        {
            Assert.Equal(
                "sign-in-first",
                (await nobody.Put($"{session}/enrolment", new { passcode = "guess" })).Problem
            );
        }

        Assert.Equal("passcode-needed", (await pat.Put($"{session}/enrolment", new { })).Problem);
        Assert.Equal("wrong-passcode", (await pat.Put($"{session}/enrolment", new { passcode = "wrong" })).Problem);
        (await Coordinator.Put($"{session}/passcode", new { passcode = "Über Mut" })).Done.ToString();
        Assert.Equal("wrong-passcode", (await pat.Put($"{session}/enrolment", new { passcode })).Problem);
        (await pat.Put($"{session}/enrolment", new { passcode = "über-mut" })).Done.ToString();

        using var coordinator = await Api.SignedIn(given.Host, "Passing Cora");
        (await Coordinator.Delete($"{session}/passcode")).Done.ToString();
        (await coordinator.Put($"{session}/enrolment", new { })).Done.ToString();
        Assert.Equal(["passcode"], Fields(await Coordinator.Put($"{session}/passcode", new { passcode = "a-b" })));
    }

    [Fact]
    public async Task Who_was_removed_comes_back_when_a_coordinator_says_so_and_rosters_are_copied()
    {
        var session = await Session(new { });
        using var rae = await Api.SignedIn(given.Host, "Removed Rae");
        (await rae.Put($"{session}/enrolment", new { attendance = "remote" })).Done.ToString();
        var person = (await rae.Get("/api/v1/me")).Done.Json.GetProperty("person").GetString();
        (await Coordinator.Delete($"{session}/participants/{person}")).Done.ToString();
        Assert.Equal("removed-from-session", (await rae.Put($"{session}/enrolment", new { })).Problem);
        var removed = (await Coordinator.Get($"{session}/removed-participants")).Done.Json[0];
        Assert.Equal(
            ("Removed Rae", "remote"),
            (removed.GetProperty("userName").GetString(), removed.GetProperty("attendance").GetString())
        );

        (await Coordinator.Post($"{session}/participants/{person}/restore")).Done.ToString();

        Assert.Equal(
            removed.GetProperty("since").GetString(),
            (await rae.Get($"{session}/enrolment")).Done.Json.GetProperty("since").GetString()
        );
        Assert.Equal(0, (await Coordinator.Get($"{session}/removed-participants")).Done.Json.GetArrayLength());
        var later = await Session(new { });
        var from = session[(session.LastIndexOf('/') + 1)..];
        Assert.Equal("not-a-coordinator", (await rae.Post($"{later}/participants/copy", new { from })).Problem);
        (await Coordinator.Post($"{later}/participants/copy", new { from })).Done.ToString();
        Assert.Equal(["Removed Rae"], await Participants(later));
    }

    private async Task<string> Session(object settings) =>
        $"/api/v1/sessions/{(await given.Planned.Schedule(settings)).Id}";

    private async Task<JsonElement> Registration(string session) =>
        (await Coordinator.Get($"{session}/registration")).Done.Json;

    /// <summary>A session that is still to come, for so many.</summary>
    private Task<string> Coming(int places) =>
        Session(
            new
            {
                start = "2999-03-08T13:00",
                end = "2999-03-08T17:00",
                trackedFrom = "2999-03-08",
                trackedUntil = "2999-03-09",
                registration = new { capacity = places },
            }
        );

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

    private async Task<string[]> WaitingList(string session) =>
        Names((await Coordinator.Get($"{session}/waiting-list")).Done.Json);

    private async Task<string[]> Participants(string session) =>
        Names((await Coordinator.Get($"{session}/participants")).Done.Json.GetProperty("participants"));

    private static string[] Names(JsonElement people) =>
        [.. people.EnumerateArray().Select(p => p.GetProperty("userName").GetString()!)];

    private static IEnumerable<string> Fields(Answer answer) =>
        answer.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal);
}
