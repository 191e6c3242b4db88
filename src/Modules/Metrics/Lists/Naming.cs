using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>
/// Who people are, for a reader who may see it; to others nobody is named (<see cref="OfNobody"/>), for taking part is a matter
/// of each person's own. Each name is asked for once, however long a list is.
/// </summary>
internal sealed class Naming
{
    /// <summary>For readers who may not see who people are.</summary>
    public static readonly Naming OfNobody = new();

    private readonly People? people;
    private readonly Dictionary<PersonId, string> known = [];

    /// <summary>For a reader who may see who people are.</summary>
    public Naming(People people) => this.people = people;

    private Naming() { }

    public bool MaySee => people is not null;

    /// <summary>The rows with the names of their people.</summary>
    public async Task<IReadOnlyList<T>> Name<T>(
        IReadOnlyList<T> rows,
        Func<T, PersonId?> person,
        Func<T, PersonId?, string?, T> named,
        CancellationToken cancellation
    )
    {
        if (people is null)
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
