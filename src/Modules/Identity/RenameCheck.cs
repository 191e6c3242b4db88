using CampaignDashboard.MediaWiki;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CampaignDashboard.Identity;

/// <summary>
/// Asks the home wiki how the people are called now, fifty at a time: by the account's number where that is known, which
/// a rename leaves as it is, else by name, which tells the number. What was asked is noted, so that a run that breaks
/// off goes on where it was.
/// </summary>
internal sealed class RenameCheck(
    NpgsqlDataSource database,
    AccountTable accounts,
    NameCheck names,
    ActionApi api,
    TimeProvider time,
    ILogger<RenameCheck> log
)
{
    /// <summary>A little less than a day, so that a daily look finds them all.</summary>
    internal static readonly TimeSpan Fresh = TimeSpan.FromHours(23);

    private const int AtATime = 50;
    private const string Claim = "select pg_try_advisory_lock($1)";
    private const string Release = "select pg_advisory_unlock($1)";
    private const string Checked = "update identity.person set checked_at = $2 where person_id = any($1)";
    private const string LoseName =
        "update identity.person set user_name = null where person_id = $1 and user_name = $2";
    private const string Count = "select count(*) from identity.person";
    private const string LoseNumber = "update identity.person set home_id = null where person_id = any($1)";
    private const long Lock = 0x43_44_52_45_4E_41_4D_45; // "CDRENAME"

    private static readonly string Due = Sql.Read(typeof(RenameCheck).Assembly, "DueAccounts.sql");

    /// <summary>Checks everybody who is due, and tells how many; nothing while another node does.</summary>
    /// <exception cref="WikiException">The home wiki did not answer; the rest stays due.</exception>
    internal async Task<int> Run(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (!(await connection.Query(Claim, row => row.GetBoolean(0), cancellation, Sql.Arg(Lock)))[0])
        {
            return 0;
        }

        try
        {
            return await CheckAll(connection, cancellation);
        }
        finally
        {
            // The pool keeps the session, and would keep the lock with it.
            if (connection.State == System.Data.ConnectionState.Open)
            {
                await connection.Execute(Release, CancellationToken.None, Sql.Arg(Lock));
            }
        }
    }

    private async Task<int> CheckAll(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // Who loses a name in this run is due again at once; two rounds are enough for one look.
        var people = await connection.Query(Count, row => row.GetInt64(0), cancellation);
        var total = 0;
        while (total < 2 * people[0])
        {
            var now = time.GetUtcNow();
            var due = await connection.Query(
                Due,
                AccountTable.Row,
                cancellation,
                Sql.Arg(now - Fresh),
                Sql.Arg(AtATime)
            );
            if (due.Count == 0)
            {
                break;
            }

            Guid[] asked = [.. due.Select(row => row.Person)];
            // Noted before, so that somebody whom the answers make due again stays it.
            var told = await Ask(connection, due, cancellation);
            await connection.Execute(Checked, cancellation, Sql.Arg(asked), Sql.Arg(now));
            // Who was forgotten while the wiki answered stays forgotten.
            await accounts.Refresh(told, cancellation);
            total += due.Count;
        }

        return total;
    }

    private async Task<Account[]> Ask(
        NpgsqlConnection connection,
        IReadOnlyList<PersonRow> due,
        CancellationToken cancellation
    ) =>
        [
            .. await ByNumber(connection, [.. due.Where(row => row.HomeId is not null)], cancellation),
            .. await ByName(connection, [.. due.Where(row => row.HomeId is null)], cancellation),
        ];

    private async Task<IEnumerable<Account>> ByNumber(
        NpgsqlConnection connection,
        PersonRow[] rows,
        CancellationToken cancellation
    )
    {
        var users = await api.UsersById(names.Home, [.. rows.Select(row => row.HomeId!.Value)], cancellation);
        var accountsByCentralId = users
            .Select(user => Account.Of(user, isHome: true))
            .Where(account => account.CentralId is not null)
            .ToDictionary(account => account.CentralId!.Value);
        var answered = rows.ToLookup(row => accountsByCentralId.ContainsKey(row.CentralId ?? 0));
        // An account that left the wiki, or a number of the home wiki before: asked by name the next time.
        Guid[] lost = [.. answered[false].Select(row => row.Person)];
        await connection.Execute(LoseNumber, cancellation, Sql.Arg(lost));
        foreach (var row in answered[true].Where(r => r.UserName != accountsByCentralId[r.CentralId!.Value].UserName))
        {
            log.LogInformation("Person {Person} has a new user name.", row.Person);
        }

        return answered[true].Select(row => accountsByCentralId[row.CentralId!.Value]);
    }

    private async Task<IEnumerable<Account>> ByName(
        NpgsqlConnection connection,
        PersonRow[] rows,
        CancellationToken cancellation
    )
    {
        var users = await api.Users(names.Home, [.. rows.Select(row => row.UserName!)], cancellation);
        List<Account> told = [];
        foreach (var (row, user) in rows.Zip(users).Where(pair => pair.Second.State == UserState.Exists))
        {
            var account = Account.Of(user, isHome: true);
            if (account.CentralId is { } now && row.CentralId is { } known && now != known)
            {
                // Somebody else's now; how this person is called is told when they sign in.
                await connection.Execute(LoseName, cancellation, Sql.Arg(row.Person), Sql.Arg(row.UserName!));
                log.LogInformation("The user name of person {Person} has become another account's.", row.Person);
            }
            else if (account.CentralId is not null && account.UserName == row.UserName)
            {
                told.Add(account);
            }
        }

        return told;
    }
}
