using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics;

/// <summary>
/// What one person did: counted by the same definitions as all figures, in the sessions where they are enrolled; and the
/// page updates themselves, those of sessions they left as well.
/// </summary>
internal sealed class OwnContributions(NpgsqlDataSource database, LiveFacts facts, Sessions sessions) : IPersonalData
{
    private const string Pairs =
        "select distinct session_id, wiki from participation join page_update using (session_id, person_id) where person_id = $1 and enrolled order by session_id, wiki";

    private static readonly string UpdatesOf = Sql.Read(typeof(OwnContributions).Assembly, "UpdatesOf.sql");

    /// <summary>The figures of a person; participants and editors would say nothing.</summary>
    internal sealed record Counts(
        long Edits,
        long ContentEdits,
        long PagesEdited,
        long PagesCreated,
        long BytesAdded,
        long BytesRemoved
    )
    {
        public static Counts Of(Figures f) =>
            new(f.Edits, f.ContentEdits, f.PagesEdited, f.PagesCreated, f.BytesAdded, f.BytesRemoved);
    }

    internal sealed record OfSession(SessionId Session, string Title, string Page, string Wiki, Counts Counts);

    /// <summary>A page update. <paramref name="Title"/> is null for a user page whose owner is not known (any more).</summary>
    internal sealed record Update(
        SessionId Session,
        string Wiki,
        long Revision,
        long Page,
        int Namespace,
        string? Title,
        DateTimeOffset At,
        int BytesDifference,
        bool CreatesPage
    );

    /// <summary>Totals over distinct updates, the counts by session and wiki, the latest session first.</summary>
    internal sealed record Overview(Counts Totals, IReadOnlyList<OfSession> BySession);

    public string Field => "contributions";

    public Task<Overview> Count(PersonId person, CancellationToken cancellation) =>
        facts.Ask(connection => Count(person, connection, cancellation), cancellation);

    /// <summary>The figures of a person in one session, on all its wikis.</summary>
    public Task<Counts> CountIn(SessionId session, PersonId person, CancellationToken cancellation) =>
        facts.Ask(
            async connection =>
                Counts.Of(await Figures.Of(Scope.OfSessions([session]), connection, cancellation, person)),
            cancellation
        );

    /// <summary>The latest updates, each revision once; in one session, or in all.</summary>
    public Task<IReadOnlyList<Update>> Latest(
        PersonId person,
        int limit,
        CancellationToken cancellation,
        SessionId? session = null
    ) =>
        database.Query(
            UpdatesOf + " limit $3",
            Read,
            cancellation,
            Sql.Arg(person.Value),
            OrAll(session),
            Sql.Arg(limit)
        );

    public IAsyncEnumerable<object> Of(PersonId person, CancellationToken cancellation) =>
        database.Rows<object>(UpdatesOf, Read, cancellation, Sql.Arg(person.Value), OrAll(null));

    private async Task<Overview> Count(PersonId person, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var pairs = await connection.Query(
            Pairs,
            row => (Session: new SessionId(row.GetGuid(0)), Wiki: row.GetString(1)),
            cancellation,
            Sql.Arg(person.Value)
        );
        var counts = new Dictionary<(SessionId, string), Counts>();
        foreach (var (session, wiki) in pairs)
        {
            counts[(session, wiki)] = Counts.Of(
                await Figures.Of(Scope.OfSessions([session]), connection, cancellation, person, wiki)
            );
        }

        SessionId[] mine = [.. pairs.Select(p => p.Session).Distinct()];
        var totals = Counts.Of(await Figures.Of(Scope.OfSessions(mine), connection, cancellation, person));
        var plans = await sessions.Those(mine, cancellation);
        var rows =
            from plan in plans
            from pair in pairs
            where pair.Session == plan.Id && counts[pair].Edits > 0
            select new OfSession(plan.Id, plan.Title, $"/sessions/{plan.Slug}", pair.Wiki, counts[pair]);
        return new(totals, [.. rows]);
    }

    private static NpgsqlParameter OrAll(SessionId? session) => Sql.ArgOrNull(session?.Value, NpgsqlDbType.Uuid);

    private static Update Read(NpgsqlDataReader row) =>
        new(
            new(row.GetGuid(0)),
            row.GetString(1),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetInt32(4),
            row.IsDBNull(5) ? null : row.GetString(5),
            row.GetFieldValue<DateTimeOffset>(6),
            row.GetInt32(7),
            row.GetBoolean(8)
        );
}
