using System.Text.Json.Serialization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics;

/// <summary>Reads data updates with their problems.</summary>
internal sealed class DataUpdateList(NpgsqlDataSource database, People people)
{
    private const string Columns =
        "select update_id, session_id, requested_at, completed_at, added, position, reason, cancelled from data_updates.data_update";
    private const string Problems =
        "select update_id, wiki, person_id, step, code, reason from data_updates.data_update_problem where update_id = any($1) order by wiki, code";

    private const string StepFailed =
        "A part of this update failed by a fault of this dashboard, whose log says more. It is tried again with the next update.";

    /// <summary>
    /// A data update; <paramref name="Added"/> counts what was new so far, <paramref name="Position"/> is that of its
    /// completion in the log, null while under way.
    /// </summary>
    internal sealed record Update(
        Guid Id,
        SessionId Session,
        DateTimeOffset RequestedAt,
        DateTimeOffset? CompletedAt,
        int Added,
        long? Position,
        string Reason,
        bool Cancelled,
        IReadOnlyList<Problem> Problems
    )
    {
        /// <summary>The update as this reader may see it: names are for those who coordinate the session.</summary>
        public Update For(Standing reader) =>
            reader.MayCoordinate
                ? this
                : this with
                {
                    Problems = [.. Problems.Select(p => p with { Reason = p.PublicReason })],
                };
    }

    /// <summary>What could not be read, in a sentence for coordinators.</summary>
    internal sealed record Problem(string Wiki, string Code, string Reason)
    {
        /// <summary>The part of the update that failed altogether; null where a wiki or an account did.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Step { get; init; }

        /// <summary>The sentence for who may not see who takes part: the same, without a name.</summary>
        [JsonIgnore]
        public string PublicReason { get; init; } = Reason;
    }

    /// <summary>The newest updates of a session, newest first.</summary>
    public async Task<IReadOnlyList<Update>> Of(SessionId session, int limit, CancellationToken cancellation) =>
        await WithProblems(
            await database.Query(
                $"{Columns} where session_id = $1 order by requested_at desc limit $2",
                Read,
                cancellation,
                Sql.Arg(session.Value),
                Sql.Arg(limit)
            ),
            cancellation
        );

    /// <summary>The updates of a session that are older than the cursor, newest first.</summary>
    public async Task<IReadOnlyList<Update>> Page(
        SessionId session,
        (DateTimeOffset Instant, Guid Id)? before,
        int size,
        CancellationToken cancellation
    ) =>
        await WithProblems(
            await database.Query(
                $"{Columns} where session_id = $1 and (requested_at, update_id) < ($2, $3) order by requested_at desc, update_id desc limit $4",
                Read,
                cancellation,
                Sql.Arg(session.Value),
                Sql.Arg(before?.Instant ?? DateTimeOffset.MaxValue),
                Sql.Arg(before?.Id ?? Guid.AllBitsSet),
                Sql.Arg(size)
            ),
            cancellation
        );

    /// <summary>How many page updates it has added so far, on whatever node.</summary>
    public async Task<int> AddedBy(Guid update, CancellationToken cancellation) =>
        (await Find(update, cancellation))?.Added ?? 0;

    /// <summary>One update, or null.</summary>
    public async Task<Update?> Find(Guid update, CancellationToken cancellation)
    {
        var rows = await database.Query($"{Columns} where update_id = $1", Read, cancellation, Sql.Arg(update));
        return (await WithProblems(rows, cancellation)).SingleOrDefault();
    }

    private static Update Read(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            new(row.GetGuid(1)),
            row.GetFieldValue<DateTimeOffset>(2),
            row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3),
            row.GetInt32(4),
            row.IsDBNull(5) ? null : row.GetInt64(5),
            row.GetString(6),
            row.GetBoolean(7),
            []
        );

    private async Task<IReadOnlyList<Update>> WithProblems(
        IReadOnlyList<Update> updates,
        CancellationToken cancellation
    )
    {
        var rows = await database.Query(
            Problems,
            row =>
                (
                    Update: row.GetGuid(0),
                    Problem: new Updating.Problem(
                        row.GetString(1),
                        row.GetString(4),
                        row.GetString(5),
                        row.IsDBNull(2) ? null : new PersonId(row.GetGuid(2)),
                        row.IsDBNull(3) ? null : row.GetString(3)
                    )
                ),
            cancellation,
            Sql.Arg(updates.Select(u => u.Id).ToArray())
        );
        var worded = await Worded([.. rows.Select(r => r.Problem)], cancellation);
        var problems = rows.Zip(worded, (r, p) => (r.Update, Problem: p)).ToLookup(r => r.Update, r => r.Problem);
        return [.. updates.Select(u => u with { Problems = [.. problems[u.Id]] })];
    }

    /// <summary>Problems in sentences, in the same order.</summary>
    public async Task<IReadOnlyList<Problem>> Worded(
        IReadOnlyList<Updating.Problem> problems,
        CancellationToken cancellation
    )
    {
        var names = await people.Names([.. problems.Select(p => p.Person).OfType<PersonId>().Distinct()], cancellation);
        return
        [
            .. problems.Select(p =>
                p switch
                {
                    { Person: { } person } => NotAName(p.Wiki, p.Code, names.GetValueOrDefault(person, People.Former)),
                    { Step: { } step } => new Problem(p.Wiki, p.Code, StepFailed) { Step = step },
                    _ => new Problem(p.Wiki, p.Code, p.Reason),
                }
            ),
        ];
    }

    private static Problem NotAName(string wiki, string code, string name) =>
        new(
            wiki,
            code,
            $"{wiki} does not accept “{name}” as a user name, so nothing was read for it there. Check the spelling, or remove the participant."
        )
        {
            PublicReason =
                $"{wiki} does not accept a participant's user name, so nothing was read for it there. Coordinators see which.",
        };
}
