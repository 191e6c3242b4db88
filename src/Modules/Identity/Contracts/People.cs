using CampaignDashboard.MediaWiki;
using Npgsql;

namespace CampaignDashboard.Identity.Contracts;

/// <summary>The map between person ids and Wikimedia accounts, and what the wikis say of names.</summary>
public sealed class People
{
    private readonly NpgsqlDataSource database;
    private readonly AccountTable accounts;
    private readonly NameCheck check;

    internal People(NpgsqlDataSource database, AccountTable accounts, NameCheck check)
    {
        this.database = database;
        this.accounts = accounts;
        this.check = check;
    }

    /// <summary>What stands for the name of a person whose row was erased.</summary>
    public const string Former = "former participant";

    private static readonly string Named = Sql.Read(typeof(People).Assembly, "NamesOf.sql");

    private static readonly string Paged = Sql.Read(typeof(People).Assembly, "PageOfNames.sql");

    private static readonly string Held = Sql.Read(typeof(People).Assembly, "HoldPeople.sql");
    private static readonly string HeldPersons = Sql.Read(typeof(People).Assembly, "HoldPersons.sql");

    private const string Known = "select person_id from identity.person where user_name = $1";

    /// <summary>The person ids of accounts, by user name in the wiki's spelling; new ones are given an id.</summary>
    public async Task<IReadOnlyDictionary<string, PersonId>> Remember(
        IReadOnlyCollection<string> userNames,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(userNames);
        return Persons(await accounts.Learn([.. userNames.Select(name => new Account(name))], cancellation));
    }

    /// <summary>The user names of people; a person without a row is missing from the answer (<see cref="Former"/>).</summary>
    public async Task<IReadOnlyDictionary<PersonId, string>> Names(
        IReadOnlyCollection<PersonId> people,
        CancellationToken cancellation
    )
    {
        var rows = await database.Query(
            Named,
            row => (Person: new PersonId(row.GetGuid(0)), Name: row.GetString(1)),
            cancellation,
            Sql.Arg(people.Select(p => p.Value).ToArray())
        );
        return rows.ToDictionary(r => r.Person, r => r.Name);
    }

    /// <summary>
    /// A page of these people by name, from a row on (0: the first): those whose names hold <paramref name="search"/>, all of
    /// them if it is empty. A person without a row is <see cref="Former"/>, comes last, and is found by no search.
    /// </summary>
    public async Task<NamesPage> Page(
        IReadOnlyCollection<PersonId> people,
        string search,
        int from,
        int size,
        CancellationToken cancellation
    )
    {
        var rows = await database.Query(
            Paged,
            row =>
                (
                    Person: new PersonId(row.GetGuid(0)),
                    Name: row.IsDBNull(1) ? Former : row.GetString(1),
                    Found: row.GetInt64(2)
                ),
            cancellation,
            Sql.Arg(people.Select(p => p.Value).ToArray()),
            Sql.Arg(search),
            Sql.Arg(from),
            Sql.Arg(size)
        );
        return new(
            [.. rows.Select(r => new KeyValuePair<PersonId, string>(r.Person, r.Name))],
            rows is [var first, ..] ? (int)first.Found : 0
        );
    }

