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
    /// What has to be read so that the log has all of the window, as far as it lies in the past. People of whom the same is
    /// missing are asked for together. When the window is over for good (<see cref="UpdateTimes.LastReading"/>) it is read
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
                    .GroupBy(m => (m.Window, m.Anew), m => m.Person)
                    .OrderBy(g => g.Key.Window.From)
                    .SelectMany(g => g.Chunk(PeopleAtOnce).Select(c => new Reading(c, g.Key.Window, g.Key.Anew))),
            ];

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
