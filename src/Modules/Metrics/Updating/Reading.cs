using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>Half-open, UTC.</summary>
internal readonly record struct Window(DateTimeOffset From, DateTimeOffset Until);

/// <summary>A person and the hash of the user name that they have now.</summary>
internal sealed record Reader(PersonId Person, string NameHash);

/// <summary>
/// What is in the log of a person's contributions to a wiki: all in [<paramref name="From"/>, <paramref name="Until"/>),
/// asked for at an instant and under a name.
/// </summary>
internal sealed record Cursor(
    PersonId Person,
    string NameHash,
    DateTimeOffset From,
    DateTimeOffset Until,
    DateTimeOffset AskedAt,
    bool Rejected
);

/// <summary>
/// A question for a wiki: the contributions of up to fifty people in a window. <paramref name="Anew"/>: what is known of
/// them counts no more as read.
/// </summary>
internal sealed record Reading(IReadOnlyList<PersonId> People, Window Window, bool Anew)
{
    /// <summary>How many people a wiki tells of in one request.</summary>
    internal const int PeopleAtOnce = 50;

    /// <summary>Wikis show an edit a little after its time, so the last minutes are read twice.</summary>
    internal static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How much more of some people may be missing than of those whom they are asked for with. Live updates put people ahead
    /// of the others by the time between two looks, a quarter of an hour at most: some of their edits are read twice then,
    /// which costs less than a request for each of them.
    /// </summary>
    internal static readonly TimeSpan Alike = TimeSpan.FromHours(1);

    /// <summary>
    /// What has to be read so that the log has all of the window, as far as it lies in the past. People of whom much the same
    /// is missing are asked for together. When the window is over for good (<see cref="UpdateTimes.LastReading"/>) it is read
    /// once more, whole.
    /// </summary>
    public static IReadOnlyList<Reading> Plan(
        Window window,
        DateTimeOffset now,
        IEnumerable<Reader> people,
        IReadOnlyDictionary<PersonId, Cursor> cursors,
        bool askRejected
    ) =>
        now < window.From
            ? []
            :
            [
                .. people
                    .SelectMany(p => Missing(window, now, p, cursors.GetValueOrDefault(p.Person), askRejected))
                    .GroupBy(m => (m.Window.Until, m.Anew))
                    .SelectMany(g => Together([.. g.OrderBy(m => m.Window.From)]))
                    .OrderBy(r => r.Window.From),
            ];

    /// <summary>Questions for people of whom all is missing up to the same instant, each from where most is; in this order.</summary>
    private static IEnumerable<Reading> Together(IReadOnlyList<(PersonId Person, Window Window, bool Anew)> missing)
    {
        for (var asked = 0; asked < missing.Count; )
        {
            var (_, window, anew) = missing[asked];
            PersonId[] people =
            [
                .. missing
                    .Skip(asked)
                    .Take(PeopleAtOnce)
                    .TakeWhile(m => m.Window.From - window.From <= Alike)
                    .Select(m => m.Person),
            ];
            yield return new(people, window, anew);
            asked += people.Length;
        }
    }

    /// <summary>Up to when all is in the log once a question for a window, asked at an instant, is answered.</summary>
    public static DateTimeOffset ReadUntil(Window asked, DateTimeOffset at)
    {
        var settled = at - Overlap < asked.Until ? at - Overlap : asked.Until;
        return settled > asked.From ? settled : asked.From;
    }

    private static IEnumerable<(PersonId Person, Window Window, bool Anew)> Missing(
        Window window,
        DateTimeOffset now,
        Reader reader,
        Cursor? known,
        bool askRejected
    )
    {
        if (known is null || IsOther(known, reader, window) || (known.Rejected && askRejected))
        {
            yield return (reader.Person, window, true);
            yield break;
        }

        if (known.Rejected)
        {
            yield break;
        }

        var last = UpdateTimes.LastReading(window.Until);
        if (now >= last && known.AskedAt < last)
        {
            yield return (reader.Person, window, false);
            yield break;
        }

        if (window.From < known.From)
        {
            yield return (reader.Person, new(window.From, known.From), false);
        }

        if (known.Until < window.Until)
        {
            yield return (reader.Person, window with { From = Later(known.Until, window.From) }, false);
        }
    }

    /// <summary>Read under another name, or in a window that does not touch this one.</summary>
    private static bool IsOther(Cursor known, Reader reader, Window window) =>
        known.NameHash != reader.NameHash || known.Until < window.From || window.Until < known.From;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
