using Npgsql;
using NpgsqlTypes;

namespace CampaignDashboard.Identity;

/// <summary>
/// The map of accounts in PostgreSQL. Who changes it holds the table's lock from reading to writing, so that two nodes
/// that meet the same account, or two accounts with one name, decide one after the other. Readers never wait.
/// </summary>
internal sealed class AccountTable(NpgsqlDataSource database)
{
    private const string Lock = "lock table identity.person in share row exclusive mode";
    private const string TakeNames = "update identity.person set user_name = null where person_id = any($1)";
    private const string Held =
        "select person_id, user_name, central_id, home_id, same_as from identity.person where person_id = $1";

    private static readonly string SignedInRow = Sql.Read(typeof(AccountTable).Assembly, "SignedIn.sql");
    private static readonly string Known = Sql.Read(typeof(AccountTable).Assembly, "KnownAccounts.sql");
    private static readonly string Write = Sql.Read(typeof(AccountTable).Assembly, "WriteAccounts.sql");

    /// <summary>The row of each account, by name, after taking in what a wiki said.</summary>
    internal Task<IReadOnlyDictionary<string, PersonRow>> Learn(
        IReadOnlyCollection<Account> accounts,
        CancellationToken cancellation
    ) => Learn(accounts, newOnes: true, cancellation);

    /// <summary>The same for accounts that have a row; one whose person was forgotten meanwhile gets no new one.</summary>
    internal Task Refresh(IReadOnlyCollection<Account> accounts, CancellationToken cancellation) =>
        Learn(accounts, newOnes: false, cancellation);

    private async Task<IReadOnlyDictionary<string, PersonRow>> Learn(
        IReadOnlyCollection<Account> accounts,
        bool newOnes,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var (known, changes) = await Decide(connection, accounts, newOnes, cancellation);
        if (changes.Count == 0)
        {
            return known;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.Execute(Lock, cancellation);
        (known, changes) = await Decide(connection, accounts, newOnes, cancellation);
        await Save(connection, changes, cancellation);
        await transaction.CommitAsync(cancellation);
        return known;
    }

    /// <summary>A person's row, or null: it was erased.</summary>
    internal async Task<PersonRow?> Find(Guid person, CancellationToken cancellation) =>
        (await database.Query(Held, Row, cancellation, Sql.Arg(person))) is [var row] ? row : null;

    /// <summary>The row and the preferences of somebody who comes with a cookie; null: they were erased.</summary>
    internal async Task<(PersonRow Row, Preferences Preferences)?> SignedIn(
        Guid person,
        CancellationToken cancellation
    ) =>
        await database.Query(
            SignedInRow,
            row => (Row(row), PreferenceTable.Read(row, 5)),
            cancellation,
            Sql.Arg(person)
        )
            is [var found]
            ? found
            : null;

    private static async Task<(IReadOnlyDictionary<string, PersonRow>, IReadOnlyList<PersonRow>)> Decide(
        NpgsqlConnection connection,
        IReadOnlyCollection<Account> accounts,
        bool newOnes,
        CancellationToken cancellation
    )
    {
        var rows = await connection.Query(
            Known,
            Row,
            cancellation,
            Sql.Arg(accounts.Select(a => a.CentralId).OfType<long>().ToArray()),
            Sql.Arg(accounts.Select(a => a.UserName).ToArray())
        );
        var map = new AccountMap(rows);
        var told = new Dictionary<string, PersonRow>(StringComparer.Ordinal);
        foreach (var account in accounts.Where(a => newOnes || map.Knows(a)))
        {
            told[account.UserName] = map.Learn(account);
        }

        return (told, map.Changed);
    }

    private static async Task Save(
        NpgsqlConnection connection,
        IReadOnlyList<PersonRow> rows,
        CancellationToken cancellation
    )
    {
        Guid[] persons = [.. rows.Select(r => r.Person)];
        // Two rows may exchange names; none may hold a name that another still has.
        await connection.Execute(TakeNames, cancellation, Sql.Arg(persons));
        await connection.Execute(
            Write,
            cancellation,
            Sql.Arg(persons),
            Array(rows.Select(r => r.UserName).ToArray(), NpgsqlDbType.Text),
            Array(rows.Select(r => r.CentralId).ToArray(), NpgsqlDbType.Bigint),
            Array(rows.Select(r => r.HomeId).ToArray(), NpgsqlDbType.Bigint),
            Array(rows.Select(r => r.SameAs).ToArray(), NpgsqlDbType.Uuid)
        );
    }

    private static NpgsqlParameter Array<T>(T[] values, NpgsqlDbType type) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };

    /// <summary>Reads person, name, central id, home id, and whom it is the same as.</summary>
    internal static PersonRow Row(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.IsDBNull(1) ? null : row.GetString(1),
            row.IsDBNull(2) ? null : row.GetInt64(2),
            row.IsDBNull(3) ? null : row.GetInt64(3),
            row.IsDBNull(4) ? null : row.GetGuid(4)
        );
}
