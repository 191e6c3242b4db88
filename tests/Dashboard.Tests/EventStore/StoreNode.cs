using CampaignDashboard.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

/// <summary>A process's share of the store: its own connections, log, signal and daemon on a database.</summary>
internal sealed class StoreNode : IAsyncDisposable
{
    private readonly ServiceProvider provider;
    private bool started;

    public StoreNode(
        string connectionString,
        TimeProvider time,
        IEnumerable<IShardProjection> shards,
        IEnumerable<ISubscription>? subscriptions = null,
        Action<EventTypes>? moreEvents = null
    )
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton(_ => DashboardPool.To(connectionString))
            .AddEventStore()
            .AddEvents(JarEvents.Register)
            .AddEvents(moreEvents ?? (_ => { }))
            .AddInlineProjection<JarNames>()
            .AddUniqueRule("jar_name_key", Refusal.Conflict("name-taken", "Another jar has this name."));
        foreach (var shard in shards)
        {
            services.AddSingleton(shard);
        }

        foreach (var subscription in subscriptions ?? [])
        {
            services.AddSingleton(subscription);
        }

        provider = services.BuildServiceProvider();
    }

    public NpgsqlDataSource Database => provider.GetRequiredService<NpgsqlDataSource>();

    public EventTypes Types => provider.GetRequiredService<EventTypes>();

    public EventLog Log => provider.GetRequiredService<EventLog>();

    public RawLog RawLog => provider.GetRequiredService<RawLog>();

    public ShardStandings Standings => provider.GetRequiredService<ShardStandings>();

    public Replay Replay => provider.GetRequiredService<Replay>();

    public ProjectionDaemon Daemon => provider.GetRequiredService<ProjectionDaemon>();

    public ProjectionRebuild Rebuild => provider.GetRequiredService<ProjectionRebuild>();

    public ShardMeters Meters => provider.GetRequiredService<ShardMeters>();

    public AppendSignal Signal => provider.GetRequiredService<AppendSignal>();

    /// <summary>Starts the signal and the daemon, and waits until notifications arrive.</summary>
    public async Task<StoreNode> Start()
    {
        started = true;
        await provider.GetRequiredService<ProjectionUpdate>().Run(CancellationToken.None);
        await Signal.StartAsync(CancellationToken.None);
        await Daemon.StartAsync(CancellationToken.None);
        await Signal.Listening;
        return this;
    }

    /// <summary>Adds a coin to a jar, and tells its position in the log.</summary>
    public async Task<long> AddCoin(Guid jar, int value = 1)
    {
        var outcome = await Log.Transact<Jar, JarEvent>(
            jar,
            _ => [new CoinAdded(value)],
            Cause.System,
            expectedVersion: null,
            CancellationToken.None
        );
        return outcome.Accepted ? outcome.Position : throw new InvalidOperationException(outcome.Refusal!.Reason);
    }

    /// <summary>Names a jar; names are unique.</summary>
    public Task<Outcome> Name(Guid jar, string name) =>
        Log.Transact<Jar, JarEvent>(
            jar,
            _ => [new JarNamed(name)],
            Cause.System,
            expectedVersion: null,
            CancellationToken.None
        );

    /// <summary>Waits until a shard has applied the log up to a position; a minute is an error, not a pace.</summary>
    public async Task Reach(long position, string shard = "tally")
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await Daemon.Reach(shard, position, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (started)
        {
            started = false;
            await Daemon.StopAsync(CancellationToken.None);
            await Signal.StopAsync(CancellationToken.None);
        }

        await provider.DisposeAsync();
    }
}

/// <summary>A clock whose timers never fire: nothing that waits on it goes on by itself.</summary>
internal sealed class FrozenTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new NeverTimer();

    private sealed class NeverTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>A clock that lets nobody wait: it notes for how long they wanted to.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private readonly List<TimeSpan> pauses = [];

    public IReadOnlyList<TimeSpan> Pauses
    {
        get
        {
            lock (pauses)
            {
                return [.. pauses];
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (pauses)
        {
            pauses.Add(dueTime);
        }

        return base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
    }
}
