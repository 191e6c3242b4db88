using System.Net;
using CampaignDashboard.Tests.Rights;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>A coordinator settles who has a place: the line, whom they removed, who comes along from another session.</summary>
public sealed class PlacesPageTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task Out_of_the_line_people_are_enrolled_and_taken_off()
    {
        var (session, page) = await Full("Ada", "Ben", "Chi");
        Assert.Equal(["1. Ben", "2. Chi"], await Names(page, "waiting"));

        await Press(page, "waiting", ("admit", "Chi"));
        Assert.Equal(["1. Ben"], await Names(page, "waiting"));
        Assert.Equal(["Ada", "Chi"], await Participants(session));

        await Press(page, "waiting", ("takeOff", await IdOf("Ben")));
        Assert.Empty(await Names(page, "waiting"));
        Assert.Equal(["Ada", "Chi"], await Participants(session));
    }

    [Fact]
    public async Task Who_was_removed_is_put_back()
    {
        var (session, page) = await Full("Ada");
        (await Coordinator.Delete($"{session}/participants/{await IdOf("Ada")}")).Done.ToString();
        Assert.Equal(["Ada"], await Names(page, "restore"));

        await Press(page, "restore", ("person", await IdOf("Ada")));

        Assert.Empty(await Names(page, "restore"));
        Assert.Equal(["Ada"], await Participants(session));
    }

    [Fact]
    public async Task People_come_along_after_a_look_at_who_they_are()
    {
        var (earlier, _) = await Full("Ada");
        var (session, page) = await Full("Ben");
        var looked = await Coordinator.Get($"{page}?from={earlier.Split('/')[^1]}");
        Assert.Contains("1 person would be added:", looked.Done.Text, StringComparison.Ordinal);
        Assert.Equal(["Ben"], await Participants(session));

        var copy = PageForm.In(PageForm.Parse(looked.Text)).Single(f => f.Handler == "copy");
        (await Coordinator.Send(page, copy.Fields)).ToString();

        Assert.Equal(["Ada", "Ben"], await Participants(session));
    }

    [Fact]
    public async Task Registration_is_closed_and_opened()
    {
        var (session, page) = await Full("Ada");
        foreach (var (pressed, isOpen) in new[] { ("close", false), ("open", true) })
        {
            await Press(page, "registration", ("registration", pressed));
            var told = (await Coordinator.Get($"{session}/registration")).Done.Json;
            Assert.Equal(isOpen, told.GetProperty("isOpen").GetBoolean());
        }
    }

    /// <summary>A session with one place, and those who came for it.</summary>
    private async Task<(string Session, string Page)> Full(params string[] names)
    {
        var id = (await given.Planned.Schedule(new { registration = new { capacity = 1 } })).Id;
        var session = $"/api/v1/sessions/{id}";
        foreach (var name in names)
        {
            using var person = await Api.SignedIn(given.Host, name);
            (await person.Put($"{session}/enrolment", new { })).Done.ToString();
        }

        var slug = (await Coordinator.Get(session)).Done.Json.GetProperty("slug").GetString();
        return (session, $"/sessions/{slug}/participants/places");
    }

    private async Task Press(string page, string form, params (string Name, string Value)[] fields)
    {
        var shown = PageForm.In(PageForm.Parse((await Coordinator.Get(page)).Done.Text)).Single(f => f.Handler == form);
        var sent = shown
            .Fields.Where(f => f.Key.StartsWith('_'))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        var answer = await Coordinator.Send(page, new Dictionary<string, string>(sent, StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
    }

    /// <summary>The names in a form of the page, as they stand there.</summary>
    private async Task<string[]> Names(string page, string form) =>
        [
            .. PageForm
                .Parse((await Coordinator.Get(page)).Done.Text)
                .QuerySelectorAll("form")
                .Where(f => f.QuerySelector($"input[name=_handler][value={form}]") is not null)
                .SelectMany(f => f.QuerySelectorAll(".door-row__name"))
                .Select(name => name.TextContent.Trim()),
        ];

    private async Task<IEnumerable<string?>> Participants(string session) =>
        (await Coordinator.Get($"{session}/participants"))
            .Done.Json.GetProperty("participants")
            .EnumerateArray()
            .Select(p => p.GetProperty("userName").GetString())
            .Order(StringComparer.Ordinal)
            .ToArray();

    private async Task<string> IdOf(string userName)
    {
        using var person = await Api.SignedIn(given.Host, userName);
        return (await person.Get("/api/v1/me")).Done.Json.GetProperty("person").GetString()!;
    }
}
