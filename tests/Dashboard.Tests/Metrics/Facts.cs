using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Contracts;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>Given events: what happened around some sessions, in the order in which the log has it.</summary>
internal sealed class Facts
{
    internal static readonly DateTimeOffset From = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);
    internal static readonly DateTimeOffset Until = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);
    internal static readonly SessionId Workshop = new(new Guid("11111111-0000-0000-0000-000000000001"));
    internal static readonly SessionId Editathon = new(new Guid("11111111-0000-0000-0000-000000000002"));
    internal static readonly PersonId Alice = new(new Guid("22222222-0000-0000-0000-000000000001"));
    internal static readonly PersonId Bob = new(new Guid("22222222-0000-0000-0000-000000000002"));

    internal static readonly ProgramId ItsProgram = new(new Guid("33333333-0000-0000-0000-000000000001"));
    internal static readonly CampaignId ItsCampaign = new(new Guid("33333333-0000-0000-0000-000000000002"));
    internal static readonly OrganiserId ItsOrganiser = new(new Guid("33333333-0000-0000-0000-000000000003"));

    private readonly List<StoredEvent> events = [];

    internal IReadOnlyList<StoredEvent> Events => events;

    /// <summary>These sessions, all of one program.</summary>
    internal static Scope ScopeOf(params IReadOnlyCollection<SessionId> sessions) =>
        new(null, [.. sessions.Select(s => new SessionPlace(s, ItsProgram, ItsCampaign, ItsOrganiser))], Period.All);

    /// <summary>The workshop with Alice, from which most cases start.</summary>
    internal static Facts AliceInTheWorkshop() => new Facts().Scheduled(Workshop).Enrolled(Workshop, Alice);

    internal Facts Scheduled(SessionId session, params TrackedWiki[] wikis) => Scheduled(session, From, Until, wikis);

    internal Facts Scheduled(
        SessionId session,
        DateTimeOffset from,
        DateTimeOffset until,
        params TrackedWiki[] wikis
    ) =>
        Add(
            new SessionScheduled(
                session,
                new(Guid.Empty),
                "Women in science",
                "women-in-science",
                "",
                "",
                "Europe/Amsterdam",
                from,
                until,
                from,
                until,
                wikis is [] ? [new("enwiki", [0])] : wikis,
                Listed: true,
                from
            )
        );

    internal Facts Rescheduled(SessionId session, DateTimeOffset from, DateTimeOffset until) =>
        Add(new SessionRescheduled(session, "Europe/Amsterdam", from, until, from, until, From));

    internal Facts Follows(SessionId session, params TrackedWiki[] wikis) =>
        Add(new TrackedWikisChanged(session, wikis, From));

    internal Facts Enrolled(SessionId session, params PersonId[] people) =>
        people.Aggregate(this, (f, p) => f.Add(new ParticipantEnrolled(session, p, Attendance.OnSite, From)));

    internal Facts EnrolledAt(DateTimeOffset at, SessionId session, PersonId person) =>
        Add(new ParticipantEnrolled(session, person, Attendance.OnSite, at));

    internal Facts Counts(SessionId session, CountedScope scope, CountFrom from) =>
        Add(new CountingRuleSet(session, scope, from, From));

    /// <summary>An article on the session's list; without a page it is a red link.</summary>
    internal Facts Offered(SessionId session, string title, long? page, string wiki = "enwiki") =>
        Add(new ArticleOffered(session, StreamId.Derived(session.Value, $"{wiki}:{title}"), wiki, title, page, From));

    /// <summary>A coordinator took it off the list.</summary>
    internal Facts OffTheList(SessionId session, string title, string wiki = "enwiki") =>
        Add(new ArticleWithdrawn(session, StreamId.Derived(session.Value, $"{wiki}:{title}"), wiki, title, From));

    /// <summary>A red link of the list became this page.</summary>
    internal Facts Created(SessionId session, string title, long page, string wiki = "enwiki") =>
        Add(new ArticleCreated(session, StreamId.Derived(session.Value, $"{wiki}:{title}"), wiki, title, page, From));

    /// <summary>The wiki has this page for an article that it had deleted.</summary>
    internal Facts Restored(SessionId session, string title, long page, string wiki = "enwiki") =>
        Add(new ArticleRestored(session, StreamId.Derived(session.Value, $"{wiki}:{title}"), wiki, title, page, From));

    internal Facts Moved(SessionId session, string title, string to, string wiki = "enwiki") =>
        Add(new ArticleMoved(session, StreamId.Derived(session.Value, $"{wiki}:{title}"), wiki, to, title, From));

    internal Facts Withdrew(SessionId session, PersonId person) => Add(new ParticipantWithdrew(session, person, From));

    internal Facts Waits(SessionId session, PersonId person) =>
        Add(new ParticipantWaitlisted(session, person, Attendance.OnSite, From));

    internal Facts PutBack(SessionId session, PersonId person, DateTimeOffset since) =>
        Add(new ParticipantRestored(session, person, Attendance.OnSite, since, Until));

    internal Facts Removed(SessionId session, PersonId person) => Add(new ParticipantRemoved(session, person, From));

    /// <summary>A revision in the workshop; <paramref name="page"/> is its page's id on the wiki.</summary>
    internal Facts Edit(
        PersonId person,
        long revision,
        long page,
        int bytes,
        int inNamespace = 0,
        bool creates = false,
        bool redirect = false,
        string wiki = "enwiki",
        string? title = null,
        DateTimeOffset? at = null,
        SessionId? session = null
    ) =>
        Add(
            new PageUpdateRecorded(
                session ?? Workshop,
                wiki,
                revision,
                page,
                inNamespace,
                title ?? $"Page {page}",
                person,
                at ?? From.AddHours(1),
                bytes,
                creates,
                redirect,
                IsMinor: false
            )
        );

    /// <summary>Any event, as it came to the log.</summary>
    internal Facts Add(object data)
    {
        var position = events.Count + 1;
        events.Add(
            new(position, Guid.NewGuid(), Guid.Empty, position, "any", data, From.AddMinutes(position), Actor: null)
        );
        return this;
    }
}
