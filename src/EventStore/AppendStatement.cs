using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.EventStore;

/// <summary>
/// One statement, one round trip: the stream's row (<c>BeginStream.sql</c>, <c>ContinueStream.sql</c>) and its events
/// (<c>AppendEvents.sql</c>).
/// </summary>
internal sealed class AppendStatement
{
    private static readonly string Begin = After("BeginStream.sql");
    private static readonly string Continue = After("ContinueStream.sql");

    private readonly StreamWrite write;
    private readonly Guid[] ids;
    private readonly EventTypes.StoredName[] names;

    /// <summary>The statement that writes these events.</summary>
    public AppendStatement(StreamWrite write, EventTypes types)
    {
        this.write = write;
        ids = [.. write.Events.Select(_ => Guid.CreateVersion7())];
        names = [.. write.Events.Select(e => types.NameOf(e.GetType()))];
        Command = new NpgsqlBatchCommand(write.Version > 0 ? Continue : Begin)
        {
            Parameters =
            {
                Sql.Arg(write.Stream),
                Sql.Arg(write.Type),
                Sql.Arg(write.Version),
                Sql.Arg(ids),
                Sql.Arg(write.Events.Select(EventTypes.Write).ToArray()),
                Sql.Arg(names.Select(n => n.Name).ToArray()),
                Sql.Arg(names.Select(n => n.DotnetType).ToArray()),
                Sql.ArgOrNull(write.Cause.Correlation, NpgsqlDbType.Varchar),
                Sql.ArgOrNull(write.Cause.Causation, NpgsqlDbType.Varchar),
                Sql.ArgOrNull(write.Cause.Actor, NpgsqlDbType.Varchar),
            },
        };
    }

    /// <summary>To be run alone, which commits at once, or among others.</summary>
    public NpgsqlBatchCommand Command { get; }

    /// <summary>What the statement's rows say; null if the stream had another version than expected.</summary>
    public static async Task<Landed?> Read(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        var positions = reader.GetFieldValue<long[]>(2);
        Array.Sort(positions);
        return new(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), positions);
    }

    /// <summary>The events as the log holds them.</summary>
    public IEnumerable<StoredEvent> Stored(Landed landed) =>
        write.Events.Select(
            (e, n) =>
                new StoredEvent(
                    landed.Positions[n],
                    ids[n],
                    write.Stream,
                    landed.Version - write.Events.Count + n + 1,
                    names[n].Name,
                    e,
                    landed.At,
                    write.Cause.Actor,
                    write.Cause.Correlation,
                    write.Cause.Causation
                )
        );

    private static string After(string stream) =>
        $"with stream as (\n{Sql.Read(stream)}),\n{Sql.Read("AppendEvents.sql")}";
}

/// <summary>Events to be written to one stream that has <paramref name="Version"/> now (-1: whatever it has).</summary>
internal sealed record StreamWrite(Guid Stream, string Type, long Version, IReadOnlyList<object> Events, Cause Cause);

/// <summary>Where events landed: the stream's version after them, the time, and their positions, ascending.</summary>
internal sealed record Landed(long Version, DateTimeOffset At, long[] Positions);
