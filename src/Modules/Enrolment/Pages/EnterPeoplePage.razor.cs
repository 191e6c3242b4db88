using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;

namespace CampaignDashboard.Enrolment.Pages;

/// <summary>
/// Two steps, so that nobody enrols a list of strangers unseen: the first asks the wikis and stores nothing, the second
/// enrols those whose accounts there are. Between them the page itself keeps the list.
/// </summary>
public partial class EnterPeoplePage
{
    private static readonly CheckNames.Validator CheckRules = new();
    private static readonly EnrolParticipants.Validator EnterRules = new();

    private IReadOnlyList<CheckNames.Verdict> Checked { get; set; } = [];

    private EnrolParticipants.Answer? Entered { get; set; }

    // The second step's form has to be there to receive what is posted, and has nothing to offer once that was answered.
    private bool WasAnswered { get; set; }

    private string List => $"{Back}/participants";

    // Two spellings of one account are one person to enrol.
    private IReadOnlyList<string> Good =>
        [.. Checked.Where(v => v.IsGood).DistinctBy(v => v.UserName, StringComparer.Ordinal).Select(v => v.Asked)];

    private IReadOnlyList<string> Wrong => [.. Checked.Where(v => v.UserName is null).Select(v => v.Asked)];

    // What was settled needs no second look: after enrolling, the box keeps the names to correct or to try again.
    private string Typed =>
        Entered is { } entered
            ? Lines([.. entered.Names.Where(n => n.Person is null).Select(n => n.Asked), Posted("wrong")])
            : Lines([Posted("userNames"), Posted("wrong")]);

    // What somebody has to do something about comes first.
    private IReadOnlyList<NameVerdicts.Verdict> Foreseen =>
        [
            .. Checked
                .OrderBy(v => v.UserName is not null)
                .ThenBy(v => !v.IsBlocked)
                .ThenBy(v => !v.IsNew)
                .ThenBy(v => v.IsEnrolled)
                .Select(v => new NameVerdicts.Verdict(
                    v.Asked,
                    v.UserName,
                    L[$"enrolment-verdict-{Key(v)}"],
                    v.UserName is null,
                    v.Reason,
                    [.. MarksOf(v)]
                )),
        ];

    private IReadOnlyList<NameVerdicts.Verdict> Results(EnrolParticipants.Answer answer) =>
        [
            .. answer
                .Names.OrderBy(v => v.Person is not null)
                .Select(v => new NameVerdicts.Verdict(
                    v.Asked,
                    v.UserName,
                    L[$"enrolment-verdict-{Key(v.Result)}"],
                    v.Person is null,
                    v.Reason,
                    []
                )),
        ];

    private protected override Task Load()
    {
        RefuseOthers();
        return Task.CompletedTask;
    }

    private async Task Check()
    {
        var request = new CheckNames.Request([Posted("userNames")]);
        Checked =
            await Answer(CheckRules, request, acting => CheckNames.Run(Session.Id, request, acting, Enrolling, Aborted))
            ?? [];
    }

    // The wikis are asked once more: meanwhile an account may have been renamed, or hidden.
    private async Task Enter()
    {
        var attendance = ChoiceOf<Attendance>(Posted("attendance"));
        var request = new EnrolParticipants.Request([Posted("userNames")], attendance);
        WasAnswered = true;
        Entered = await Answer(
            EnterRules,
            request,
            acting => EnrolParticipants.Run(Session.Id, request, acting, Enrolling, Aborted)
        );
    }

    private IEnumerable<string> MarksOf(CheckNames.Verdict verdict)
    {
        if (verdict.IsBlocked)
        {
            yield return L["enrolment-blocked-on", Enrolling.Wikis.Find(verdict.Wiki!)?.DisplayName ?? verdict.Wiki];
        }

        if (verdict is { IsNew: true, Registration: { } made })
        {
            yield return L["enrolment-new-account", L.Date(made)];
        }
    }

    private static string Lines(IEnumerable<string> names) => string.Join('\n', names.Where(name => name.Length > 0));

    private static string Key(CheckNames.Verdict verdict) =>
        verdict.IsEnrolled ? "takes-part"
        : verdict.IsGood ? "ready"
        : Key(EnrolVerdicts.Of(verdict.State));

    private static string Key(EnrolVerdict result) =>
        result switch
        {
            EnrolVerdict.Enrolled => "enrolled",
            EnrolVerdict.AlreadyEnrolled => "already-enrolled",
            EnrolVerdict.NotFound => "not-found",
            EnrolVerdict.Invalid => "invalid",
            _ => "not-answered",
        };
}
