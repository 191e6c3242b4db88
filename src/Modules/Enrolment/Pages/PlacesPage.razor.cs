using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Enrolment.Pages;

/// <summary>
/// What coordinators settle beside the list at the door: whether registration is open, who waits for a place, whom they
/// removed, and who comes along from another session of the program.
/// </summary>
public partial class PlacesPage
{
    private string List => $"{Back}/participants";

    private ShowRoster.Glance Roster { get; set; } = ShowRoster.Glance.Nothing;

    private IReadOnlyList<ShowWaitingList.Item> Waiting { get; set; } = [];

    private IReadOnlyList<ShowRemoved.Item> Removed { get; set; } = [];

    private IReadOnlyList<SessionPlan> Others { get; set; } = [];

    /// <summary>The session whose participants the reader looks at, if they coordinate it.</summary>
    private SessionPlan? Source { get; set; }

    /// <summary>The names of those who would come along.</summary>
    private IReadOnlyList<string> Coming { get; set; } = [];

    private protected override async Task Load()
    {
        if (!RefuseOthers())
        {
            return;
        }

        Roster = await ShowRoster.Load(Session, Acting.Of(Context), Enrolling, Aborted);
        Waiting = await ShowWaitingList.Load(Session.Id, Enrolling, Aborted);
        Removed = await ShowRemoved.Load(Session.Id, Enrolling, Aborted);
        var program = await Enrolling.Sessions.Of(Session.Program, Aborted);
        Others = [.. program.Where(s => s.Id != Session.Id).OrderByDescending(s => s.Start)];
        await LookAtSource();
    }

    private async Task LookAtSource()
    {
        var asked = Context.Request.Query["from"].ToString();
        if (Others.SingleOrDefault(s => s.Id.ToString() == asked) is not { } source)
        {
            return;
        }

        var there = await ShowRoster.Load(source, Acting.Of(Context), Enrolling, Aborted);
        if (there.By.MayCoordinate)
        {
            var staying = Roster.Participants.Select(p => p.Person).Concat(Removed.Select(r => r.Person)).ToHashSet();
            Source = source;
            Coming =
            [
                .. there
                    .Participants.Where(p => p.UserName != People.Former && !staying.Contains(p.Person))
                    .Select(p => p.UserName),
            ];
        }
    }

    private static string TitleOf(SessionPlan session) =>
        $"{session.Title} ({TimeZoneInfo.ConvertTime(session.Start, TimeZoneInfo.FindSystemTimeZoneById(session.TimeZone)):yyyy-MM-dd})";

    private string NameOf(string userName) => userName == People.Former ? L["enrolment-former"] : userName;

    private string Named(Attendance attendance) =>
        L[attendance is Attendance.OnSite ? "enrolment-on-site" : "enrolment-remote"];

    private Task Switch() =>
        Submit(
            "registration",
            acting => SwitchRegistration.Run(Session.Id, Posted("registration") == "open", acting, Enrolling, Aborted)
        );

    private Task Settle() =>
        Submit("waiting", acting => Posted("admit") is { Length: > 0 } name ? Admit(name, acting) : TakeOff(acting));

    private async Task<Outcome> Admit(string userName, Acting acting)
    {
        var waiter = Waiting.FirstOrDefault(w => w.UserName == userName);
        var request = new EnrolParticipants.Request([userName], waiter?.Attendance);
        return (await EnrolParticipants.Run(Session.Id, request, acting, Enrolling, Aborted)).Outcome;
    }

    private Task<Outcome> TakeOff(Acting acting) =>
        RemoveParticipant.Run(Session.Id, new(PostedId("takeOff")), acting, Enrolling, Aborted);

    private Task Restore() =>
        Submit(
            "removed",
            acting => RestoreParticipant.Run(Session.Id, new(PostedId("person")), acting, Enrolling, Aborted)
        );

    private Task Copy() =>
        SubmitTo(
            List,
            async acting =>
                (await CopyRoster.Run(Session.Id, new(PostedId("from")), acting, Enrolling, Aborted)).Outcome
        );
}
