using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Journeys;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: the store writes beside every event who caused it, in which trace, and by what; never a name.
/// </summary>
public sealed class MetadataTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private const string Metadata =
        "select concat_ws('|', user_name, correlation_id, causation_id) from events.mt_events order by seq_id";

    private static readonly Cause Cause = new("a person", "a trace", "a request");

    [Fact]
    public async Task Every_event_of_an_append_bears_its_cause()
    {
        await NewNode()
            .Log.Transact<Jar, JarEvent>(
                Guid.NewGuid(),
                _ => [new CoinAdded(1), new CoinAdded(2)],
                Cause,
                expectedVersion: null,
                CancellationToken.None
            );

        Assert.Equal(["a person|a trace|a request", "a person|a trace|a request"], await Lines(Metadata));
    }

    [Fact]
    public async Task So_does_every_event_of_a_bulk_append()
    {
        await NewNode()
            .Log.AppendOnce<Jar>(
                Guid.NewGuid(),
                [("a", new CoinAdded(1)), ("b", new CoinAdded(2))],
                Cause,
                CancellationToken.None
            );

        Assert.Equal(["a person|a trace|a request", "a person|a trace|a request"], await Lines(Metadata));
    }

    [Fact]
    public async Task Whoever_reads_an_event_is_told_its_cause_and_can_carry_it_on()
    {
        var (node, jar) = (NewNode(), Guid.NewGuid());
        await node.Log.Transact<Jar, JarEvent>(jar, _ => [new CoinAdded(1)], Cause, null, CancellationToken.None);

        await foreach (var stored in node.Log.ReadStream(jar, after: 0, CancellationToken.None))
        {
            Assert.Equal(Cause, new(stored.Actor, stored.Correlation, stored.Causation));
            Assert.Equal(new(Actor: null, "a trace", stored.Id.ToString()), Cause.Following(stored));
        }

        Assert.Equal(["a person|a trace|a request"], await Lines(Metadata));
    }
}

/// <summary>What a request and what follows from it leave in the log beside the events.</summary>
public sealed class RequestMetadataTests(PostgresCluster cluster)
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task A_request_and_the_data_update_that_it_asks_for_bear_its_trace_and_nobodys_name()
    {
        await using var database = await cluster.NewDatabase();
        await using var wiki = await EditathonWiki.Start();
        await using var host = await HostProcess.Start(
            $"--ConnectionStrings:Dashboard={database.ConnectionString}",
            $"--MediaWiki:Wikis:enwiki={wiki.Api}"
        );
        var planned = await Planned.At(host);
        var session = await planned.SessionWith(["enwiki"], "Alice");
        var asked = await planned.Coordinator.Post(
            $"/api/v1/sessions/{session}/data-updates",
            body: null,
            ("traceparent", $"00-{Trace}-b7ad6b7169203331-01")
        );
        await Planned.Completed(host, asked.Done.Response.Headers.Location!.ToString());

        var person = (await planned.Coordinator.Get("/api/v1/me")).Json.GetProperty("person").GetGuid();
        Assert.Equal(
            $"{person} 16",
            await database.Scalar<string>(
                $"select concat_ws(' ', user_name, length(causation_id)) from events.mt_events where type = 'data_update_requested' and correlation_id = '{Trace}'"
            )
        );
        Assert.Equal(
            $"data_update_completed 1, page_update_recorded {EditathonWiki.EditsEach}",
            await database.Scalar<string>(
                $"select string_agg(concat_ws(' ', type, n), ', ' order by type) from (select type, count(*) n from events.mt_events where user_name is null and correlation_id = '{Trace}' and causation_id = (select id::text from events.mt_events where type = 'data_update_requested') and type in ('data_update_completed', 'page_update_recorded') group by type) followed"
            )
        );
        // Ids and hexadecimal digits only: no user name gets there, no address, and no header.
        Assert.Equal(
            0,
            await database.Scalar<long>(
                "select count(*) from events.mt_events where headers is not null or concat(user_name, correlation_id, causation_id) !~ '^[0-9a-f-]+$'"
            )
        );
    }
}
