using System.Net;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using Npgsql;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// The passcodes of sessions, kept beside the log, and the guard before them: after ten wrong ones in ten minutes, by one
/// person or from one address, nothing more is looked at for ten minutes. Whoever reads one here has made sure that it is
/// shown to coordinators alone.
/// </summary>
internal sealed class Passcodes(NpgsqlDataSource database)
{
    /// <summary>How many wrong ones lock.</summary>
    public const int MostWrong = 10;

    /// <summary>Within how long they count, and for how long they lock.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    private const string Kept = "select passcode from enrolment.passcode where session_id = $1";
    private const string Set =
        "insert into enrolment.passcode (session_id, passcode) values ($1, $2) on conflict (session_id) do update set passcode = excluded.passcode";
    private const string Clear = "delete from enrolment.passcode where session_id = $1";

    // Locks the rows of the subjects, in one order for everybody, to the end of the transaction.
    private const string Hold =
        "insert into enrolment.passcode_guard (subject, wrong, last) select s, '{}', $2 from unnest($1) as s order by s on conflict (subject) do update set last = excluded.last";
    private const string LockedUntil =
        "select max(locked_until) from enrolment.passcode_guard where subject = any($1) and locked_until > $2";
    private static readonly string CountWrong = Sql.Read(typeof(Passcodes).Assembly, "CountWrongPasscode.sql");

    // What somebody else holds is not old.
    private const string Sweep =
        "delete from enrolment.passcode_guard where subject in (select subject from enrolment.passcode_guard where last < $1 for update skip locked)";

    /// <summary>The passcode of a session, or null.</summary>
    public async Task<string?> Of(SessionId session, CancellationToken cancellation) =>
        (await database.Query(Kept, row => row.GetString(0), cancellation, Sql.Arg(session.Value))).SingleOrDefault();

    /// <summary>Keeps this one from now on; null for none.</summary>
    public async Task Keep(SessionId session, string? passcode, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var id = Sql.Arg(session.Value);
        _ = passcode is null
            ? await connection.Execute(Clear, cancellation, id)
            : await connection.Execute(Set, cancellation, id, Sql.Arg(passcode));
    }

    /// <summary>
    /// What the typed one is worth. Coordinators need none, for they see it. A try without a passcode is not counted; those
    /// of who has not signed in count for the address alone.
    /// </summary>
    public async Task<PasscodeTry> Try(
        SessionId session,
        Standing by,
        string? typed,
        Acting acting,
        CancellationToken cancellation
    )
    {
        if (by.MayCoordinate || await Of(session, cancellation) is not { } set)
        {
            return PasscodeTry.Fits;
        }

        return string.IsNullOrWhiteSpace(typed)
            ? new(PasscodeWorth.Missing)
            : await Judge(set, typed, Subjects(by.Person, acting.From), acting.Now, cancellation);
    }

    // Tries by the same person or from the same address come one after the other here, or a thousand at once would all be
    // looked at before the first was counted.
    private async Task<PasscodeTry> Judge(
        string set,
        string typed,
        string[] subjects,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.Execute(Hold, cancellation, Sql.Arg(subjects), Sql.Arg(now));
        var answer =
            await Locked(connection, subjects, now, cancellation) is { } until
                ? new PasscodeTry(PasscodeWorth.Locked, until)
            : PasscodeText.Same(set, typed) ? PasscodeTry.Fits
            : new(PasscodeWorth.Wrong);
        if (answer.Worth is PasscodeWorth.Wrong)
        {
            await connection.Execute(
                CountWrong,
                cancellation,
                Sql.Arg(subjects),
                Sql.Arg(now),
                Sql.Arg(Period),
                Sql.Arg(MostWrong)
            );
        }

        await connection.Execute(Sweep, cancellation, Sql.Arg(now - Period));
        await transaction.CommitAsync(cancellation);
        return answer;
    }

    private static async Task<DateTimeOffset?> Locked(
        NpgsqlConnection connection,
        string[] subjects,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        (
            await connection.Query(
                LockedUntil,
                row => row.IsDBNull(0) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(0),
                cancellation,
                Sql.Arg(subjects),
                Sql.Arg(now)
            )
        )[0];

    /// <summary>
    /// Who is counted: the person, and where they sit. Of whom neither is known (behind a socket that tells no addresses) all
    /// are counted as one, or they could guess for ever.
    /// </summary>
    private static string[] Subjects(PersonId? person, IPAddress? address) =>
        (person, address) switch
        {
            (null, null) => ["address unknown"],
            (null, { }) => [$"address {Networks.Of(address)}"],
            (_, null) => [$"person {person}"],
            _ => [$"address {Networks.Of(address)}", $"person {person}"],
        };
}
