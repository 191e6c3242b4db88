using System.Globalization;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.Identity.Contracts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace CampaignDashboard.Enrolment.Pages;

/// <summary>
/// Who takes part, by name: the list that coordinators hold in hand at the door. A tap marks somebody and leads back to
/// their row. Participants see the names, without controls and without marks.
/// </summary>
public partial class ParticipantsPage
{
    private static readonly CountWalkIns.Validator CountRules = new();
    private static readonly AddWalkIns.Validator AddRules = new();
    private static readonly TakeAttendance.Validator TakeRules = new();

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private bool MaySee { get; set; }

    private ListParticipants.Asked Asked { get; set; } = new("", Shown.All, 1, Kept: null);

    private ListParticipants.View List { get; set; } = ListParticipants.View.Nothing;

    private DoorRows.CountsRow Counts => List.Counts;

    private Refusal? TooEarly { get; set; }

    private (Shown, int)[] Filters =>
        [
            (Shown.All, Counts.Enrolled),
            (Shown.NotMarked, Counts.NotMarked),
            (Shown.Present, Counts.Present),
            (Shown.Absent, Counts.Absent),
        ];

    private protected override async Task Load()
    {
        var mine = Acting.Of(Context).By.Person;
        MaySee = By.MayCoordinate || (mine is { } me && await Enrolling.Door.TakesPart(Session.Id, me, Aborted));
        if (!MaySee)
        {
            Context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        Asked = Read(Context.Request.Query);
        TooEarly = MayPlan ? Opening.Of(Session).RefuseAt(Clock.GetUtcNow()) : null;
        List = await ListParticipants.Load(Session.Id, Asked, Enrolling, Aborted);
    }

    /// <summary>Whether a form that records attendance is there: not before it would be obeyed.</summary>
    private bool OffersMarks(string form) => OffersCoordinators(form) && (TooEarly is null || IsPosted(form));

    private ListParticipants.Asked Read(IQueryCollection query) =>
        new(
            // No name holds a U+0000, and PostgreSQL takes none.
            query["q"].ToString().Replace("\0", "", StringComparison.Ordinal).Trim(),
            // Marks are the coordinators' business: nobody else filters by them.
            By.MayCoordinate
            && Enum.TryParse<Shown>(query["show"], ignoreCase: true, out var shown)
            && Enum.IsDefined(shown)
                ? shown
                : Shown.All,
            int.TryParse(query["page"], CultureInfo.InvariantCulture, out var page) ? page : 1,
            Guid.TryParse(query["kept"], out var kept) ? new(kept) : null
        );

    private string AddressOf(ListParticipants.Asked asked, string fragment = "")
    {
        var query = new QueryBuilder();
        (string Name, string? Value)[] parameters =
        [
            ("q", asked.Search),
            ("show", asked.Shown is Shown.All ? null : asked.Shown.ToString()),
            ("page", asked.Page > 1 ? asked.Page.ToString(CultureInfo.InvariantCulture) : null),
            ("kept", asked.Kept?.ToString()),
        ];
        foreach (var (name, value) in parameters.Where(p => !string.IsNullOrEmpty(p.Value)))
        {
            query.Add(name, value!);
        }

        return $"{Here}{query.ToQueryString().ToUriComponent()}{fragment}";
    }

    private static string RowOf(PersonId person) => $"p-{person}";

    private string NameOf(ListParticipants.Line line) =>
        line.UserName == People.Former ? L["enrolment-former"] : line.UserName;

    private string TakesPart(ListParticipants.Line line) =>
        L[line.Row.Attendance is Attendance.OnSite ? "enrolment-enrolled-on-site" : "enrolment-enrolled-remote"];

    private static string KeyOf(Presence presence) =>
        presence switch
        {
            Presence.OnSite => "enrolment-on-site",
            Presence.Remote => "enrolment-remote",
            _ => "enrolment-absent",
        };

    // What a button says was fixed when the page was made: pressed twice, it says the same twice.
    private Task Mark() => Posted("remove").Length > 0 ? Remove() : Mark(Posted("mark").Split(' '));

    private Task Mark(string[] pressed)
    {
        var person = new PersonId(Guid.TryParse(pressed[0], out var id) ? id : Guid.Empty);
        var said = ChoiceOf<Presence>(pressed.ElementAtOrDefault(1));
        return SubmitTo(
            AddressOf(Asked with { Kept = person }, $"#{RowOf(person)}"),
            acting =>
                said is { } what
                    ? RecordAttendance.Run(Session.Id, person, what, acting, Enrolling, Aborted)
                    : ClearAttendance.Run(Session.Id, person, acting, Enrolling, Aborted)
        );
    }

    private Task Remove() =>
        SubmitTo(
            AddressOf(Asked with { Kept = null }),
            acting => RemoveParticipant.Run(Session.Id, new(PostedId("remove")), acting, Enrolling, Aborted)
        );

    private Task MarkRest()
    {
        var request = new TakeAttendance.Request(null, ChoiceOf<Presence>(Posted("rest")));
        return SubmitTo(
            AddressOf(Asked with { Kept = null }),
            TakeRules,
            request,
            async acting => (await TakeAttendance.Run(Session.Id, request, acting, Enrolling, Aborted)).Outcome
        );
    }

    private Task CountWalkIn()
    {
        var request = new AddWalkIns.Request(
            int.TryParse(Posted("by"), CultureInfo.InvariantCulture, out var by) ? by : 0
        );
        return SubmitTo(
            AddressOf(Asked with { Kept = null }, "#walk-ins"),
            AddRules,
            request,
            async acting =>
                (await AddWalkIns.Run(Session.Id, request.By, PostedId("press"), acting, Enrolling, Aborted)).Outcome
        );
    }

    private Task SetWalkIns()
    {
        var count = int.TryParse(Posted("count"), CultureInfo.InvariantCulture, out var typed) ? typed : -1;
        var seen = int.TryParse(Posted("seen"), CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        var request = new CountWalkIns.Request(count, seen);
        return SubmitTo(
            AddressOf(Asked with { Kept = null }, "#walk-ins"),
            CountRules,
            request,
            acting => CountWalkIns.Run(Session.Id, request, acting, Enrolling, Aborted)
        );
    }
}
