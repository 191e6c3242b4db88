namespace CampaignDashboard.Identity;

/// <summary>
/// Who is who, decided in memory on the rows that hold the names and central ids in question. A central id is a person
/// for ever. A name belongs to whom the wiki gave it last: who had it before keeps the row and loses the name. A row
/// known by name only is taken to be the account of that name.
/// </summary>
internal sealed class AccountMap(IEnumerable<PersonRow> known)
{
    private readonly Dictionary<Guid, PersonRow> rows = known.ToDictionary(r => r.Person);
    private readonly HashSet<Guid> changed = [];

    /// <summary>The rows to be written.</summary>
    internal IReadOnlyList<PersonRow> Changed => [.. changed.Select(person => rows[person])];

    /// <summary>Whether a row stands for this account, by its central id or its name.</summary>
    internal bool Knows(Account account) =>
        rows.Values.Any(r =>
            r.UserName == account.UserName || (account.CentralId is { } central && r.CentralId == central)
        );

    /// <summary>Takes in what a wiki said; asking twice changes nothing.</summary>
    internal PersonRow Learn(Account account)
    {
        var named = rows.Values.FirstOrDefault(r => r.UserName == account.UserName);
        if (account.CentralId is not { } central)
        {
            return named ?? Set(PersonRow.New(account));
        }

        if (rows.Values.FirstOrDefault(r => r.CentralId == central) is not { } holder)
        {
            if (named is { CentralId: null })
            {
                return Set(named with { CentralId = central, HomeId = account.HomeId });
            }

            TakeName(named, from: null);
            return Set(PersonRow.New(account));
        }

        if (named?.Person != holder.Person)
        {
            TakeName(named, holder);
        }

        return Set(holder with { UserName = account.UserName, HomeId = account.HomeId ?? holder.HomeId });
    }

    private void TakeName(PersonRow? named, PersonRow? from)
    {
        if (named is { CentralId: null } && from is not null)
        {
            Set(named with { UserName = null, SameAs = from.Person });
        }
        else if (named is not null)
        {
            Set(named with { UserName = null });
        }
    }

    private PersonRow Set(PersonRow row)
    {
        if (!rows.TryGetValue(row.Person, out var before) || before != row)
        {
            rows[row.Person] = row;
            changed.Add(row.Person);
        }

        return row;
    }
}
