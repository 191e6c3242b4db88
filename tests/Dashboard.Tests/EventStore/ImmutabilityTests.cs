using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: what is in the log stays as it is, whatever statement is tried, by whatever role. Streams only go forwards.
/// </summary>
public sealed class ImmutabilityTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private const string Row =
        "select concat_ws('|', seq_id, id, stream_id, version, data, type, timestamp, user_name) from events.mt_events";
    private const string Stream = "select concat_ws('|', id, type, version, created) from events.mt_streams";
    private const string Copied =
        "(seq_id, id, stream_id, version, data, type) select seq_id, id, stream_id, version, '{}', type from events.mt_events";

    [Theory]
    [InlineData("update events.mt_events set data = '{}'")]
    [InlineData("update events.mt_events set is_archived = true")]
    [InlineData("update events.mt_events set seq_id = seq_id + 1000 where false")]
    [InlineData("delete from events.mt_events")]
    [InlineData("with gone as (delete from events.mt_events returning *) select * from gone")]
    [InlineData("truncate events.mt_events")]
    [InlineData("truncate events.mt_events, events.mt_streams cascade")]
    [InlineData($"insert into events.mt_events {Copied} on conflict (seq_id) do update set data = excluded.data")]
    [InlineData("merge into events.mt_events e using (select 1) s on true when matched then delete")]
    [InlineData("merge into events.mt_events e using (select 1) s on true when matched then update set data = '{}'")]
    [InlineData("set session_replication_role = replica; delete from events.mt_events")]
    [InlineData("set session_replication_role = replica; update events.mt_events set data = '{}'")]
    public Task An_event_is_neither_changed_nor_removed(string sql) => AssertRefused(sql, "append-only");

    [Theory]
    [InlineData($"insert into events.mt_events {Copied}", PostgresErrorCodes.UniqueViolation)]
    [InlineData(
        "insert into events.mt_events (seq_id, id, stream_id, version, data, type) select 1000, id, stream_id, version, '{}', type from events.mt_events",
        PostgresErrorCodes.UniqueViolation
    )]
    public async Task Nor_is_a_second_put_in_its_place(string sql, string code)
    {
        await NewNode().AddCoin(Guid.NewGuid());
        var before = await Lines(Row);

        var no = await Assert.ThrowsAsync<PostgresException>(() => Database.Execute(sql));

        Assert.Equal(code, no.SqlState);
        Assert.Equal(before, await Lines(Row));
    }

    [Fact]
    public async Task Nor_by_copy()
    {
        await NewNode().AddCoin(Guid.NewGuid());
        var before = await Lines(Row);
        await using var connection = await Database.Source.OpenConnectionAsync();
        var copy = await connection.BeginTextImportAsync(
            "copy events.mt_events (seq_id, id, stream_id, version, data, type) from stdin"
        );
        await copy.WriteAsync($"1\t{Guid.NewGuid()}\t{Guid.NewGuid()}\t1\t{{}}\tcoin_added\n");

        var no = await Assert.ThrowsAsync<PostgresException>(async () => await copy.DisposeAsync());

        Assert.Equal(PostgresErrorCodes.UniqueViolation, no.SqlState);
        Assert.Equal(before, await Lines(Row));
    }

    [Theory]
    [InlineData("update events.mt_streams set version = version - 1")]
    [InlineData("update events.mt_streams set version = null")]
    [InlineData("update events.mt_streams set id = gen_random_uuid()")]
    [InlineData("update events.mt_streams set type = 'other'")]
    [InlineData("update events.mt_streams set created = now() - interval '1 day'")]
    [InlineData("delete from events.mt_streams")]
    [InlineData("truncate events.mt_streams")]
    [InlineData("set session_replication_role = replica; update events.mt_streams set version = 0")]
    [InlineData(
        "insert into events.mt_streams select * from events.mt_streams on conflict (id) do update set version = 0"
    )]
    public Task A_stream_does_not_go_back_and_does_not_go_away(string sql) => AssertRefused(sql, "append-only");

    [Fact]
    public async Task A_stream_goes_forwards_and_is_touched_without_a_word()
    {
        var (node, jar) = (NewNode(), Guid.NewGuid());
        await node.AddCoin(jar);
        await Database.Execute("update events.mt_streams set timestamp = clock_timestamp()");
        await node.AddCoin(jar);

        Assert.Equal(["2"], await Lines("select version from events.mt_streams"));
    }

    private async Task AssertRefused(string sql, string reason)
    {
        await NewNode().AddCoin(Guid.NewGuid());
        var (events, streams) = (await Lines(Row), await Lines(Stream));
        // A connection of its own: what the statement sets dies with it.
        await using var alone = NpgsqlDataSource.Create(Database.ConnectionString + ";Pooling=false");
        await using var command = alone.CreateCommand(sql);

        var no = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Contains(reason, no.MessageText, StringComparison.Ordinal);
        Assert.Equal(PostgresErrorCodes.RestrictViolation, no.SqlState);
        Assert.Equal(events, await Lines(Row));
        Assert.Equal(streams, await Lines(Stream));
    }
}
