using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>
/// Who people are, for a reader who <paramref name="maySee"/> it; to others nobody is named, for taking part is a matter of
/// each person's own. Each name is asked for once, however long a list is.
/// </summary>
internal sealed class Naming(People people, bool maySee)
{
    private readonly Dictionary<PersonId, string> known = [];

    public bool MaySee => maySee;

    /// <summary>The rows with the names of their people.</summary>
    public async Task<IReadOnlyList<T>> Name<T>(
        IReadOnlyList<T> rows,
        Func<T, PersonId?> person,
        Func<T, PersonId?, string?, T> named,
        CancellationToken cancellation
    )
    {
        if (!maySee)
        {
            return [.. rows.Select(row => named(row, null, null))];
        }

        PersonId[] unknown = [.. rows.Select(person).OfType<PersonId>().Distinct().Where(p => !known.ContainsKey(p))];
        var names = unknown is [] ? null : await people.Names(unknown, cancellation);
        foreach (var id in unknown)
        {
            known[id] = names!.GetValueOrDefault(id, People.Former);
        }

        return [.. rows.Select(row => named(row, person(row), person(row) is { } p ? known[p] : null))];
    }
}
