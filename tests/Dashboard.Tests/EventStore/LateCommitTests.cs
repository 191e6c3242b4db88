using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>
/// Promise: a reader of the log sees every event, in order, however late it commits. The races are forced: an append is
/// held open after it has taken its position.
/// </summary>
public sealed class LateCommitTests(PostgresCluster cluster) : StoreTest(cluster)
{
    [Fact]
    public async Task An_event_is_not_told_before_an_earlier_one_that_is_still_uncommitted()
    {
        var node = NewNode();
        var reader = new Reader(Database.Source, node);
        await using var first = await (await Hold(node, Guid.NewGuid())).AddCoin();
        await node.AddCoin(Guid.NewGuid());
        Assert.Empty(await reader.Read());
        Assert.Empty(await reader.Read());
        Assert.Empty(await reader.Read());
        await first.Commit();
        Assert.Equal((long[])[1, 2], await reader.Read());
    }

    [Fact]
    public async Task A_gap_of_a_rollback_is_passed_once_it_is_proven()
    {
        var node = NewNode();
        var reader = new Reader(Database.Source, node);
        await using var first = await (await Hold(node, Guid.NewGuid())).AddCoin();
        await node.AddCoin(Guid.NewGuid());
        Assert.Empty(await reader.Read());
        await first.RollBack();
        Assert.Equal((long[])[2], await reader.Read());
    }

    [Fact]
    public async Task A_transaction_that_began_after_the_others_but_took_the_earlier_position_is_waited_for()
    {
        // The open append has the higher transaction id, so no snapshot's xmax says anything of it.
        var node = NewNode();
        var reader = new Reader(Database.Source, node);
        await using var second = await Hold(node, Guid.NewGuid(), idFirst: true);
        await using var first = await (await Hold(node, Guid.NewGuid(), idFirst: true)).AddCoin();
        await second.AddCoin();
        await second.Commit();
        Assert.Empty(await reader.Read());
        Assert.Empty(await reader.Read());
        Assert.Empty(await reader.Read());
        await first.Commit();
        Assert.Equal((long[])[1, 2], await reader.Read());
    }

    [Fact]
    public async Task A_position_taken_before_anything_else_is_waited_for_though_its_transaction_has_no_id_yet()
    {
        var node = NewNode();
        var reader = new Reader(Database.Source, node);
        // The first of the 32 values that PostgreSQL logs at once gives a transaction an id; the second does not.
        await Database.Execute("select nextval('events.mt_events_sequence')");
        await using var connection = await Database.Source.OpenConnectionAsync();
        await using var late = await connection.BeginTransactionAsync();
        var position = await Scalar<long>(connection, "select nextval('events.mt_events_sequence')");
        Assert.Equal(DBNull.Value, await Scalar<object>(connection, "select pg_current_xact_id_if_assigned()::text"));
        await node.AddCoin(Guid.NewGuid());
        Assert.Empty(await reader.Read());
        Assert.Empty(await reader.Read());
        await connection.Execute(
            $$"""
            insert into events.mt_events (seq_id, id, stream_id, version, data, type)
            values ({{position}}, gen_random_uuid(), gen_random_uuid(), 1, '{"value":1}', 'coin_added')
            """,
            CancellationToken.None
        );
        await late.CommitAsync();
        Assert.Equal((long[])[2, 3], await reader.Read());
    }

    [Fact]
    public async Task The_sequence_hands_out_positions_one_by_one_as_the_proof_demands() =>
        Assert.Equal(1, await Database.Scalar<long>("select seqcache from pg_sequence"));

