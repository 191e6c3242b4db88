using System.Buffers.Binary;
using System.Security.Cryptography;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// The names and e-mail addresses of who waits for an account: beside the log, the addresses encrypted, each row deleted
/// when it is dealt with. Whoever reads them here has made sure that they are shown to the session's coordinators alone.
/// </summary>
internal sealed class AccountVault(NpgsqlDataSource database, IDataProtectionProvider protection) : IErasable
{
    /// <summary>How long a request may wait.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private const string All =
        "select request_id, session_id, user_name, email, attendance, requested_at, attempted_at, problem, problem_text from enrolment.account_request";
    private const string OfSession = $"{All} where session_id = $1 order by requested_at, request_id";
    private const string One = $"{All} where session_id = $1 and request_id = $2";
    private const string Named = "select 1 from enrolment.account_request where session_id = $1 and user_name = $2";
    private const string Insert =
        "insert into enrolment.account_request (request_id, session_id, user_name, email, attendance, requested_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
    private const string Remove = "delete from enrolment.account_request where request_id = $1";
    private const string RemoveNamed = "delete from enrolment.account_request where user_name = any($1)";
    private const string Attempt = "update enrolment.account_request set attempted_at = $2 where request_id = $1";
    private const string Explain =
        "update enrolment.account_request set problem = $2, problem_text = $3, attempted_at = $4 where request_id = $1";
    private const string Held = "select session_id, request_id, requested_at from enrolment.account_request";

    private readonly IDataProtector protector = protection.CreateProtector(
        "CampaignDashboard.Enrolment.AccountRequest.v1"
    );

    /// <summary>
    /// A request as it waits. Without <paramref name="Email"/> the keys are gone that could read it. <c>AttemptedAt</c> is
    /// the wiki's time before the first attempt whose end nobody knows.
    /// </summary>
    internal sealed record Entry(
        Guid Request,
        SessionId Session,
        string UserName,
        string? Email,
        Attendance Attendance,
        DateTimeOffset RequestedAt
    )
    {
        public DateTimeOffset? AttemptedAt { get; init; }

        public CreationFailure? Failure { get; init; }

        /// <summary>Without name and address.</summary>
        public override string ToString() => $"account request {Request}";
    }

    /// <summary>Keeps a request; false where the session holds one of the same name, which stays as it is.</summary>
    public async Task<bool> Keep(Entry entry, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.Execute(
                Insert,
                cancellation,
                Sql.Arg(entry.Request),
                Sql.Arg(entry.Session.Value),
                Sql.Arg(entry.UserName),
                Sql.Arg(protector.Protect(System.Text.Encoding.UTF8.GetBytes(entry.Email!))),
                Sql.Arg(entry.Attendance.ToString()),
                Sql.Arg(entry.RequestedAt)
            ) > 0;
    }

    /// <summary>Whether somebody waits for this name in the session.</summary>
    public async Task<bool> Holds(SessionId session, string userName, CancellationToken cancellation) =>
        (
            await database.Query(Named, row => row.GetInt32(0), cancellation, Sql.Arg(session.Value), Sql.Arg(userName))
        ).Count > 0;

    /// <summary>Those of a session, who asked first stands first.</summary>
    public Task<IReadOnlyList<Entry>> Of(SessionId session, CancellationToken cancellation) =>
        database.Query(OfSession, Read, cancellation, Sql.Arg(session.Value));

    /// <summary>One of a session, or null.</summary>
    public async Task<Entry?> Find(SessionId session, Guid request, CancellationToken cancellation) =>
        (await database.Query(One, Read, cancellation, Sql.Arg(session.Value), Sql.Arg(request))).SingleOrDefault();

    /// <summary>Which there are, of all sessions, and since when.</summary>
    public Task<IReadOnlyList<(SessionId Session, Guid Request, DateTimeOffset At)>> Everything(
        CancellationToken cancellation
    ) =>
        database.Query(
            Held,
            row => (new SessionId(row.GetGuid(0)), row.GetGuid(1), row.GetFieldValue<DateTimeOffset>(2)),
            cancellation
        );

