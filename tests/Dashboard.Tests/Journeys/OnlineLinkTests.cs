using System.Net;
using Npgsql;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>Where a session meets online is known to its participants and coordinators, and to nobody and nothing else.</summary>
public sealed class OnlineLinkTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private const string Secret = "s3cr3t-r00m";
    private const string Link = $"https://meet.example/{Secret}?pin=1";

    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task Participants_and_coordinators_are_told()
    {
        var session = await Session();
        using var pia = await Enrolled(session, "Pia");

        foreach (var who in (Api[])[pia, Coordinator])
        {
            var told = (await who.Get($"/api/v1/sessions/{session}/online-link")).Done;
            Assert.Equal(Link, told.Json.GetProperty("link").GetString());
            Assert.True(told.Response.Headers.CacheControl?.NoStore);
            Assert.Contains(Secret, await Page(who, session), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Others_are_not_told_in_any_way()
    {
        var session = await Session();
        var elsewhere = (await given.Planned.Schedule()).Id;
        using var pia = await Enrolled(session, "Pia");
        using var other = await Enrolled(elsewhere, "Otto");
        using var anybody = new Api(given.Host.Address);

        foreach (var who in (Api[])[other, anybody])
        {
            var refused = await who.Get($"/api/v1/sessions/{session}/online-link");
            Assert.Equal((HttpStatusCode.Forbidden, "participants-only"), (refused.Status, refused.Problem));
            Assert.DoesNotContain(Secret, await Page(who, session), StringComparison.Ordinal);
        }

        await IsNowhereIn(anybody, await Public(session));
        await IsNowhereIn(pia, [$"/api/v1/sessions/{session}", $"/api/v1/sessions/{session}/participants"]);
        await IsNowhereIn(Coordinator, [$"/api/v1/sessions/{session}/history", $"{await Slug(session)}/history"]);
    }

    [Fact]
    public async Task Who_leaves_is_told_no_more()
    {
        var session = await Session();
        using var pia = await Enrolled(session, "Pia");
        (await pia.Delete($"/api/v1/sessions/{session}/enrolment")).Done.ToString();

        Assert.Equal(HttpStatusCode.Forbidden, (await pia.Get($"/api/v1/sessions/{session}/online-link")).Status);
        Assert.DoesNotContain(Secret, await Page(pia, session), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_kept_in_one_table_and_in_none_of_the_log_or_the_projections()
    {
        var session = await Session();
        (await Coordinator.Put($"/api/v1/sessions/{session}", new { title = "Told anew" })).Done.ToString();

        await using var database = NpgsqlDataSource.Create(given.Connection);
        await using var command = database.CreateCommand(
            """
            select table_schema || '.' || table_name from information_schema.tables
            where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
                and query_to_xml(format('select 1 from %I.%I t where t::text like %L limit 1', table_schema, table_name,
                    '%s3cr3t-r00m%'), true, true, '')::text like '%<row%'
            """
        );
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var holding = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            holding.Add(reader.GetString(0));
        }

        Assert.Equal(["campaigns.online_link"], holding);
        Assert.DoesNotContain(Secret, given.Host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_coordinators_set_and_clear_it()
    {
        var session = await Session();
        var address = $"/api/v1/sessions/{session}/online-link";
        using var pia = await Enrolled(session, "Pia");
        Assert.Equal("not-a-coordinator", (await pia.Put(address, new { link = "https://evil.example/" })).Problem);
        Assert.Equal("not-a-coordinator", (await pia.Delete(address)).Problem);
        Assert.Equal("invalid-input", (await Coordinator.Put(address, new { link = "javascript:alert(1)" })).Problem);

        (await Coordinator.Delete(address)).Done.ToString();

        Assert.Null((await pia.Get(address)).Done.Json.GetProperty("link").GetString());
        Assert.DoesNotContain(Secret, await Page(pia, session), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_repeated_does_not_bring_an_old_link_back()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var wish = new { title = $"Once {Guid.NewGuid()}", onlineLink = Link };
        var session = (await given.Planned.Schedule(wish, key)).Id;
        var address = $"/api/v1/sessions/{session}/online-link";
        (await Coordinator.Put(address, new { link = "https://meet.example/new" })).Done.ToString();

        Assert.Equal(session, (await given.Planned.Schedule(wish, key)).Id);

        Assert.Equal("https://meet.example/new", (await Coordinator.Get(address)).Json.GetProperty("link").GetString());
    }

    [Fact]
    public async Task The_link_of_a_deleted_session_is_kept_no_more()
    {
        var session = await Session();

        (await Coordinator.Delete($"/api/v1/sessions/{session}")).Done.ToString();

        const string Kept = "select count(*) from campaigns.online_link where session_id = ";
        Assert.Equal(0, await given.Database.Scalar<long>($"{Kept}'{session}'"));
    }

    private async Task<Guid> Session() =>
        (await given.Planned.Schedule(new { onlineLink = Link, venue = "Leiden" })).Id;

    private async Task<Api> Enrolled(Guid session, string name)
    {
        var person = await Api.SignedIn(given.Host, name);
        (await person.Put($"/api/v1/sessions/{session}/enrolment", new { })).Done.ToString();
        return person;
    }

    private async Task<string> Slug(Guid session) =>
        (await Coordinator.Get($"/api/v1/sessions/{session}")).Done.Json.GetProperty("page").GetString()!;

    private async Task<string> Page(Api who, Guid session) => (await who.Get(await Slug(session))).Done.Text;

    private async Task<IEnumerable<string>> Public(Guid session)
    {
        var page = await Slug(session);
        return
        [
            "/",
            "/sessions",
            "/sessions?state=all",
            "/sessions?view=calendar&month=2026-03",
            "/sessions.ics",
            "/api/v1/sessions?state=all",
            "/api/v1/events?after=0&limit=1000",
            $"{page}.ics",
            $"/api/v1/sessions/{session}",
            $"/api/v1/sessions/{session}/registration",
            $"/api/v1/sessions/{session}/articles",
            $"/api/v1/sessions/{session}/statistics",
        ];
    }

    private static async Task IsNowhereIn(Api who, IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
        {
            var answer = (await who.Get(address)).Done;
            Assert.False(answer.Text.Contains(Secret, StringComparison.Ordinal), $"{address} tells the link.");
        }
    }
}
