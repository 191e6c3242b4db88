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
            .AddSingleton<RawLog>()
            .AddSingleton<ShardStandings>()
            .AddSingleton<AppendSignal>()
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

    /// <summary>The refusal that stands for a unique index of an inline projection.</summary>
    public static IServiceCollection AddUniqueRule(this IServiceCollection services, string index, Refusal refusal) =>
        services.AddSingleton(new UniqueRule(index, refusal));
}
