using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>The people, the session and the articles of these tests.</summary>
internal static class Cast
{
    public static readonly DateTimeOffset Before = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Now = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);
    public static readonly SessionId Session = new(new("11111111-1111-4111-8111-111111111111"));
    public static readonly PersonId Alice = new(new("aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"));
    public static readonly PersonId Bob = new(new("bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb"));
    public static readonly PersonId Carol = new(new("cccccccc-cccc-4ccc-8ccc-cccccccccccc"));

    /// <summary>A session that takes everybody, as they like.</summary>
    public static readonly Terms Anything = new(AttendanceOffered.Both, RegistrationPlan.Unlimited, "Europe/Amsterdam");

    public static readonly Standing Anonymous = new(null, IsAdministrator: false, IsCoordinator: false);
    public static readonly Standing ACoordinator = new(Carol, IsAdministrator: false, IsCoordinator: true);

    public static readonly Wiki English = new(
        new("enwiki"),
        new("http://127.0.0.1/w/api.php"),
        "en.wikipedia",
        new("http://127.0.0.1/wiki/"),
        [0]
    );
    public static readonly Guid Anning = ArticleList.IdOf(Session, "enwiki", "Mary Anning");

    public static readonly Guid ARequest = new("44444444-4444-4444-8444-444444444444");
    public static readonly Guid Another = new("55555555-5555-4555-8555-555555555555");

    public static Standing SignedIn(PersonId person) => new(person, IsAdministrator: false, IsCoordinator: false);

    public static ParticipantEnrolled Enrolled(PersonId person, Attendance attendance = Attendance.OnSite) =>
        new(Session, person, attendance, Before);

    public static ArticleOffered Offered() => new(Session, Anning, "enwiki", "Mary Anning", 17, Before);

    public static ArticleAssigned Assigned(PersonId person) => new(Session, Anning, person, Before);
}
