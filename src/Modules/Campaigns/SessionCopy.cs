using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;

namespace CampaignDashboard.Campaigns;

/// <summary>What a copy of a session is: all that was settled of it, on another day, and taking place.</summary>
internal static class SessionCopy
{
    // Leaves room for what makes a slug unique.
    private const int LongestWords = 60;

    /// <summary>The settings for a session that begins on this day of its zone, at the same time of day.</summary>
    public static SettledSession On(SettledSession session, DateOnly day)
    {
        var by = TimeSpan.FromDays(day.DayNumber - DayOf(session).DayNumber);
        return session with
        {
            Event = session.Event.Later(by, session.TimeZone),
            Tracking = session.Tracking.Later(by, session.TimeZone),
            Registration = session.Registration with
            {
                Opens = LocalWindow.Later(session.Registration.Opens, by, session.TimeZone),
                Closes = LocalWindow.Later(session.Registration.Closes, by, session.TimeZone),
            },
            Cancelled = false,
        };
    }

    /// <summary>The events that a session with these settings begins with: folded, they give the settings again.</summary>
    public static IReadOnlyList<SessionEvent> Begin(
        SettledSession settings,
        SessionId id,
        ProgramId program,
        string slug,
        DateTimeOffset now
    )
    {
        var scheduled = new SessionScheduled(
            id,
            program,
            settings.Details.Title,
            slug,
            settings.Details.Description,
            settings.Details.Venue,
            settings.TimeZone,
            settings.Event.Start,
            settings.Event.End,
            settings.Tracking.Start,
            settings.Tracking.End,
            settings.Wikis,
            settings.Listed,
            now
        );
        var begun = SettledSession.Of(scheduled);
        return
        [
            scheduled,
            .. begun.Details == settings.Details
                ? Array.Empty<SessionEvent>()
                : [new SessionDescribed(id, settings.Details, now)],
            .. begun.Registration == settings.Registration
                ? Array.Empty<SessionEvent>()
                : [Registered(id, settings.Registration, now)],
            .. begun.Counting == settings.Counting
                ? Array.Empty<SessionEvent>()
                : [new CountingRuleSet(id, settings.Counting.Scope, settings.Counting.From, now)],
        ];
    }

    private static RegistrationPlanned Registered(SessionId id, RegistrationPlan plan, DateTimeOffset now) =>
        new(id, plan.Opens, plan.Closes, plan.Capacity, now);

    /// <summary>The day a session begins on, by the clocks of its place.</summary>
    public static DateOnly DayOf(SettledSession session) =>
        DateOnly.FromDateTime(
            TimeZoneInfo
                .ConvertTime(session.Event.Start, TimeZoneInfo.FindSystemTimeZoneById(session.TimeZone))
                .DateTime
        );

    /// <summary>
    /// The title of a copy: another one, or that of the session; with its day behind, in place of the session's own day.
    /// </summary>
    public static string Title(SettledSession session, string? asked, DateOnly day, bool dated)
    {
        var title = asked ?? session.Details.Title;
        var before = $" {Iso(DayOf(session))}";
        return !dated ? title
            : title.EndsWith(before, StringComparison.Ordinal) ? $"{title[..^before.Length]} {Iso(day)}"
            : $"{title} {Iso(day)}";
    }

    /// <summary>
    /// A slug that tells the copies of a series apart; <paramref name="secret"/> makes that of an unlisted one unguessable,
    /// and another one of one that is taken.
    /// </summary>
    public static string Slug(string title, DateOnly day, Guid? secret)
    {
        var words = Campaigns.Slug.From(title.Replace(Iso(day), "", StringComparison.Ordinal));
        // From behind: an id may begin with zeros, see SessionCopies.
        var end = secret is { } id ? id.ToString("N")[16..] : Iso(day);
        return Campaigns.Slug.From($"{words[..Math.Min(words.Length, LongestWords)]} {end}");
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