    /// <summary>
    /// Who bears these names, of those who are known; nobody is remembered by asking. Until the caller's transaction ends
    /// they cannot be forgotten: what it writes of them is there when they are, and goes with them.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, PersonId>> Hold(
        IReadOnlyCollection<string> userNames,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var rows = await connection.Query(
            Held,
            row => (Person: new PersonId(row.GetGuid(0)), Name: row.GetString(1)),
            cancellation,
            Sql.Arg(userNames.ToArray())
        );
        return rows.ToDictionary(r => r.Name, r => r.Person, StringComparer.Ordinal);
    }

    /// <summary>The same of persons: who of them is not forgotten, and cannot be until the caller's transaction ends.</summary>
    public static async Task<IReadOnlySet<PersonId>> Hold(
        IReadOnlyCollection<PersonId> people,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(people);
        var rows = await connection.Query(
            HeldPersons,
            row => new PersonId(row.GetGuid(0)),
            cancellation,
            Sql.Arg(people.Select(p => p.Value).Distinct().ToArray())
        );
        return rows.ToHashSet();
    }

    /// <summary>
    /// The account of this name: a person known already, or one that the home wiki (<c>Identity:HomeWiki</c>) knows.
    /// Who is not <paramref name="allowed"/> to act on the answer causes no question to a wiki.
    /// </summary>
    public async Task<CheckedName> Find(string userName, bool allowed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(userName);
        if (!allowed)
        {
            return CheckedName.NotAsked(userName);
        }

        var name = userName.Trim();
        var known = await database.Query(Known, row => new PersonId(row.GetGuid(0)), cancellation, Sql.Arg(name));
        return known is [var person]
            ? new(userName, name, person, null)
            : (await Check([name], [check.Home], cancellation))[0];
    }

    /// <summary>The wiki where accounts are looked for, and created, where nothing says which (<c>Identity:HomeWiki</c>).</summary>
    public Wiki Home => check.Home;

    /// <summary>What the home wiki says of a name that somebody would like to have. Asking leaves no trace.</summary>
    public Task<NewName> LookUpNew(string typed, CancellationToken cancellation) => check.AskNew(typed, cancellation);

    /// <summary>What the wikis say of each name, in the order given. Asking leaves no trace: nobody is remembered.</summary>
    public async Task<IReadOnlyList<NameReport>> LookUp(
        IReadOnlyCollection<string> names,
        IReadOnlyCollection<Wiki> wikis,
        CancellationToken cancellation
    ) => [.. (await check.Ask(names, wikis, cancellation)).Select(NameReport.Of)];

    /// <summary>
    /// What the wikis say of each name, in the order given: the account and its person id, or why there is none. A name
    /// counts as found if it has an account on any of the wikis.
    /// </summary>
    public async Task<IReadOnlyList<CheckedName>> Check(
        IReadOnlyCollection<string> names,
        IReadOnlyCollection<Wiki> wikis,
        CancellationToken cancellation
    )
    {
        var verdicts = await check.Ask(names, wikis, cancellation);
        var known = Persons(await accounts.Learn([.. verdicts.Select(v => v.Account).OfType<Account>()], cancellation));
        return
        [
            .. verdicts.Select(v => new CheckedName(
                v.Asked,
                v.UserName,
                v.UserName is { } n ? known[n] : null,
                v.Reason
            )
            {
                State = v.State,
                Registration = v.Registration,
                IsBlocked = v.IsBlocked,
            }),
        ];
    }

    private static Dictionary<string, PersonId> Persons(IReadOnlyDictionary<string, PersonRow> rows) =>
        rows.ToDictionary(r => r.Key, r => new PersonId(r.Value.Person), StringComparer.Ordinal);
}

/// <summary>
/// People and their names, in the order of the names; <paramref name="Found"/> is how many there are on all pages together,
/// 0 behind the last page.
/// </summary>
public sealed record NamesPage(IReadOnlyList<KeyValuePair<PersonId, string>> Names, int Found);

/// <summary>
/// The verdict on one name as typed: the account in the wiki's spelling and its person, or <paramref name="Reason"/>, a
/// sentence that says why not.
/// </summary>
public sealed record CheckedName(string Asked, string? UserName, PersonId? Person, string? Reason)
{
    /// <summary>What the reason says, for programs.</summary>
    public NameState State { get; init; } = Person is null ? NameState.NotAnswered : NameState.Found;

    /// <summary>When the account was made; null for accounts from before 2005, and where there is none.</summary>
    public DateTimeOffset? Registration { get; init; }

    /// <summary>Whether the wiki that has the account keeps it from editing at all.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>The verdict where nobody was asked, because the caller has no right to.</summary>
    public static CheckedName NotAsked(string name) => new(name, null, null, "Nobody was asked.");
}

/// <summary>What the wikis said of a name.</summary>
public enum NameState
{
    /// <summary>It is an account.</summary>
    Found,

    /// <summary>It could be one, but none of the wikis has it.</summary>
    NoAccount,

    /// <summary>It can be no account's name.</summary>
    Impossible,

    /// <summary>Nobody was asked, or the wiki that was asked did not answer.</summary>
    NotAnswered,
}
