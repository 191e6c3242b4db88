using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.EventStore;

/// <summary>One statement, one round trip: the stream's row and its events (<c>Append.sql</c>).</summary>
internal static class AppendStatement
{
    private static readonly string Text = Sql.Read("Append.sql");

    /// <summary>The events as stored; none if the stream had another version than expected.</summary>
    public static async Task<IReadOnlyList<StoredEvent>> Run(
        NpgsqlConnection connection,
        EventTypes types,
        StreamWrite write,
        CancellationToken cancellation
    )
    {
        var ids = write.Events.Select(_ => Guid.CreateVersion7()).ToArray();
        var names = write.Events.Select(e => types.NameOf(e.GetType())).ToArray();
        await using var command = new NpgsqlCommand(Text, connection);
        command.Parameters.Add(Sql.Arg(write.Stream));
        command.Parameters.Add(Sql.Arg(write.Type));
        command.Parameters.Add(Sql.Arg(write.Version));
        command.Parameters.Add(Sql.Arg(ids));
        command.Parameters.Add(
            new()
            {
                Value = write.Events.Select(EventTypes.Write).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            }
        );
        command.Parameters.Add(Sql.Arg(names.Select(n => n.Name).ToArray()));
        command.Parameters.Add(Sql.Arg(names.Select(n => n.DotnetType).ToArray()));
        command.Parameters.Add(Sql.ArgOrNull(write.Cause.Correlation, NpgsqlDbType.Varchar));
        command.Parameters.Add(Sql.ArgOrNull(write.Cause.Causation, NpgsqlDbType.Varchar));
        command.Parameters.Add(Sql.ArgOrNull(write.Cause.Actor, NpgsqlDbType.Varchar));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var stored = new List<StoredEvent>(write.Events.Length);
        while (await reader.ReadAsync(cancellation))
        {
            var n = stored.Count;
            stored.Add(
                new(
                    reader.GetInt64(0),
                    ids[n],
                    write.Stream,
                    reader.GetInt64(1),
                    names[n].Name,
                    write.Events[n],
                    reader.GetFieldValue<DateTimeOffset>(2),
                    write.Cause.Actor
                )
            );
        }

        return stored;
    }
}
