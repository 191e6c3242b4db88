using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>Promise: the log can only grow, and its tables are Marten's by name, type and content.</summary>
public sealed class LogTableTests(PostgresCluster cluster) : StoreTest(cluster)
{
    private const string Columns =
        "select concat_ws(' ', column_name, data_type, character_maximum_length, column_default) from information_schema.columns where table_schema = 'events' and table_name = '{0}' order by ordinal_position";

    [Theory]
    [InlineData("update events.mt_events set type = 'other'")]
    [InlineData("delete from events.mt_events")]
    [InlineData("truncate events.mt_events")]
    public async Task What_is_in_the_log_cannot_be_changed_or_removed(string sql)
    {
        await NewNode().AddCoin(Guid.NewGuid());
        var no = await Assert.ThrowsAsync<PostgresException>(() => Database.Execute(sql));
        Assert.Contains("append-only", no.MessageText, StringComparison.Ordinal);
        Assert.Equal(["coin_added"], await Lines("select type from events.mt_events"));
    }

    [Fact]
    public async Task The_streams_table_is_martens()
    {
        string[] expected =
        [
            "id uuid",
            "type character varying",
            "version bigint",
            "timestamp timestamp with time zone now()",
            "created timestamp with time zone now()",
            "tenant_id character varying '*DEFAULT*'::character varying",
            "is_archived boolean false",
            "compacted_version bigint 0",
        ];
        Assert.Equal(expected, await ColumnsOf("mt_streams"));
    }

    [Fact]
    public async Task The_events_table_is_martens()
    {
        string[] expected =
        [
            "seq_id bigint",
            "id uuid",
            "stream_id uuid",
            "version bigint",
            "data jsonb",
            "bdata bytea",
            "type character varying 500",
            "timestamp timestamp with time zone now()",
            "tenant_id character varying '*DEFAULT*'::character varying",
            "mt_dotnet_type character varying",
            "is_archived boolean false",
            "correlation_id character varying",
            "causation_id character varying",
            "headers jsonb",
            "user_name character varying",
            "natural_key text",
            "json bytea",
        ];
        Assert.Equal(expected, await ColumnsOf("mt_events"));
        Assert.Equal(
            "CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON events.mt_events USING btree (stream_id, version)",
            Assert.Single(
                await Lines("select indexdef from pg_indexes where indexname = 'pk_mt_events_stream_and_version'")
            )
        );
        Assert.Equal(
            ["mt_events_sequence"],
            await Lines("select sequencename from pg_sequences where schemaname = 'events'")
        );
    }

    [Fact]
    public async Task The_progression_table_begins_with_martens_columns()
    {
        Assert.Equal(
            ["name character varying", "last_seq_id bigint", "last_updated timestamp with time zone now()"],
            await ColumnsOf("mt_event_progression")
        );
    }

    [Fact]
    public async Task An_event_is_stored_as_marten_stores_it()
    {
        var jar = Guid.NewGuid();
        await NewNode()
            .Log.Transact<Jar, JarEvent>(
                jar,
                _ => [new CoinAdded(5)],
                new("a person", "a correlation", "a causation"),
                expectedVersion: null,
                CancellationToken.None
            );
        Assert.Equal(
            "1|1|coin_added|CampaignDashboard.Tests.EventStore.CoinAdded, CampaignDashboard.Dashboard.Tests|{\"value\": 5}|*DEFAULT*|a person|a correlation|a causation",
            Assert.Single(
                await Lines(
                    "select concat_ws('|', seq_id, version, type, mt_dotnet_type, data, tenant_id, user_name, correlation_id, causation_id) from events.mt_events"
                )
            )
        );
        Assert.Equal([$"{jar} jar 1"], await Lines("select concat_ws(' ', id, type, version) from events.mt_streams"));
    }

    private Task<string[]> ColumnsOf(string table) => Lines(Columns.Replace("{0}", table, StringComparison.Ordinal));
}
