using CampaignDashboard.Campaigns;
using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Campaigns;

/// <summary>An inventory of 20,000 sessions more.</summary>
public sealed class ManySessions(PostgresCluster postgres) : IAsyncLifetime
{
    // A session every six hours and a half since 2012: few are left to come. Each 199th follows another wiki.
    private const string Many = """
        insert into inventory.session (session_id, program_id, slug, title, venue, details, time_zone, starts, ends, tracked_from, tracked_until, wikis, listed, version)
        select gen_random_uuid(), '00000000-0000-4000-8000-0000000000ec', 'many-' || n, 'Editathon ' || md5(n::text), '', '{}', 'Europe/Amsterdam', t, t + interval '4 hours', t, t, jsonb_build_array(jsonb_build_object('wiki', case when n % 199 = 0 then 'frwiki' else 'enwiki' end)), true, 1 from (select n, timestamptz '2012-01-01 12:00+01' + n * interval '6 hours 30 minutes' t from generate_series(1, 20000) n) x
        """;

    internal InventoryHost Inventory { get; } = new(postgres);

    public async ValueTask InitializeAsync()
    {
        await Inventory.InitializeAsync();
        await Inventory.Database.Execute(Many);
        await Inventory.Database.Execute("analyze inventory.session, inventory.program");
    }

    public ValueTask DisposeAsync() => Inventory.DisposeAsync();
}

/// <summary>With 20,000 sessions, a page is found without reading them all.</summary>
public sealed class Session_lists_use_indexes(ManySessions many) : IClassFixture<ManySessions>
{
    [Theory]
    [InlineData("", null)]
    [InlineData("", "1577836800000000_00000000000040008000000000000000")]
    [InlineData("state=past", null)]
    [InlineData("state=current", null)]
    [InlineData("state=upcoming", null)]
    [InlineData("state=running", null)]
    [InlineData("from=2020-03-01&until=2020-03-31", null)]
    [InlineData("wiki=frwiki", null)]
    [InlineData("language=pt", null)]
    [InlineData("search=schrijfmiddag", null)]
    public async Task A_page_of_any_filter_does_not_read_them_all(string query, string? after)
    {
        var asked = AskedSessions.Of(
            new Microsoft.AspNetCore.Http.QueryCollection(
                Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)
            )
        );
        var selected = await many.Inventory.Get<SessionFilters>().Select(asked, CancellationToken.None);
        var (sql, parameters) = SessionListing.PageQuery(selected.OrMalformed(), after, 26);
        var plan = string.Join(
            '\n',
            await many.Inventory.Database.Source.Query(
                $"explain {sql}",
                row => row.GetString(0),
                TestContext.Current.CancellationToken,
                parameters
            )
        );
        // Which index is the planner's business, and turns on what it sampled.
        Assert.DoesNotContain("Seq Scan on session", plan, StringComparison.Ordinal);
    }
}