    [Fact]
    public async Task Several_gaps_are_closed_in_any_order_and_nothing_is_skipped()
    {
        var node = NewNode();
        var reader = new Reader(Database.Source, node);
        await using var one = await (await Hold(node, Guid.NewGuid())).AddCoin();
        await node.AddCoin(Guid.NewGuid());
        await using var three = await (await Hold(node, Guid.NewGuid())).AddCoin();
        await node.AddCoin(Guid.NewGuid());
        Assert.Empty(await reader.Read());
        await using var five = await (await Hold(node, Guid.NewGuid())).AddCoin();
        await node.AddCoin(Guid.NewGuid());
        await three.RollBack();
        Assert.Empty(await reader.Read());
        await one.Commit();
        List<long> seen = [.. await reader.Read(), .. await reader.Read()];
        Assert.Equal((long[])[1, 2, 4], seen);
        await five.Commit();
        seen.AddRange(await reader.Read());
        seen.AddRange(await reader.Read());
        Assert.Equal((long[])[1, 2, 4, 5, 6], seen);
    }

    [Fact]
    public async Task An_append_that_begins_after_a_gap_was_seen_does_not_hold_up_the_reader()
    {
        var node = NewNode();
        var reader = new Reader(Database.Source, node);
        await using var first = await (await Hold(node, Guid.NewGuid())).AddCoin();
        await node.AddCoin(Guid.NewGuid());
        Assert.Empty(await reader.Read());
        await using var later = await (await Hold(node, Guid.NewGuid())).AddCoin();
        await first.RollBack();
        Assert.Equal((long[])[2], await reader.Read());
    }

    [Fact]
    public async Task A_long_transaction_that_appends_nothing_holds_up_no_reader()
    {
        var node = NewNode();
        var reader = new Reader(Database.Source, node);
        await using var connection = await Database.Source.OpenConnectionAsync();
        await using var long_ = await connection.BeginTransactionAsync();
        await connection.Execute("create table something_else (id int)", CancellationToken.None);
        await LeaveGap(node);
        await AssertPassesGap(reader);
    }

    [Fact]
    public async Task A_long_transaction_in_another_database_holds_up_no_reader()
    {
        var node = NewNode();
        var reader = new Reader(Database.Source, node);
        await using var other = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Database.ConnectionString)
            {
                Database = "postgres",
                Pooling = false,
            }.ConnectionString
        );
        await other.OpenAsync();
        await using var elsewhere = await other.BeginTransactionAsync();
        await other.Execute("select pg_current_xact_id()", CancellationToken.None);
        await LeaveGap(node);
        await AssertPassesGap(reader);
    }

    [Fact]
    public async Task A_reader_beside_eight_writers_that_roll_back_now_and_then_sees_all_that_was_committed_in_order()
    {
        var node = NewNode();
        var reader = new Reader(Database.Source, node);
        var writers = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => Write(writer))));
        var seen = new List<long>();
        while (!writers.IsCompleted)
        {
            seen.AddRange(await reader.Read());
        }

        await writers;
        for (var empty = 0; empty < 2; )
        {
            var more = await reader.Read();
            seen.AddRange(more);
            empty = more.Count == 0 ? empty + 1 : 0;
        }

        Assert.Equal(
            await Lines("select seq_id from events.mt_events order by seq_id"),
            seen.Select(p => $"{p}").ToArray()
        );

        async Task Write(int writer)
        {
            for (var n = 0; n < 40; n++)
            {
                await using var append = await (await Hold(node, Guid.NewGuid())).AddCoin();
                await ((n + writer) % 5 == 0 ? append.RollBack() : append.Commit());
            }
        }
    }

    private static async Task<T> Scalar<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private async Task LeaveGap(StoreNode node)
    {
        await using var gone = await (await Hold(node, Guid.NewGuid())).AddCoin();
        await gone.RollBack();
        await node.AddCoin(Guid.NewGuid());
    }

    private static async Task AssertPassesGap(Reader reader)
    {
        Assert.Empty(await reader.Read());
        Assert.Equal((long[])[2], await reader.Read());
    }

    /// <summary>Reads on from where it is.</summary>
    private sealed class Reader(NpgsqlDataSource database, StoreNode node)
    {
        private readonly LogReader reader = new(node.Types);
        private long position;

        public async Task<List<long>> Read()
        {
            await using var connection = await database.OpenConnectionAsync();
            var events = await reader.Read(connection, position, 100, CancellationToken.None);
            position = events.Count == 0 ? position : events[^1].Position;
            return events.Select(e => e.Position).ToList();
        }
    }
}
