using System.Net;
using CampaignDashboard.Tests.Rights;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>Who came to a session, recorded by its coordinators: through the API and by the page that they hold at the door.</summary>
public sealed class AttendanceTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task A_mark_is_set_changed_and_taken_back()
    {
        var session = await SessionOf("Ada", "Ben");
        var ada = await Person(session, "Ada");

        (await Mark(session, ada, "onSite")).Done.ToString();
        Assert.Equal((2, 1, 0, 0, 1, 0), await Counts(session));
        (await Mark(session, ada, "remote")).Done.ToString();
        (await Mark(session, ada, "remote")).Done.ToString();
        Assert.Equal((2, 0, 1, 0, 1, 0), await Counts(session));
        (await Coordinator.Delete($"{session}/participants/{ada}/attendance")).Done.ToString();
        (await Coordinator.Delete($"{session}/participants/{ada}/attendance")).Done.ToString();
        Assert.Equal((2, 0, 0, 0, 2, 0), await Counts(session));
        Assert.Equal(HttpStatusCode.BadRequest, (await Mark(session, ada, "early")).Status);
        Assert.Equal("not-a-participant", (await Mark(session, Guid.NewGuid(), "onSite")).Problem);
    }

    [Fact]
    public async Task A_list_is_taken_at_once_with_a_verdict_for_each()
    {
        var session = await SessionOf("Ada", "Ben", "Chi");
        var (ada, ben, stranger) = (await Person(session, "Ada"), await Person(session, "Ben"), Guid.NewGuid());
        (await Mark(session, ben, "absent")).Done.ToString();
        var before = await Events();

        var marks = new object[]
        {
            new { person = ada, presence = "remote" },
            new { person = ben, presence = "absent" },
            new { person = stranger, presence = "onSite" },
        };
        var taken = (await Coordinator.Post($"{session}/attendance", new { marks, rest = "onSite" })).Done.Json;

        Assert.Equal(2, taken.GetProperty("recorded").GetInt32());
        Assert.Equal(
            ["recorded", "unchanged", "notAParticipant"],
            taken.GetProperty("marks").EnumerateArray().Select(m => m.GetProperty("result").GetString()!)
        );
        Assert.Equal((3, 1, 1, 1, 0, 0), await Counts(session));
        Assert.Equal(before + 2, await Events());
    }

    [Fact]
    public async Task Who_is_removed_has_not_attended_whatever_was_recorded()
    {
        var session = await SessionOf("Ada", "Ben");
        var ada = await Person(session, "Ada");
        (await Mark(session, ada, "onSite")).Done.ToString();

        (await Coordinator.Delete($"{session}/participants/{ada}")).Done.ToString();
        Assert.Equal((1, 0, 0, 0, 1, 0), await Counts(session));
        (await Coordinator.Post($"{session}/participants", new { userNames = new[] { "Ada" } })).Done.ToString();
        Assert.Equal((2, 0, 0, 0, 2, 0), await Counts(session));
    }

    [Fact]
    public async Task Nothing_is_recorded_before_the_day_and_the_refusal_says_which_day_that_is()
    {
        var session = await SessionOf(new { start = "2999-03-08", end = "2999-03-09" }, "Ada");

        var refused = await Mark(session, await Person(session, "Ada"), "onSite");

        Assert.Equal((HttpStatusCode.Conflict, "attendance-not-yet"), (refused.Status, refused.Problem));
        Assert.Contains("2999-03-08 (Europe/Amsterdam)", refused.Detail, StringComparison.Ordinal);
        var walkIn = await Coordinator.Post($"{session}/walk-ins", new { by = 1 });
        Assert.Equal("attendance-not-yet", walkIn.Problem);
        var page = await ListOf(session);
        Assert.DoesNotContain("walk-ins", page.Forms.Select(f => f.Handler));
        Assert.Contains(refused.Detail, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Walk_ins_are_counted_at_two_doors_and_nobody_overwrites_the_other()
    {
        var session = await SessionOf();
        var (one, other) = (("Idempotency-Key", "door-1"), ("Idempotency-Key", "door-2"));

        (await Coordinator.Post($"{session}/walk-ins", new { by = 1 }, one)).Done.ToString();
        var second = (await Coordinator.Post($"{session}/walk-ins", new { by = 1 }, other)).Done.Json;
        var again = (await Coordinator.Post($"{session}/walk-ins", new { by = 1 }, one)).Done.Json;

        Assert.Equal((2, 2), (second.GetProperty("count").GetInt32(), again.GetProperty("count").GetInt32()));
        var late = await Coordinator.Put($"{session}/walk-ins", new { count = 40, seen = 1 });
        Assert.Equal((HttpStatusCode.Conflict, "counted-meanwhile"), (late.Status, late.Problem));
        (await Coordinator.Put($"{session}/walk-ins", new { count = 40, seen = 2 })).Done.ToString();
        Assert.Equal((0, 0, 0, 0, 0, 40), await Counts(session));
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await Coordinator.Put($"{session}/walk-ins", new { count = 10_001 })).Status
        );
    }

    [Fact]
    public async Task The_file_has_names_and_marks_and_no_formula()
    {
        var session = await SessionOf("=SUM(A1)", "Zoë");
        (await Mark(session, await Person(session, "Zoë"), "absent")).Done.ToString();

        var file = (await Coordinator.Get($"{session}/participants.csv")).Done;

        Assert.Equal("text/csv", file.Response.Content.Headers.ContentType?.MediaType);
        var lines = file.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("user_name,takes_part,since,attendance,recorded_at", lines[0]);
        Assert.StartsWith("'=SUM(A1),", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("Z,,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",absent,", lines[2], StringComparison.Ordinal);
        using var ada = await Api.SignedIn(given.Host, "Zoë");
        foreach (var path in (string[])["participants.csv", "attendance"])
        {
            Assert.Equal("not-a-coordinator", (await ada.Get($"{session}/{path}")).Problem);
        }
    }

    [Fact]
    public async Task Two_pages_that_were_opened_together_count_two_and_a_page_sent_twice_counts_one()
    {
        var session = await SessionOf();
        var (here, there) = (await ListOf(session), await ListOf(session));

        foreach (var page in (Page[])[here, there, here])
        {
            var sent = await Coordinator.Send(page.Path, With(page.Form("walk-ins"), "by", "1"));
            Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        }

        Assert.Equal((0, 0, 0, 0, 0, 2), await Counts(session));
        var late = await Coordinator.Send(here.Path, With(here.Form("set-walk-ins"), "count", "9"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        var told = PageForm.Parse(late.Text);
        Assert.Contains(
            "the number is 2 now",
            told.QuerySelector("[role=alert]")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal("9", told.QuerySelector("input[name=count]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_tap_leads_back_to_the_row_and_a_second_one_says_the_same()
    {
        var session = await SessionOf("Ada", "Ben");
        var ada = await Person(session, "Ada");
        var page = await ListOf(session, "?show=NotMarked&q=a");
        var form = With(page.Form("participants"), "mark", $"{ada} OnSite");

        var first = await Coordinator.Send(page.Path, form);
        var second = await Coordinator.Send(page.Path, form);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (first.Status, second.Status));
        Assert.Equal((2, 1, 0, 0, 1, 0), await Counts(session));
        var back = first.Response.Headers.Location!.ToString();
        Assert.EndsWith($"#p-{ada}", back, StringComparison.Ordinal);
        // Though only people without a mark are looked at, who was marked just now is still there to be mended.
        var after = PageForm.Parse((await Coordinator.Get(back)).Done.Text);
        var pressed = after.QuerySelectorAll($"#p-{ada} button[aria-pressed=true]").Select(b => b.TextContent.Trim());
        Assert.Equal(["On site"], pressed);
        Assert.Null(PageForm.Parse((await Coordinator.Get(page.Path)).Done.Text).QuerySelector($"#p-{ada}"));
    }

    [Fact]
    public async Task A_thousand_people_come_by_fifties_and_are_found_by_a_part_of_their_name()
    {
        var session = await SessionOf();
        string[] names = [.. Enumerable.Range(1, 999).Select(n => $"Person {n:000}"), "Zoë Zander"];
        (await Coordinator.Post($"{session}/participants", new { userNames = names })).Done.ToString();

        var first = await ListOf(session);
        Assert.Equal(50, first.Names.Count);
        Assert.Equal("Person 001", first.Names[0]);
        Assert.Equal("Zoë Zander", (await ListOf(session, "?page=20")).Names[^1]);
        Assert.Equal(["Zoë Zander"], (await ListOf(session, "?q=ZOE")).Names);
        Assert.Equal(10, (await ListOf(session, "?q=person+01")).Names.Count);
        Assert.Equal("Person 001", (await ListOf(session, "?page=99")).Names[0]);
        Assert.Empty((await ListOf(session, "?q=%25")).Names);
    }

    [Fact]
    public async Task Participants_see_the_names_alone_and_others_are_told_why_they_do_not()
    {
        var session = await SessionOf("Ada", "Ben");
        (await Mark(session, await Person(session, "Ben"), "absent")).Done.ToString();
        using var ada = await Api.SignedIn(given.Host, "Ada");
        using var anybody = new Api(given.Host.Address);

        var seen = await ListOf(session, "?show=Absent", ada);
        Assert.Equal(["Ada", "Ben"], seen.Names);
        Assert.Empty(seen.Forms);
        Assert.DoesNotContain("Absent", seen.Text, StringComparison.Ordinal);
        var refused = await anybody.Get(seen.Path);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.DoesNotContain("Ada", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Only participants and coordinators", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await ada.Get($"{seen.Path.Split('?')[0]}/enter")).Status);
    }

    [Fact]
    public async Task The_feed_tells_that_somebody_came_and_never_who()
    {
        // The other tests tell the feed more than a page holds.
        var before = await given.Database.Scalar<long>("select max(seq_id) from events.mt_events");
        var session = await SessionOf("Ada");
        var ada = await Person(session, "Ada");
        (await Mark(session, ada, "onSite")).Done.ToString();
        (await Coordinator.Post($"{session}/walk-ins", new { by = 3 })).Done.ToString();

        var stored = await given.Database.Scalar<string>(
            $"select string_agg(type, ',' order by seq_id) from events.mt_events where stream_id = (select stream_id from events.mt_events where data ->> 'session' = '{session.Split('/')[^1]}' and type = 'walk_ins_counted' limit 1)"
        );
        Assert.Equal("participant_enrolled,attendance_recorded,walk_ins_counted", stored);
        using var anybody = new Api(given.Host.Address);
        var told = await Eventually.Get(
            "The feed",
            async () => (await anybody.Get($"/api/v1/events?after={before}&limit=1000")).Text,
            text =>
                text.Contains("walk_ins_counted", StringComparison.Ordinal)
                && text.Contains("attendance_recorded", StringComparison.Ordinal)
        );
        Assert.DoesNotContain($"{ada}", told, StringComparison.Ordinal);
    }

    private sealed record Page(string Path, string Text, IReadOnlyList<string> Names, IReadOnlyList<PageForm> Forms)
    {
        internal PageForm Form(string handler) => Forms.Single(f => f.Handler == handler);
    }

    private async Task<Page> ListOf(string session, string query = "", Api? by = null)
    {
        var page = (await Coordinator.Get(session)).Done.Json.GetProperty("page").GetString()!;
        var path = $"{page}/participants{query}";
        var document = PageForm.Parse((await (by ?? Coordinator).Get(path)).Done.Text);
        return new(
            path,
            document.QuerySelector("main")!.TextContent,
            [.. document.QuerySelectorAll(".door-row__name").Select(name => name.TextContent)],
            PageForm.In(document)
        );
    }

    private static Dictionary<string, string> With(PageForm form, string field, string value) =>
        new(form.Fields.Where(f => f.Key != "remove"), StringComparer.Ordinal) { [field] = value };

    private Task<string> SessionOf(params string[] people) => SessionOf(new { }, people);

    private async Task<string> SessionOf(object settings, params string[] people)
    {
        var session = $"/api/v1/sessions/{(await given.Planned.Schedule(settings)).Id}";
        foreach (var name in people)
        {
            using var person = await Api.SignedIn(given.Host, name);
            (await person.Put($"{session}/enrolment", new { })).Done.ToString();
        }

        return session;
    }

    private Task<Answer> Mark(string session, Guid person, string presence) =>
        Coordinator.Put($"{session}/participants/{person}/attendance", new { presence });

    private async Task<Guid> Person(string session, string name) =>
        (await Coordinator.Get($"{session}/participants"))
            .Done.Json.GetProperty("participants")
            .EnumerateArray()
            .Single(p => p.GetProperty("userName").GetString() == name)
            .GetProperty("person")
            .GetGuid();

    private async Task<(int, int, int, int, int, int)> Counts(string session)
    {
        var told = (await Coordinator.Get($"{session}/attendance")).Done.Json;
        return (Of("enrolled"), Of("onSite"), Of("remote"), Of("absent"), Of("notMarked"), Of("walkIns"));

        int Of(string field) => told.GetProperty(field).GetInt32();
    }

    private Task<long> Events() => given.Database.Scalar<long>("select count(*) from events.mt_events");
}
