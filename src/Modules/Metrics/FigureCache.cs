using System.Data;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics;

/// <summary>
/// Keeps what was computed of scopes until a new fact touches them. What is small is computed anew for who asks. What is
/// large, a campaign of a million edits, is answered as it was computed last, and says as of when; <see cref="FigureKeeper"/>
/// computes it again at once. Several nodes share it; nothing is lost when it is emptied.
/// </summary>
internal sealed class FigureCache(
    NpgsqlDataSource database,
    FigureTables tables,
    IEnumerable<ICachedPart> parts,
    TimeProvider time
)
{
    /// <summary>
    /// So many page updates are counted at once; a scope that has more is not computed while somebody waits, if there is an
    /// earlier answer. By number and not by time, so that a busy machine makes no session stale.
    /// </summary>
    private const int Large = PlanHints.Few;

    private const string Find =
        "select position, value::text, updates, read_at < $4, as_of from metrics.figure_cache where key = $1 and part = $2 and version = $3";
    private const string NoteRead = "update metrics.figure_cache set read_at = $3 where key = $1 and part = $2";
    private const string Updates = "select count(*) from page_update where session_id = any($1)";
    private const string Forget = "delete from metrics.figure_cache where read_at < $1 or version <> $2";
    private const string Claim = "select pg_try_advisory_xact_lock(hashtextextended('figures of ' || $1, 0))";

    private const string ForgetPeople = "delete from metrics.kept_person where key = $1 and part = $2";

    private static readonly string Put = Sql.Read(typeof(FigureCache).Assembly, "CachePut.sql");
    private static readonly string OfMany = Sql.Read(typeof(FigureCache).Assembly, "KeptOfMany.sql");
    private static readonly string OfLastFact = Sql.Read(typeof(FigureCache).Assembly, "LastFact.sql");
    private static readonly string KeepPeople = Sql.Read(typeof(FigureCache).Assembly, "KeepPeople.sql");

    private string Version => FormattableString.Invariant($"{tables.Version}.{Definitions.Version}");

    /// <summary>How exactly it is noted when something was read last.</summary>
    private static readonly TimeSpan ReadNote = TimeSpan.FromHours(1);

    /// <summary>
    /// There may be one of these for each figure and wiki, so they come behind the figures, and only while somebody reads them.
    /// </summary>
    private static readonly TimeSpan FewReadWithin = 2 * ReadNote;

    /// <summary>Completes when somebody was given what is no longer the latest.</summary>
    public SemaphoreSlim Stale { get; } = new(0);

    /// <summary>
    /// What <paramref name="part"/> computes of a scope, and of one wiki, where it is given: the latest, or of a large scope
    /// what was a moment ago.
    /// </summary>
    public async Task<T?> Get<T>(CachedPart<T> part, Scope scope, CancellationToken cancellation, string? wiki = null)
        where T : class => (await GetKept(part, scope, wiki, cancellation)).Value;

    /// <summary>The same, and as of when where that is not the latest; null where it is not computed and should not be now.</summary>
    public async Task<(T? Value, DateTimeOffset? AsOf)> GetKept<T>(
        CachedPart<T> part,
        Scope scope,
        string? wiki,
        CancellationToken cancellation,
        bool compute = true
    )
        where T : class
    {
        var (json, asOf) = await Latest(part, scope, wiki, cancellation, compute);
        return (json is null ? null : JsonSerializer.Deserialize<T>(json, EventTypes.Json), asOf);
    }

    /// <summary>Sees to it that a list of people is kept, and tells by what, and as of when where that is not the latest.</summary>
    public async Task<(KeptAs Kept, DateTimeOffset? AsOf)> Keep(
        ICachedPart people,
        Scope scope,
        string? wiki,
        CancellationToken cancellation
    )
    {
        var (_, asOf) = await Latest(people, scope, wiki, cancellation);
        return (Under(people, scope, wiki), asOf);
    }

    /// <summary>What is kept, and as of when where it is not the latest; computed where nothing is kept that may be told.</summary>
    private async Task<(string? Json, DateTimeOffset? AsOf)> Latest(
        ICachedPart part,
        Scope scope,
        string? wiki,
        CancellationToken cancellation,
        bool compute = true
    )
    {
        var (kept, now) = (Under(part, scope, wiki), time.GetUtcNow());
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var answers = await connection.Query(
            Find,
            row =>
                (
                    Position: row.GetInt64(0),
                    Value: row.GetString(1),
                    Updates: row.GetInt64(2),
                    WasReadLongAgo: row.GetBoolean(3),
                    AsOf: row.GetFieldValue<DateTimeOffset>(4)
                ),
            cancellation,
            Sql.Arg(kept.Key),
            Sql.Arg(kept.Part),
            Sql.Arg(Version),
            Sql.Arg(now - ReadNote)
        );
        if (answers is [var found])
        {
            if (found.WasReadLongAgo)
            {
                await connection.Execute(NoteRead, cancellation, Sql.Arg(kept.Key), Sql.Arg(kept.Part), Sql.Arg(now));
            }

            var isLatest = found.Position == (await LastFact(scope, connection, cancellation)).Position;
            if (isLatest || found.Updates > Large)
            {
                // One wake is enough for however many readers.
                if (!isLatest && Stale.CurrentCount == 0)
                {
                    Stale.Release();
                }

                return (found.Value, isLatest ? null : found.AsOf);
            }
        }

        return (compute ? await Compute(part, scope, wiki, connection, cancellation) : null, null);
    }

    /// <summary>Computes anew what is large, was read lately and is no longer the latest; tells how much that was.</summary>
    public async Task<int> Refresh(TimeSpan readWithin, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.Execute(Forget, cancellation, Sql.Arg(now - readWithin), Sql.Arg(Version));
        var large = await connection.Query(
            OfMany,
            row => (Part: row.GetString(0), Scope: row.GetString(1), Position: row.GetInt64(2)),
            cancellation,
            Sql.Arg((long)Large),
            Sql.Arg(now - readWithin),
            Sql.Arg(Version),
            Sql.Arg(now - FewReadWithin)
        );
        var refreshed = 0;
        foreach (var (name, json, position) in large)
        {
            var scope = JsonSerializer.Deserialize<Scope>(json, EventTypes.Json)!;
            string[] partAndWiki = name.Split(' ', 2);
            if (
                parts.FirstOrDefault(p => p.Name == partAndWiki[0]) is { } part
                && (await LastFact(scope, connection, cancellation)).Position != position
                && await Compute(part, scope, partAndWiki.ElementAtOrDefault(1), connection, cancellation, true)
                    is not null
            )
            {
                refreshed++;
            }
        }

        return refreshed;
    }

    private async Task<string?> Compute(
        ICachedPart part,
        Scope scope,
        string? wiki,
        NpgsqlConnection connection,
        CancellationToken cancellation,
        bool onlyIfNobodyElse = false
    )
    {
        var kept = Under(part, scope, wiki);
        // One snapshot for the position and all that is computed, or a batch applied between them would mix two instants.
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancellation
        );
        if (
            onlyIfNobodyElse
            && !(
                await connection.Query(
                    Claim,
                    row => row.GetBoolean(0),
                    cancellation,
                    Sql.Arg($"{kept.Key} {kept.Part}")
                )
            )[0]
        )
        {
            return null;
        }

        await connection.Execute($"set local search_path to {tables.Name}", cancellation);
        await PlanHints.ForAll(scope, connection, cancellation);
        var last = await LastFact(scope, connection, cancellation);
        var json = await part.ComputeJson(scope, wiki, connection, cancellation);
        var updates = await connection.Query(Updates, row => row.GetInt64(0), cancellation, Sql.Arg(scope.SessionIds));
        // A snapshot that reads must not fail because another node kept the same: written after it.
        await transaction.CommitAsync(cancellation);
        if (json is not null)
        {
            await Write(part, kept, (last, json, updates[0]), scope, connection, cancellation);
        }

        return json;
    }

    private async Task Write(
        ICachedPart part,
        KeptAs kept,
        (Fact Last, string Json, long Updates) computed,
        Scope scope,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.Execute(
            Put,
            cancellation,
            Sql.Arg(kept.Key),
            Sql.Arg(kept.Part),
            Sql.Arg(Version),
            Sql.Arg(computed.Last.Position),
            Sql.Arg(computed.Last.At),
            Json(part.IsOfPeople ? "[]" : computed.Json),
            Sql.Arg(computed.Updates),
            Json(JsonSerializer.Serialize(scope, EventTypes.Json)),
            Sql.Arg(time.GetUtcNow())
        );
        if (part.IsOfPeople)
        {
            // The row above is locked: nobody else keeps the same list at the same time.
            await connection.Execute(ForgetPeople, cancellation, Sql.Arg(kept.Key), Sql.Arg(kept.Part));
            await connection.Execute(
                KeepPeople,
                cancellation,
                Sql.Arg(kept.Key),
                Sql.Arg(kept.Part),
                Json(computed.Json)
            );
        }

        await transaction.CommitAsync(cancellation);
    }

    private static async Task<Fact> LastFact(
        Scope scope,
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) =>
        (
            await connection.Query(
                OfLastFact,
                row => new Fact(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1)),
                cancellation,
                Sql.Arg(scope.SessionIds)
            )
        ).SingleOrDefault();

    /// <summary>The last event that touched a scope; the position is 0 where none did.</summary>
    private readonly record struct Fact(long Position, DateTimeOffset At);

    private static KeptAs Under(ICachedPart part, Scope scope, string? wiki) =>
        new(KeyOf(scope), wiki is null ? part.Name : $"{part.Name} {wiki}");

    /// <summary>Whatever the order in which sessions were named, the same ones are one key; the node is what figures are called.</summary>
    private static string KeyOf(Scope scope)
    {
        var text = JsonSerializer.Serialize(
            new
            {
                scope.Node?.Kind,
                scope.Node?.Id,
                Sessions = scope.SessionIds.Order(),
                scope.Period,
            },
            EventTypes.Json
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static NpgsqlParameter Json(string json) => new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb };
}
