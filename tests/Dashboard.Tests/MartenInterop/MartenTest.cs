using CampaignDashboard.EventStore;
using CampaignDashboard.Tests.EventStore;
using CampaignDashboard.Tests.Postgres;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;

namespace CampaignDashboard.Tests.MartenInterop;

/// <summary>A jar as Marten hands it out: its own id, and the store's state.</summary>
internal sealed class MartenJar
{
    public Guid Id { get; set; }

    public Jar State { get; set; } = Jar.Initial;
}

/// <summary>Marten folds with the store's own Evolve.</summary>
internal sealed class MartenJars : SingleStreamProjection<MartenJar, Guid>
{
    public override MartenJar Evolve(MartenJar? snapshot, Guid id, IEvent e) =>
        new() { Id = id, State = Jar.Evolve(snapshot?.State ?? Jar.Initial, (JarEvent)e.Data) };
}

/// <summary>A test that opens the log with real Marten, beside the store.</summary>
public abstract class MartenTest(PostgresCluster cluster) : StoreTest(cluster)
{
    private readonly List<DocumentStore> stores = [];

    /// <summary>The jar that both write to.</summary>
    protected Guid SharedJar { get; } = Guid.NewGuid();

    public override async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A store of Marten that only opens what is there.</summary>
    private protected DocumentStore Marten(
        EventAppendMode mode = EventAppendMode.Quick,
        Action<StoreOptions>? more = null
    )
    {
        var store = OpenWithMarten.Open(
            Database.ConnectionString,
            mode,
            options =>
            {
                options.Events.MapEventType<CoinAdded>("coin_added");
                options.Events.MapEventType<JarNamed>("jar_named");
                options.Projections.Add(new MartenJars(), ProjectionLifecycle.Live);
                more?.Invoke(options);
            }
        );
        stores.Add(store);
        return store;
    }

    /// <summary>The same, after the steps that let it append.</summary>
    private protected async Task<DocumentStore> AppendingMarten(
        EventAppendMode mode = EventAppendMode.Quick,
        Action<StoreOptions>? more = null
    )
    {
        var store = Marten(mode, more);
        await OpenWithMarten.Prepare(store);
        return store;
    }

    /// <summary>Does it in a session of Marten's, and saves.</summary>
    private protected static async Task Save(DocumentStore store, Action<IDocumentSession> work)
    {
        await using var session = store.LightweightSession();
        work(session);
        await session.SaveChangesAsync();
    }

    /// <summary>Marten appends a coin, to whatever version the jar has.</summary>
    private protected static Task AddCoin(DocumentStore store, Guid jar, int value = 1) =>
        Save(store, s => s.Events.Append(jar, new CoinAdded(value)));

    /// <summary>The store's own answer to what the log holds from its beginning, two reads after any gap was seen.</summary>
    private protected async Task<List<StoredEvent>> ReadLog(LogReader reader, long after = 0)
    {
        await using var connection = await Database.Source.OpenConnectionAsync();
        var events = new List<StoredEvent>();
        for (var read = 0; read < 2; read++)
        {
            var position = events.Count == 0 ? after : events[^1].Position;
            events.AddRange(await reader.Read(connection, position, 100, CancellationToken.None));
        }

        return events;
    }
}
