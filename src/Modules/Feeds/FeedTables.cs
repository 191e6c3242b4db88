using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Feeds;

/// <summary>
/// The feed's tables, filled in log order by the daemon: an entry is never there before an earlier one, so a reader that
/// goes on after the last position it saw misses nothing. Entries of unlisted sessions are kept and not told.
/// </summary>
internal sealed class FeedTables(PublicFacts facts) : IShardProjection
{
    private const string Hide = "insert into hidden_scope select unnest($1) on conflict do nothing";
    private const string Show = "delete from hidden_scope where scope = any($1)";
    private static readonly string AddEntries = Sql.Read(typeof(FeedTables).Assembly, "AddEntries.sql");

    public string Name => "feed";

    public int Version => 1;

    public IReadOnlyCollection<Type> Wants => facts.Types;

    public string Tables => Sql.Read(typeof(FeedTables).Assembly, "FeedTables.sql");

    public async Task Apply(
        IReadOnlyList<StoredEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var entries = events
            .Select(e => (Event: e, Fact: facts.FactOf(e.Data)))
            .Where(e => e.Fact is not null)
            .Select(e => (e.Event, Fact: e.Fact!))
            .ToArray();
        if (entries.Length > 0)
        {
            await connection.Execute(AddEntries, cancellation, Columns(entries));
        }

        await SetVisibility(events, connection, cancellation);
    }

    /// <summary>The last word on each scope counts.</summary>
    private async Task SetVisibility(
        IReadOnlyList<StoredEvent> events,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var visible = new Dictionary<Guid, bool>();
        foreach (var e in events)
        {
            if (facts.VisibilityOf(e.Data) is { } change)
            {
                visible[change.Scope] = change.Visible;
            }
        }

        if (visible.Count > 0)
        {
            var shown = visible.Where(v => v.Value).Select(v => v.Key).ToArray();
            await connection.Execute(Hide, cancellation, Sql.Arg(visible.Keys.Except(shown).ToArray()));
            await connection.Execute(Show, cancellation, Sql.Arg(shown));
        }
    }

    private static NpgsqlParameter[] Columns((StoredEvent Event, PublicFact Fact)[] entries) =>
        [
            Sql.Arg(entries.Select(e => e.Event.Position).ToArray()),
            Sql.Arg(entries.Select(e => e.Event.Id).ToArray()),
            Sql.Arg(entries.Select(e => e.Fact.Type).ToArray()),
            Sql.Arg(entries.Select(e => e.Fact.Subject).ToArray()),
            Sql.Arg(entries.Select(e => e.Event.Timestamp.ToUniversalTime()).ToArray()),
            new()
            {
                Value = entries.Select(e => JsonSerializer.Serialize(e.Fact.Data, EventTypes.Json)).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            },
            Sql.Arg(entries.Select(e => e.Fact.Scope).ToArray()),
        ];
}
