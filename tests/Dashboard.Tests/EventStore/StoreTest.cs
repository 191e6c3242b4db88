using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.Postgres;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>A test with a database of its own that has the log's tables and those of the jars.</summary>
public abstract class StoreTest(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly List<StoreNode> nodes = [];

    private TestDatabase? database;

    /// <summary>The database of this test.</summary>
    protected TestDatabase Database => database ?? throw new InvalidOperationException("Not initialised.");

    public virtual async ValueTask InitializeAsync() => database = await cluster.NewDatabase("template_of_jars", Build);

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected StoreNode NewNode(params IShardProjection[] shards) => NewNode(TimeProvider.System, shards);

    private protected StoreNode NewNode(TimeProvider time, params IShardProjection[] shards) =>
        NewNode(time, shards, []);

    private protected StoreNode NewNode(
        TimeProvider time,
        IShardProjection[] shards,
        params ISubscription[] subscriptions
    ) => Keep(new(Database.ConnectionString, time, shards, subscriptions));

    private protected StoreNode NewNode(string connectionString, params IShardProjection[] shards) =>
        Keep(new(connectionString, TimeProvider.System, shards));

    private StoreNode Keep(StoreNode node)
    {
        nodes.Add(node);
        return node;
    }

    /// <summary>Appends in a transaction that the test commits or rolls back when it likes.</summary>
    private protected async Task<HeldAppend> Hold(StoreNode node, Guid stream, bool idFirst = false)
    {
        var connection = await Database.Source.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        if (idFirst)
        {
            await connection.Execute("select pg_current_xact_id()", CancellationToken.None);
        }

        return new(node, stream, connection, transaction);
    }

    /// <summary>The first column of each row, as text.</summary>
    protected async Task<string[]> Lines(string sql) =>
        [.. await Database.Source.Query(sql, row => Convert.ToString(row.GetValue(0), null)!, CancellationToken.None)];

    private static async Task Build(NpgsqlDataSource source)
    {
        await new SchemaUpdate(source, [SchemaScripts.In(typeof(EventLog).Assembly, "events")]).Run(
            CancellationToken.None
        );
        foreach (var projection in (IProjection[])[new JarNames(), new Tally()])
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await ProjectionTables.Create(
                connection,
                projection,
                projection.Name,
                indexed: true,
                CancellationToken.None
            );
            await transaction.CommitAsync();
        }
    }
}

/// <summary>An append that has taken its position and is neither committed nor rolled back.</summary>
internal sealed class HeldAppend(
    StoreNode node,
    Guid stream,
    NpgsqlConnection connection,
    NpgsqlTransaction transaction
) : IAsyncDisposable
{
    /// <summary>Takes a position for a coin.</summary>
    public async Task<HeldAppend> AddCoin()
    {
        var write = new StreamWrite(stream, "jar", Version: -1, [new CoinAdded(1)], Cause.System);
        await AppendOn.Connection(connection, node.Types, write);
        return this;
    }

    /// <summary>Takes a position for a name, and writes the row of its inline projection.</summary>
    public async Task<HeldAppend> AddName(string name)
    {
        var write = new StreamWrite(stream, "jar", Version: -1, [new JarNamed(name)], Cause.System);
        await AppendOn.Connection(connection, node.Types, write);
        await connection.Execute(
            "insert into jar_names.jar_name values ($1, $2)",
            CancellationToken.None,
            Sql.Arg(stream),
            Sql.Arg(name)
        );
        return this;
    }

    public Task Commit() => transaction.CommitAsync();

    public Task RollBack() => transaction.RollbackAsync();

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
