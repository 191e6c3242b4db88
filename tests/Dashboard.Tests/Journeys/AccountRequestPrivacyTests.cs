using System.Net;
using Npgsql;

namespace CampaignDashboard.Tests.Journeys;

/// <summary>Who asks for an account is known to the session's coordinators, until they have dealt with it, and to nobody else.</summary>
public sealed class AccountRequestPrivacyTests(HostWithWikis given) : IClassFixture<HostWithWikis>
{
    private Api Coordinator => given.Planned.Coordinator;

    [Fact]
    public async Task Only_coordinators_of_the_session_see_names_and_addresses()
    {
        var session = (await given.Planned.Schedule()).Id;
        await Asked(session, "Nobody private", mail: "private.nobody@example.org");
        using var anybody = new Api(given.Host.Address);
        using var pia = await Api.SignedIn(given.Host, "Pia");
        (await pia.Put($"/api/v1/sessions/{session}/enrolment", new { attendance = "onSite" })).Done.ToString();

        foreach (var who in (Api[])[anybody, pia])
        {
            Assert.Equal("not-a-coordinator", (await who.Get(Requests(session))).Problem);
            var page = await who.Get($"{await Page(session)}/account-requests", ("Accept", "text/html"));
            Assert.Equal(HttpStatusCode.Forbidden, page.Status);
            foreach (
                var address in (string[])
                    [
                        await Page(session),
                        $"{await Page(session)}/request-account",
                        "/api/v1/events?after=0&limit=1000",
                        $"/api/v1/sessions/{session}",
                        $"/api/v1/sessions/{session}/registration",
                        $"{await Page(session)}/history",
                    ]
            )
            {
                var text = (await who.Get(address)).Text;
                Assert.DoesNotContain("private.nobody", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("account_request", text, StringComparison.Ordinal);
            }
        }

        var shown = (await Coordinator.Get($"{await Page(session)}/account-requests")).Done;
        Assert.Contains("private.nobody@example.org", shown.Text, StringComparison.Ordinal);
        Assert.True(shown.Response.Headers.CacheControl?.NoStore);
        Assert.Contains("1 person waits", (await Coordinator.Get(await Page(session))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_and_name_are_in_one_table_the_address_unreadable_and_in_nothing_that_the_host_says()
    {
        var session = (await given.Planned.Schedule()).Id;
        const string Name = "Nobody Xylophilus";
        const string Mail = "xylo.mail.4711@example.org";
        var request = await Asked(session, Name, mail: Mail);
        Assert.Equal(["enrolment.account_request"], await TablesWith(Name));
        Assert.Empty(await TablesWith("xylo.mail"));

        (await Coordinator.Delete($"{Requests(session)}/{request}")).Done.ToString();

        Assert.Empty(await TablesWith(Name));
        var dump = await given.Database.Dump();
        Assert.Contains("account_request_declined", dump, StringComparison.Ordinal);
        foreach (var trace in (string[])[Name, "Xylophilus", "xylo.mail"])
        {
            Assert.DoesNotContain(trace, dump, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(trace, given.Host.Log, StringComparison.OrdinalIgnoreCase);
        }
    }

    private async Task<Guid> Asked(
        Guid session,
        string name,
        string attendance = "onSite",
        string mail = "somebody@example.org"
    )
    {
        using var anybody = new Api(given.Host.Address);
        var answer = (await Ask(anybody, session, name, mail, attendance)).Done.Json;
        return answer.GetProperty("receipt").GetGuid();
    }

    private static Task<Answer> Ask(Api who, Guid session, string userName, string email, string? attendance = null) =>
        who.Post(
            Requests(session),
            new
            {
                userName,
                email,
                attendance,
            }
        );

    private async Task<string> Page(Guid session) =>
        (await Coordinator.Get($"/api/v1/sessions/{session}")).Done.Json.GetProperty("page").GetString()!;

    private async Task<List<string>> TablesWith(string text)
    {
        await using var database = NpgsqlDataSource.Create(given.Connection);
        await using var command = database.CreateCommand(
            $"""
            select table_schema || '.' || table_name from information_schema.tables
            where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
                and query_to_xml(format('select 1 from %I.%I t where t::text like %L limit 1', table_schema, table_name,
                    '%{text}%'), true, true, '')::text like '%<row%'
            """
        );
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var holding = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            holding.Add(reader.GetString(0));
        }

        return holding;
    }

    private static string Requests(Guid session) => $"/api/v1/sessions/{session}/account-requests";
}
