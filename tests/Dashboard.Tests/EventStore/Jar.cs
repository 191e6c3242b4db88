using CampaignDashboard.EventStore;
using Npgsql;

namespace CampaignDashboard.Tests.EventStore;

internal abstract record JarEvent;

/// <summary>The smallest fact that can be counted.</summary>
internal sealed record CoinAdded(int Value) : JarEvent;

/// <summary>A fact that may break a rule over all streams: names are unique.</summary>
internal sealed record JarNamed(string Name) : JarEvent;

/// <summary>A jar of coins: what the store's promises are tried on.</summary>
internal sealed record Jar(int Coins, string? Name) : IAggregate<Jar, JarEvent>
{
    public static Jar Initial => new(0, Name: null);

    public static Jar Evolve(Jar state, JarEvent e) =>
        e switch
        {
            CoinAdded => state with { Coins = state.Coins + 1 },
            JarNamed named => state with { Name = named.Name },
            _ => state,
        };
}

/// <summary>The names of jars, in the append's transaction. A jar named "crash" is a bug in the projection.</summary>
internal sealed class JarNames : IInlineProjection
{
    public string Name => "jar_names";

    public int Version => 1;

    public IReadOnlyCollection<Type> Wants => [typeof(JarNamed)];

    public string Tables =>
        "create table jar_name (jar uuid primary key, name text, constraint jar_name_key unique (name))";

    public async Task Apply(
        IReadOnlyList<StoredEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        foreach (var e in events.Where(e => e.Data is JarNamed))
        {
            var name = ((JarNamed)e.Data).Name;
            await connection.Execute(
                "insert into jar_name values ($1, $2)",
                cancellation,
                Sql.Arg(e.Stream),
                Sql.Arg(name)
            );
            if (name == "crash")
            {
                throw new InvalidOperationException("A bug.");
            }
        }
    }
}

/// <summary>
/// Counts coins, a row a jar, and keeps each position it has applied: applying one twice breaks its primary key.
/// </summary>
internal sealed class Tally(Func<IReadOnlyList<StoredEvent>, NpgsqlConnection, Task>? afterRows = null)
    : IShardProjection
{
    public const string Rows = "select concat(jar, ' ', coins, ' ', total) from tally order by jar";

    public string Name { get; init; } = "tally";

    public int Version { get; init; } = 1;

    public string Tables =>
        """
            create table tally (jar uuid primary key, coins bigint not null, total bigint not null);
            create table applied (position bigint primary key);
            """;

    public async Task Apply(
        IReadOnlyList<StoredEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var jars = events
            .Where(e => e.Data is CoinAdded)
            .GroupBy(e => e.Stream, e => (long)((CoinAdded)e.Data).Value)
            .ToArray();
        await connection.Execute(
            """
            insert into tally as t select * from unnest($1, $2, $3)
            on conflict (jar) do update set coins = t.coins + excluded.coins, total = t.total + excluded.total
            """,
            cancellation,
            Sql.Arg(jars.Select(j => j.Key).ToArray()),
            Sql.Arg(jars.Select(j => j.LongCount()).ToArray()),
            Sql.Arg(jars.Select(j => j.Sum()).ToArray())
        );
        await connection.Execute(
            "insert into applied select * from unnest($1)",
            cancellation,
            Sql.Arg(events.Select(e => e.Position).ToArray())
        );
        await (afterRows?.Invoke(events, connection) ?? Task.CompletedTask);
    }
}
