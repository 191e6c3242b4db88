using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// One statement, one round trip: the stream's row (<c>BeginStream.sql</c>, <c>ContinueStream.sql</c>) and its events
/// (<c>AppendEvents.sql</c>, for a single one <c>AppendEvent.sql</c>).
/// </summary>
internal sealed class AppendStatement(StreamWrite write, EventTypes types)
{
    private static readonly Dictionary<AppendForm, string> Texts = AppendForm.All.ToDictionary(
        form => form,
        form =>
            $"""
                with stream as (
                {Sql.Read(form.Continues ? "ContinueStream.sql" : "BeginStream.sql")}),
                {Sql.Read(form.Single ? "AppendEvent.sql" : "AppendEvents.sql")}
                """
    );

    private readonly Guid[] ids = [.. write.Events.Select(_ => Guid.CreateVersion7())];
    private readonly EventTypes.StoredName[] names = [.. write.Events.Select(e => types.NameOf(e.GetType()))];

    /// <summary>Which of the texts it is.</summary>
    public AppendForm Form { get; } = new(Continues: write.Version > 0, Single: write.Events.Count == 1);

    /// <summary>The text of a form, with the parameters of <see cref="AppendParameters"/>.</summary>
    public static string TextOf(AppendForm form) => Texts[form];

    /// <summary>The statement among others of a batch.</summary>
    public NpgsqlBatchCommand ToBatchCommand()
    {
        var command = new NpgsqlBatchCommand(TextOf(Form));
        var parameters = new AppendParameters(Form.Single, command.Parameters);
        Fill(parameters);
        return command;
    }

    /// <summary>Gives the parameters this statement's values.</summary>
    public void Fill(AppendParameters parameters)
    {
        parameters.Of(write);
        parameters.Events(
            ids,
            Array.ConvertAll(write.Events as object[] ?? [.. write.Events], EventTypes.Write),
            Array.ConvertAll(names, n => n.Name),
            Array.ConvertAll(names, n => n.DotnetType)
        );
    }

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
}

/// <summary>Whether a stream that has events is continued, and whether by a single one.</summary>
internal readonly record struct AppendForm(bool Continues, bool Single)
{
    /// <summary>All there are.</summary>
    public static readonly AppendForm[] All = [new(false, false), new(false, true), new(true, false), new(true, true)];
}

/// <summary>Events to be written to one stream that has <paramref name="Version"/> now (-1: whatever it has).</summary>
internal sealed record StreamWrite(Guid Stream, string Type, long Version, IReadOnlyList<object> Events, Cause Cause);

/// <summary>Where events landed: the stream's version after them, the time, and their positions, ascending.</summary>
internal sealed record Landed(long Version, DateTimeOffset At, long[] Positions);
