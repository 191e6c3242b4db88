using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Campaigns.Features;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Tests.Campaigns;

/// <summary>One small inventory that the tests of planning speak about, and the commands that make it.</summary>
internal static class Planned
{
    public static readonly DateTimeOffset Now = new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero);
    public static readonly PersonId Alice = new(new Guid("a11ce000-0000-4000-8000-000000000001"));
    public static readonly PersonId Bob = new(new Guid("b0b00000-0000-4000-8000-000000000002"));
    public static readonly OrganiserId TheOrganiser = new(new Guid("00000000-0000-4000-8000-00000000000a"));
    public static readonly CampaignId TheCampaign = new(new Guid("00000000-0000-4000-8000-00000000000b"));
    public static readonly ProgramId TheProgram = new(new Guid("00000000-0000-4000-8000-00000000000c"));
    public static readonly SessionId TheSession = new(new Guid("00000000-0000-4000-8000-00000000000d"));

    public static readonly Standing Administrator = new(Alice, IsAdministrator: true, IsCoordinator: false);
    public static readonly Standing Coordinator = new(Alice, IsAdministrator: false, IsCoordinator: true);
    public static readonly Standing Passer = new(Bob, IsAdministrator: false, IsCoordinator: false);
    public static readonly Standing Anonymous = new(null, IsAdministrator: false, IsCoordinator: false);

    public static readonly CheckedName BobFound = new("bob", "Bob", Bob, null);
    public static readonly CheckedName NobodyFound = new("Nobdy", null, null, "Meta has no account “Nobdy”.");

    public static readonly OrganiserRegistered Registered = new(TheOrganiser, "Wikimedia Nederland", "wmnl", Bob, Now);
    public static readonly CampaignStarted Started = new(TheCampaign, TheOrganiser, "Naturalis", "naturalis", "", Now);
    public static readonly ProgramPlanned ProgramPlanned = new(TheProgram, TheCampaign, "Beetles", "beetles", "", Now);
    public static readonly CoordinatorAppointed Appointed = new(TheSession.Value, Bob, Now);

    // Records compare lists by reference, so the event and the command must hold the same one.
    private static readonly TrackedWiki[] Wikis = [new("enwiki", [0]), new("commonswiki", [6])];

    public static readonly SessionScheduled Scheduled = new(
        TheSession,
        TheProgram,
        "Spring editathon",
        "spring-editathon",
        "",
        "Leiden",
        "Europe/Amsterdam",
        new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero),
        new(2026, 3, 8, 16, 0, 0, TimeSpan.Zero),
        new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero),
        new(2026, 3, 31, 22, 0, 0, TimeSpan.Zero),
        Wikis,
        Listed: true,
        Now
    );

    public static RegisterOrganiser.Command Register(Standing by) =>
        new(TheOrganiser, by, new("Wikimedia Nederland", "bob", "wmnl"), BobFound, Now);

    public static StartCampaign.Command Start(Standing by) =>
        new(TheCampaign, TheOrganiser, OrganiserExists: true, by, new("Naturalis"), Now);

    public static PlanProgram.Command Plan(Standing by) =>
        new(TheProgram, TheCampaign, CampaignExists: true, by, new("Beetles"), Now);

    public static AppointCoordinator.Command Appoint(Standing by) =>
        new(TheSession.Value, NodeExists: true, First: null, by, BobFound, Now);

    public static readonly OrganiserDescribed OrganiserAnew = new(
        TheOrganiser,
        new(
            "Wikimedia Nederland",
            "WMNL",
            OrganiserKind.Chapter,
            "NL",
            "https://www.wikimedia.nl/",
            "https://meta.wikimedia.org/wiki/Talk:Wikimedia_Nederland",
            "Q190804"
        ),
        Now
    );

    public static readonly CampaignDescribed CampaignAnew = new(
        TheCampaign,
        new("Naturalis", "A museum.", new(2026, 1, 1), new(2026, 12, 31), "Q641676"),
        Now
    );

    public static readonly ProgramDescribed ProgramAnew = new(
        TheProgram,
        new("Beetles", "All of them.", new(2026, 3, 1), End: null, "Leiden", "Q22671"),
        Now
    );

    public static readonly SessionDescribed SessionAnew = new(
        TheSession,
        new(
            "Spring editathon",
            "Bring a laptop.",
            "Leiden",
            "nl",
            "https://nl.wikipedia.org/wiki/Wikipedia:Ontmoeten",
            "Q22671"
        ),
        Now
    );

    public static readonly SessionRescheduled Rescheduled = new(
        TheSession,
        "Europe/Amsterdam",
        Scheduled.Start.AddDays(7),
        Scheduled.End.AddDays(7),
        Scheduled.TrackedFrom,
        Scheduled.TrackedUntil,
        Now
    );

    public static readonly TrackedWikisChanged WikisChanged = new(TheSession, [new("nlwiki", [0])], Now);
    public static readonly SessionUnlisted Unlisted = new(TheSession, Now);
    public static readonly SessionListed Listed = new(TheSession, Now);
    public static readonly SessionCancelled Cancelled = new(TheSession, "The museum is closed.", Now);
    public static readonly SessionReinstated Reinstated = new(TheSession, Now);
    public static readonly RegistrationPlanned RegistrationSet = new(
        TheSession,
        // 2026-02-01 and the end of 2026-03-07 in Amsterdam.
        new(2026, 1, 31, 23, 0, 0, TimeSpan.Zero),
        new(2026, 3, 7, 23, 0, 0, TimeSpan.Zero),
        20,
        Now
    );
    public static readonly CountingRuleSet CountingSet = new(
        TheSession,
        CountedScope.ArticleList,
        CountFrom.Enrolment,
        Now
    );
    public static readonly AddressChanged Moved = new(NodeKind.Session, TheSession.Value, "beetle-day", Now);
    public static readonly CoordinatorDismissed Dismissed = new(TheSession.Value, Bob, Now);

    public static DescribeOrganiser.Command Describe(OrganiserDetails asked, Standing by) =>
        new(TheOrganiser, by, asked, NamedItems.Accepted, Now);

    public static DescribeCampaign.Command Describe(CampaignDetails asked, Standing by) =>
        new(TheCampaign, by, asked, WikisRefused: null, NamedItems.Accepted, Now);

    public static DescribeProgram.Command Describe(ProgramDetails asked, Standing by) =>
        new(TheProgram, by, asked, WikisRefused: null, UnknownFigure: null, NamedItems.Accepted, Now);

    public static DescribeSession.Command Describe(SessionDetails asked, Standing by) =>
        new(TheSession, by, asked, NamedItems.Accepted, Now);

    public static RescheduleSession.Command Reschedule(Standing by) =>
        new(
            TheSession,
            by,
            Rescheduled.TimeZone,
            new(Rescheduled.Start, Rescheduled.End),
            new(Rescheduled.TrackedFrom, Rescheduled.TrackedUntil),
            Now
        );

    public static ChangeTrackedWikis.Command Follow(Standing by) =>
        new(TheSession, by, new(WikisChanged.Wikis, null), Now);

    public static PlanRegistration.Command Register(PlanRegistration.Request asked, Standing by) =>
        new(TheSession, by, asked, Now);

    public static PlanRegistration.Command PlanRegistrationBy(Standing by) =>
        Register(new("2026-02-01", "2026-03-07", 20), by);

    public static SetCountingRule.Command Count(Standing by) =>
        new(TheSession, by, new(CountingSet.Scope, CountingSet.From), Now);

    public static SetOnlineLink.Command Meet(string? link, Standing by) =>
        new(TheSession, SessionExists: true, by, link);

    public static ListSession.Command List(bool listed, Standing by) => new(TheSession, by, new(listed), Now);

    public static CancelSession.Command Cancel(Standing by) => new(TheSession, by, new(Cancelled.Reason), Now);

    public static ReinstateSession.Command Reinstate(Standing by) => new(TheSession, by, Now);

    public static ChangeAddress.Command Move(Standing by) =>
        new(new(NodeKind.Session, TheSession.Value, Scheduled.Slug, Scheduled.Title), by, new("beetle-day"), Now);

    public static DismissCoordinator.Command Dismiss(Standing by) =>
        new(TheSession.Value, NodeExists: true, IsOrganiser: false, First: null, by, Bob, Forgotten: [], Now);

    public static ScheduleSession.Command Schedule(Standing by) =>
        new(
            TheSession,
            TheProgram,
            ProgramExists: true,
            by,
            new(
                "Spring editathon",
                "Europe/Amsterdam",
                "2026-03-08T13:00",
                "2026-03-08T17:00",
                ["enwiki", "commonswiki"],
                TrackedUntil: "2026-03-31",
                Venue: "Leiden"
            ),
            new(Scheduled.Start, Scheduled.End),
            new(Scheduled.TrackedFrom, Scheduled.TrackedUntil),
            new(Wikis, null),
            NamedItems.Accepted,
            Now
        );
}