    /// <summary>Deletes name and address.</summary>
    public Task Delete(Guid request, CancellationToken cancellation) => Write(Remove, cancellation, Sql.Arg(request));

    /// <summary>Notes that the wiki is asked for the account now, and knew at this instant of its own that it was not.</summary>
    public Task NoteAttempt(Guid request, DateTimeOffset wikiTime, CancellationToken cancellation) =>
        Write(Attempt, cancellation, Sql.Arg(request), Sql.Arg(wikiTime));

    /// <summary>Notes why there is no account; <paramref name="open"/> is the attempt whose end is still not known.</summary>
    public Task NoteFailure(
        Guid request,
        CreationFailure failure,
        DateTimeOffset? open,
        CancellationToken cancellation
    ) =>
        Write(
            Explain,
            cancellation,
            Sql.Arg(request),
            Sql.Arg(failure.Problem.ToString()),
            Sql.ArgOrNull(failure.WikiSays, NpgsqlDbType.Text),
            Sql.ArgOrNull(open, NpgsqlDbType.TimestampTz)
        );

    /// <summary>
    /// Makes sure that nobody else, on any node, deals with the request until the answer is disposed; null: somebody does.
    /// A node that dies loses its connection, and the claim with it.
    /// </summary>
    public async Task<IAsyncDisposable?> Claim(Guid request, CancellationToken cancellation)
    {
        var key = BinaryPrimitives.ReadInt64BigEndian(request.ToByteArray());
        var claim = new Claimed(await database.OpenConnectionAsync(cancellation), key);
        try
        {
            if (await claim.Take(cancellation))
            {
                return claim;
            }
        }
        catch
        {
            await claim.DisposeAsync();
            throw;
        }

        await claim.DisposeAsync();
        return null;
    }

    /// <summary>Who is forgotten and asked for an account of the name that they have: that request goes, too.</summary>
    public Task Erase(Erasure erasure, NpgsqlConnection connection, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return connection.Execute(RemoveNamed, cancellation, Sql.Arg(erasure.UserNames.ToArray()));
    }

    private async Task Write(string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.Execute(sql, cancellation, parameters);
    }

    private Entry Read(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            new(row.GetGuid(1)),
            row.GetString(2),
            Opened(row.GetFieldValue<byte[]>(3)),
            Enum.Parse<Attendance>(row.GetString(4)),
            row.GetFieldValue<DateTimeOffset>(5)
        )
        {
            AttemptedAt = row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6),
            Failure = row.IsDBNull(7)
                ? null
                : new(Enum.Parse<CreationProblem>(row.GetString(7)), row.IsDBNull(8) ? null : row.GetString(8)),
        };

    private string? Opened(byte[] email)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(protector.Unprotect(email));
        }
        catch (CryptographicException)
        {
            // The keys were deleted, to sign everybody out.
            return null;
        }
    }

    private sealed class Claimed(NpgsqlConnection connection, long key) : IAsyncDisposable
    {
        private const string Try = "select pg_try_advisory_lock($1)";
        private const string Leave = "select pg_advisory_unlock($1)";

        private bool isTaken;

        public async Task<bool> Take(CancellationToken cancellation) =>
            isTaken = (await connection.Query(Try, row => row.GetBoolean(0), cancellation, Sql.Arg(key)))[0];

        public async ValueTask DisposeAsync()
        {
            // Whatever comes in between, the pool has its connection back.
            await using var _ = connection;
            // The pool keeps the session, and would keep the lock with it.
            if (isTaken && connection.State == System.Data.ConnectionState.Open)
            {
                await connection.Execute(Leave, CancellationToken.None, Sql.Arg(key));
            }
        }
    }
}
