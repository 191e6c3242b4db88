using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: an append that dies with its node, whichever two messages to PostgreSQL it is killed between, has left all of
/// itself or nothing; asked again, each event is there once.
/// </summary>
public sealed class KilledAppendsTests(PostgresCluster cluster) : StoreTest(cluster)
{
    [Fact]
    public Task An_append_to_several_streams_with_an_inline_projection() =>
        CutEverywhere(
            fewest: 4,
            async (node, jars) =>
            {
                // That they are new streams is what makes asking again safe.
                var appends = jars.Select(jar => new StreamAppend(
                    jar,
                    "jar",
                    ExpectedVersion.NoStream,
                    [new CoinAdded(1), new JarNamed($"{jar}"), new CoinAdded(2)]
                ));
                await node.Log.Append([.. appends], Cause.System, CancellationToken.None);
            }
        );

    [Fact]
    public Task A_decision() =>
        CutEverywhere(
            fewest: 4,
            (node, jars) =>
                node.Log.Transact<Jar, JarEvent>(
                    jars[0],
                    jar => jar.Name is null ? [new CoinAdded(1), new JarNamed($"{jars[0]}"), new CoinAdded(2)] : [],
                    Cause.System,
                    expectedVersion: null,
                    CancellationToken.None
                ),
            streams: 1
        );

    [Fact]
    public Task A_bulk_append_with_natural_keys() =>
        CutEverywhere(
            fewest: 5,
            (node, jars) =>
                node.Log.AppendOnce<Jar>(
                    jars[0],
                    [("one", new CoinAdded(1)), ("name", new JarNamed($"{jars[0]}")), ("two", new CoinAdded(2))],
                    Cause.System,
                    CancellationToken.None
                ),
            streams: 1
        );

    /// <summary>Three events a stream, one of them a name; each run has streams of its own.</summary>
    private async Task CutEverywhere(int fewest, Func<StoreNode, Guid[], Task> append, int streams = 2)
    {
        var (nothing, all) = (0, 0);
        for (long cutAfter = 1; ; cutAfter++)
        {
            Guid[] jars = [.. Enumerable.Range(0, streams).Select(_ => Guid.NewGuid())];
            await using (var wire = new Wire(Database, cutAfter))
            {
                await using var dying = new StoreNode(wire.ConnectionString, new FrozenTime(), []);
                var told = await Record.ExceptionAsync(() => append(dying, jars));
                if (!wire.Cut.IsCompleted)
                {
                    Assert.Null(told);
                    await AssertThere(jars);
                    // Fewer would mean that the wire was never cut inside the work.
                    Assert.InRange(cutAfter, fewest, 100);
                    Assert.InRange(nothing, 1, 100);
                    return;
                }

                Assert.NotNull(told);
            }

            if (await Stored(jars) == 0)
            {
                nothing++;
            }
            else
            {
                all++;
                await AssertThere(jars);
            }

            await using var next = new StoreNode(Database.ConnectionString, new FrozenTime(), []);
            await append(next, jars);
            await AssertThere(jars);
        }
    }

    private Task<long> Stored(Guid[] jars) =>
        Database.Scalar<long>(
            $"select count(*) from events.mt_events where stream_id in ({string.Join(',', jars.Select(j => $"'{j}'"))})"
        );

    private async Task AssertThere(Guid[] jars)
    {
        foreach (var jar in jars)
        {
            Assert.Equal(
                ["1 coin_added", "2 jar_named", "3 coin_added"],
                await Lines(
                    $"select concat(version, ' ', type) from events.mt_events where stream_id = '{jar}' order by seq_id"
                )
            );
            Assert.Equal(["3"], await Lines($"select version from events.mt_streams where id = '{jar}'"));
            Assert.Equal([$"{jar}"], await Lines($"select name from jar_names.jar_name where jar = '{jar}'"));
        }
    }
}
