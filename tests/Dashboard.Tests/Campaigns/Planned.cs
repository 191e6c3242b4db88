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
        new(TheSession.Value, NodeExists: true, by, BobFound, Now);

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
            Now
        );
}
