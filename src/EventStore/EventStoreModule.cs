using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CampaignDashboard.EventStore;

/// <summary>The only door: registers the store, and what each module adds to it.</summary>
public static class EventStoreModule
{
    /// <summary>The store on the registered <see cref="Npgsql.NpgsqlDataSource"/>.</summary>
    public static IServiceCollection AddEventStore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(SchemaScripts.In(typeof(EventLog).Assembly, "events"))
            .AddSingleton<SchemaUpdate>()
            .AddSingleton<EventTypes>()
            .AddSingleton<UniqueRules>()
            .AddSingleton<PublicFacts>()
            .AddSingleton<EventLog>()
            .AddSingleton<Replay>()
            .AddSingleton<AppendSignal>()
            .AddSingleton<ShardMeters>()
            .AddSingleton<ProjectionRebuild>()
            .AddSingleton<ProjectionUpdate>()
            .AddHostedService(provider => provider.GetRequiredService<AppendSignal>())
            .AddSingleton<ProjectionDaemon>()
            .AddHostedService(provider => provider.GetRequiredService<ProjectionDaemon>());
    }

    /// <summary>The stored names of a module's events.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services, Action<EventTypes> register) =>
        services.AddSingleton(new EventTypeSource(register));

    /// <summary>What a module tells everybody: which of its events are public, and in what words.</summary>
    public static IServiceCollection AddPublicFacts(this IServiceCollection services, Action<PublicFacts> register) =>
        services.AddSingleton(new PublicFactSource(register));

    /// <summary>A projection in the transaction of each append.</summary>
    public static IServiceCollection AddInlineProjection<T>(this IServiceCollection services)
        where T : class, IInlineProjection =>
        services.AddSingleton<T>().AddSingleton<IInlineProjection>(p => p.GetRequiredService<T>());

    /// <summary>A projection that the daemon runs.</summary>
    public static IServiceCollection AddShard<T>(this IServiceCollection services)
        where T : class, IShardProjection =>
        services.AddSingleton<T>().AddSingleton<IShardProjection>(p => p.GetRequiredService<T>());

    /// <summary>Code that is told every event, in order and at least once.</summary>
    public static IServiceCollection AddSubscription<T>(this IServiceCollection services)
        where T : class, ISubscription =>
        services.AddSingleton<T>().AddSingleton<ISubscription>(p => p.GetRequiredService<T>());

    /// <summary>Brings the database up to date: tables of the store and the modules, then those of projections.</summary>
    /// <exception cref="SchemaMismatchException">It was made or used by another version of the dashboard.</exception>
    public static async Task UpdateDatabase(this IServiceProvider services, CancellationToken cancellation)
    {
        await services.GetRequiredService<SchemaUpdate>().Run(cancellation);
        await services.GetRequiredService<ProjectionUpdate>().Run(cancellation);
    }

    /// <summary>The refusal that stands for a unique index of an inline projection.</summary>
    public static IServiceCollection AddUniqueRule(this IServiceCollection services, string index, Refusal refusal) =>
        services.AddSingleton(new UniqueRule(index, refusal));
}
