using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: kill -9 of a real process that runs the shards moves them to another, and no event is applied twice.
/// </summary>
public sealed class KilledHostTests(PostgresCluster cluster)
{
    private const string Shards =
        "select count(*) from events.mt_event_progression p where exists (select from pg_locks where locktype = 'advisory' and granted and (classid::bigint << 32) | objid::bigint = hashtextextended(p.name, 0) and pid <> all('{0}'))";

    private const string Sessions =
        "select array_agg(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

    private const string Behind =
        "select count(*) from events.mt_event_progression where last_seq_id < (select max(seq_id) from events.mt_events)";

    [Fact]
    public async Task Its_shards_are_run_by_the_other_Host_which_goes_on_where_they_were()
    {
        await using var wiki = await EditathonWiki.Start();
        await using var database = await cluster.NewDashboard();
        string[] settings =
        [
            $"--ConnectionStrings:Dashboard={database.ConnectionString}",
            $"--MediaWiki:Wikis:enwiki={wiki.Api}",
        ];
        await using var first = await HostProcess.Start(settings);
        var shards = await Eventually.Get(
            "The first Host runs shards",
            () => Running(database, except: []),
            running => running >= 1
        );
        var planned = await Planned.At(first);
        var session = await planned.SessionWith(["enwiki"], "Alice");
        await planned.Update(session);
        var before = await Planned.Figures(first, session);
        var firsts = await database.Scalar<int[]>(Sessions);
        // That the second stands by is the lock's doing (NodesTests). On a starved machine the first may have been taken for
        // dead and left a shard to it already, which is no harm: what follows must hold either way.
        await using var second = await HostProcess.Start(settings);

        await first.Kill();

        await Eventually.Get(
            "The second Host runs all of them",
            () => Running(database, except: firsts),
            running => running >= shards
        );
        Assert.Equal(before.GetRawText(), (await Planned.Figures(second, session)).GetRawText());
        var again = await Planned.At(second);
        var another = await again.SessionWith(["enwiki"], "Alice");
        await again.Update(another);
        Assert.Equal(before.GetRawText(), (await Planned.Figures(second, another)).GetRawText());
        Assert.Equal(before.GetRawText(), (await Planned.Figures(second, session)).GetRawText());
        await Eventually.Get("All have the whole log", () => database.Scalar<long>(Behind), behind => behind == 0);
        Assert.Equal(0, await database.Scalar<long>("select count(*) from events.shard_fault"));
    }

    /// <summary>How many shards are run by sessions other than these.</summary>
    private static Task<long> Running(TestDatabase database, int[] except) =>
        database.Scalar<long>(Shards.Replace("{0}", $"{{{string.Join(',', except)}}}", StringComparison.Ordinal));
}
