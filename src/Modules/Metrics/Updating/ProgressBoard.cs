using System.Collections.Concurrent;
using CampaignDashboard.Campaigns.Contracts;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// How far an update is: step <paramref name="Nth"/> of so many, and with which wiki. <paramref name="Fetched"/> counts
/// answers of wikis, <paramref name="Added"/> facts that were new; <paramref name="Of"/> is null where nobody knows how much
/// there is to do.
/// </summary>
internal sealed record Progress(
    Guid Update,
    string Step,
    int Nth,
    int Steps,
    string? Wiki,
    int Done,
    int? Of,
    int Fetched,
    int Added,
    DateTimeOffset StartedAt,
    DateTimeOffset StepStartedAt
)
{
    /// <summary>How long the step still takes if it goes on as until now; null where nobody knows.</summary>
    public TimeSpan? TimeLeft(DateTimeOffset now) =>
        Of is { } total && Done > 0 && total >= Done ? (now - StepStartedAt) * (total - Done) / Done : null;
}

/// <summary>Where updates under way tell how far they are, so that every node can show it.</summary>
internal sealed class ProgressBoard(NpgsqlDataSource database, TimeProvider time, ILogger<ProgressBoard> logger)
{
    private const string Columns =
        "select update_id, step, nth, steps, wiki, done, of_total, fetched, added, started_at, step_started_at from metrics.update_progress";
    private const string Clear = "delete from metrics.update_progress where session_id = $1";

    private static readonly string Write = Sql.Read(typeof(ProgressBoard).Assembly, "TellProgress.sql");

    /// <summary>How far the update is, or null: it is not under way, or has told nothing yet.</summary>
    public async Task<Progress?> Of(Guid update, CancellationToken cancellation) =>
        (
            await database.Query($"{Columns} where update_id = $1", Read, cancellation, Sql.Arg(update))
        ).SingleOrDefault();

    /// <summary>How far the session's update is, whoever or whatever asked for it.</summary>
    public async Task<Progress?> Of(SessionId session, CancellationToken cancellation) =>
        await database.Query($"{Columns} where session_id = $1 limit 1", Read, cancellation, Sql.Arg(session.Value))
            is [var progress]
            ? progress
            : null;

    /// <summary>Begins to tell of an update.</summary>
    public Telling Begin(SessionId session, Guid update, int steps) =>
        new(database, time, logger, session, update, steps);

    private static Progress Read(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetString(1),
            row.GetInt32(2),
            row.GetInt32(3),
            row.IsDBNull(4) ? null : row.GetString(4),
            row.GetInt32(5),
            row.IsDBNull(6) ? null : row.GetInt32(6),
            row.GetInt32(7),
            row.GetInt32(8),
            row.GetFieldValue<DateTimeOffset>(9),
            row.GetFieldValue<DateTimeOffset>(10)
        );

    /// <summary>One update that tells how far it is: a row that follows what is noted here a few times a second.</summary>
    internal sealed class Telling : IAsyncDisposable
    {
        private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);

        private readonly NpgsqlDataSource database;
        private readonly TimeProvider time;
        private readonly ILogger logger;
        private readonly SessionId session;
        private readonly ConcurrentDictionary<string, (int Done, int? Of)> wikis = new(StringComparer.Ordinal);
        private readonly CancellationTokenSource over = new();
        private readonly Task writing;
        private Progress now;

        internal Telling(
            NpgsqlDataSource database,
            TimeProvider time,
            ILogger logger,
            SessionId session,
            Guid update,
            int steps
        )
        {
            (this.database, this.time, this.logger, this.session) = (database, time, logger, session);
            var at = time.GetUtcNow();
            now = new(update, "", 0, steps, null, 0, null, 0, 0, at, at);
            writing = WriteNowAndThen();
        }

        /// <summary>A step begins.</summary>
        public void Step(string name, int added)
        {
            wikis.Clear();
            Change(p =>
                p with
                {
                    Step = name,
                    Nth = p.Nth + 1,
                    Wiki = null,
                    Done = 0,
                    Of = null,
                    Added = added,
                    StepStartedAt = time.GetUtcNow(),
                }
            );
        }

        /// <summary>A wiki answered.</summary>
        public void Answered(string wiki, int done, int? of, int added)
        {
            wikis[wiki] = (done, of);
            var told = wikis.Values.ToArray();
            Change(p =>
                p with
                {
                    Wiki = wiki,
                    Done = told.Sum(w => w.Done),
                    Of = Array.TrueForAll(told, w => w.Of is not null) ? told.Sum(w => w.Of) : null,
                    Fetched = p.Fetched + 1,
                    Added = added,
                }
            );
        }

        /// <summary>The update is under way no more.</summary>
        public async ValueTask DisposeAsync()
        {
            await over.CancelAsync();
            await writing;
            over.Dispose();
            await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
            await connection.Execute(Clear, CancellationToken.None, Sql.Arg(session.Value));
        }

        private void Change(Func<Progress, Progress> change)
        {
            Progress seen;
            do
            {
                seen = Volatile.Read(ref now);
            } while (Interlocked.CompareExchange(ref now, change(seen), seen) != seen);
        }

        private async Task WriteNowAndThen()
        {
            Progress? told = null;
            while (!over.IsCancellationRequested)
            {
                var next = Volatile.Read(ref now);
                if (next.Nth > 0 && next != told)
                {
                    await Put(next);
                    told = next;
                }

                await Task.Delay(Between, time, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        /// <summary>Progress that cannot be told stops no update.</summary>
        private async Task Put(Progress p)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
                await connection.Execute(
                    Write,
                    CancellationToken.None,
                    Sql.Arg(p.Update),
                    Sql.Arg(session.Value),
                    Sql.Arg(p.Step),
                    Sql.Arg(p.Nth),
                    Sql.Arg(p.Steps),
                    Sql.ArgOrNull(p.Wiki, NpgsqlDbType.Text),
                    Sql.Arg(p.Done),
                    Sql.ArgOrNull(p.Of, NpgsqlDbType.Integer),
                    Sql.Arg(p.Fetched),
                    Sql.Arg(p.Added),
                    Sql.Arg(p.StartedAt),
                    Sql.Arg(p.StepStartedAt)
                );
            }
            catch (Exception e) when (e is NpgsqlException or IOException)
            {
                logger.LogDebug(e, "The progress of data update {Update} was not told.", p.Update);
            }
        }
    }
}
