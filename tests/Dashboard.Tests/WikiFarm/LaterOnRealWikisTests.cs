using System.Globalization;
using System.Text.Json;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.WikiFarm;
using Microsoft.Data.Sqlite;

namespace CampaignDashboard.Tests.WikiFarm;

/// <summary>
/// What a data update asks real MediaWikis beyond the contributions: who is new, who had edited before, who stayed, and what
/// became of pages and revisions.
/// </summary>
public sealed class LaterOnRealWikisTests(PostgresCluster cluster) : IAsyncLifetime
{
    private const string English = "enwiki";

    private static readonly DateTimeOffset After = Editathon.Window.End.AddDays(100);

    private OwnFarm own = null!;
    private TestDatabase database = null!;
    private HostProcess host = null!;

    private Farm Farm => own.Farm;

    public async ValueTask InitializeAsync()
    {
        own = await OwnFarm.Start(TestContext.Current.CancellationToken);
        database = await cluster.NewDashboard();
        host = await HostProcess.Start([
            $"--ConnectionStrings:Dashboard={database.ConnectionString}",
            .. Editathon.Wikis.Select(w => $"--MediaWiki:Wikis:{w.Name}={Farm.ApiAddress(w.Name)}"),
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await database.DisposeAsync();
        await own.DisposeAsync();
    }

    [Fact]
    public async Task Newcomers_and_those_who_come_back_are_who_the_wikis_databases_say()
    {
        var planned = await Planned.At(host);
        var session = await Session(planned);

        Assert.Empty((await planned.Update(session)).GetProperty("problems").EnumerateArray());

        var told = await Rows(
            "select p.user_name, r.registered_at from figures.registration r join identity.person p using (person_id)"
        );
        var registered = Editathon.Accounts.ToDictionary(a => a.Name, a => a.Registered, StringComparer.Ordinal);
        Assert.Equal(Editathon.Participants.Count, told.Length);
        Assert.All(told, row => Assert.Equal(registered[(string)row[0]!], (row[1] as DateTime?)?.ToUniversalTime()));

        var start = Editathon.Window.Start;
        string[] editors = [.. Editathon.Participants.Where(p => CountRevisions(p, start, Editathon.Window.End) > 0)];
        string[] notNew = [.. editors.Where(e => !(registered[e] >= start.AddDays(-14)))];
        Assert.Equal(13, editors.Length);
        Assert.Equal(
            notNew.Where(e => CountRevisions(e, DateTimeOffset.UnixEpoch, start) > 0).Order(StringComparer.Ordinal),
            await Names("earlier_edit", "where found")
        );
        Assert.Equal(
            notNew.Where(e => CountRevisions(e, DateTimeOffset.UnixEpoch, start) == 0).Order(StringComparer.Ordinal),
            await Names("earlier_edit", "where not found")
        );

        var (from, until) = (Editathon.Window.End.AddDays(7), Editathon.Window.End.AddDays(37));
        string[] stayed = [.. editors.Except(notNew).Where(e => CountRevisions(e, from, until) > 0)];
        Assert.Equal(["Newcomer Nia"], stayed);
        Assert.Equal(stayed, await Names("retained"));
        Assert.True(await database.Scalar<bool>("select retention_until is not null from figures.session_scope"));

        // All of it is known now: another update asks for contributions alone.
        var asked = Farm.Requests(English).Count;
        await planned.Update(session);
        Assert.All(
            Farm.Requests(English).Skip(asked),
            r => Assert.Contains("usercontribs", r.Uri + r.Post.GetValueOrDefault("list", ""), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Deletions_moves_and_hidden_revisions_are_found_while_one_wiki_is_down()
    {
        var planned = await Planned.At(host);
        var session = await Session(planned);
        await planned.Update(session);
        var (gone, moved) = (await PageId("Wang Zhenyi"), await PageId("Tu Youyou"));
        var hidden = await LatestOf("Marie Tharp");
        await Act(("action", "delete"), ("title", "Wang Zhenyi"));
        await Act(("action", "move"), ("from", "Tu Youyou"), ("to", "User:Ines Vega/Tu Youyou"), ("noredirect", "1"));
        await Hide(hidden, "content|comment", "nochange");
        await Farm.TakeDown("frwiki");

        await Later();
        var update = await planned.Update(session);

        Assert.Equal(
            "frwiki",
            Assert.Single(update.GetProperty("problems").EnumerateArray()).GetProperty("wiki").GetString()
        );
        Assert.Equal(
            [
                [gone, true, null],
                [moved, false, 2],
            ],
            await States()
        );
        Assert.Equal(
            [
                [hidden, false],
            ],
            await Rows("select revision_id, suppressed from figures.hidden_revision order by revision_id")
        );

        await Farm.BringUp("frwiki", TestContext.Current.CancellationToken);
        await Act(("action", "undelete"), ("title", "Wang Zhenyi"));
        await Act(("action", "move"), ("from", "User:Ines Vega/Tu Youyou"), ("to", "Tu Youyou"), ("noredirect", "1"));
        await Hide(hidden, "user", "yes");
        await Later();
        await planned.Update(session);
        Assert.Equal(
            [
                [gone, false, null],
                [moved, false, 0],
            ],
            await States()
        );
        Assert.Equal(
            [
                [hidden, true],
            ],
            await Rows("select revision_id, suppressed from figures.hidden_revision order by revision_id")
        );

        await Act(
            ("action", "revisiondelete"),
            ("type", "revision"),
            ("ids", Written(hidden)),
            ("show", "content|comment|user"),
            ("suppress", "no")
        );
        await Later();
        await planned.Update(session);
        Assert.Empty(await Rows("select revision_id from figures.hidden_revision"));
    }

    private static async Task<Guid> Session(Planned planned)
    {
        var request = new
        {
            start = "2026-03-08",
            end = "2026-03-22",
            wikis = Editathon.Wikis.Select(w => w.Name),
        };
        var session = (await planned.Schedule(request)).Id;
        foreach (var name in Editathon.Participants)
        {
            using var person = await Api.SignedIn(planned.Host, name);
            (await person.Put($"/api/v1/sessions/{session}/enrolment", new { attendance = "onSite" })).Done.ToString();
        }

        return session;
    }

    /// <summary>So much later that all is looked at again.</summary>
    private Task Later() => database.Execute("update metrics.checked set at = at - interval '1 day'");

    private Task<object?[][]> States() =>
        Rows("select page_id, deleted, namespace from figures.page_state where wiki = 'enwiki' order by page_id");

    private Task<JsonElement> Hide(long revision, string what, string suppress) =>
        Act(
            ("action", "revisiondelete"),
            ("type", "revision"),
            ("ids", Written(revision)),
            ("hide", what),
            ("suppress", suppress)
        );

    private Task<JsonElement> Act(params (string Name, string Value)[] parameters) =>
        Farm.As(English, Farm.Administrator)
            .Act(
                parameters.Append(("reason", "a test")).ToDictionary(p => p.Item1, p => p.Item2),
                After,
                TestContext.Current.CancellationToken
            );

    private async Task<long> PageId(string title) => (await Page(title)).GetProperty("pageid").GetInt64();

    private async Task<JsonElement> Page(string title)
    {
        var answer = await Farm.Ask(English, "action=query&prop=info&titles=" + Uri.EscapeDataString(title));
        return answer.GetProperty("query").GetProperty("pages")[0];
    }

    /// <summary>The last but one revision of a page, for the last one cannot be hidden.</summary>
    private async Task<long> LatestOf(string title)
    {
        var answer = await Farm.Ask(
            English,
            "action=query&prop=revisions&rvlimit=2&rvprop=ids&rvend=2026-03-08T00:00:00Z&rvstart=2026-03-09T00:00:00Z&titles="
                + Uri.EscapeDataString(title)
        );
        var page = answer.GetProperty("query").GetProperty("pages")[0];
        return page.GetProperty("revisions")[1].GetProperty("revid").GetInt64();
    }

    private async Task<string[]> Names(string table, string condition = "") =>
        [
            .. (
                await Rows(
                    $"select distinct p.user_name from figures.{table} join identity.person p using (person_id) {condition}"
                )
            )
                .Select(row => (string)row[0]!)
                .Order(StringComparer.Ordinal),
        ];

    private async Task<object?[][]> Rows(string sql)
    {
        var rows = new List<object?[]>();
        await using var command = database.Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add([
                .. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i)),
            ]);
        }

        return [.. rows];
    }

    /// <summary>Counted in the wikis' own databases.</summary>
    private long CountRevisions(string user, DateTimeOffset from, DateTimeOffset until) =>
        Editathon.Wikis.Sum(wiki =>
        {
            using var connection = new SqliteConnection($"Data Source={Farm.DatabasePath(wiki.Name)};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                "select count(*) from revision join actor on actor_id = rev_actor where actor_name = $user and rev_timestamp >= $from and rev_timestamp < $until";
            command.Parameters.AddWithValue("$user", user);
            command.Parameters.AddWithValue("$from", Stamp(from));
            command.Parameters.AddWithValue("$until", Stamp(until));
            return (long)command.ExecuteScalar()!;
        });

    private static string Stamp(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private static string Written(long id) => id.ToString(CultureInfo.InvariantCulture);
}
