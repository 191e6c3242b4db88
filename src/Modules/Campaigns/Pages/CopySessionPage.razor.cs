using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Campaigns.Features;
using CampaignDashboard.Web.Problems;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Campaigns.Pages;

/// <summary>
/// Two steps, so that nobody makes sixty sessions unseen: a form that asks (GET) lists the dates, and one that is posted
/// makes them.
/// </summary>
public partial class CopySessionPage
{
    private static readonly CopySession.Validator Rules = new();
    private static readonly string[] Fields = ["first", "every", "times", "until", "title", "dated", "coordinators"];

    /// <summary>The session's part of the address.</summary>
    [Parameter]
    public string Slug { get; set; } = "";

    private SessionPlan? Session { get; set; }

    private Standing By { get; set; } = new(null, IsAdministrator: false, IsCoordinator: false);

    private IReadOnlyDictionary<string, string[]> Wrong { get; set; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal);

    private IReadOnlyList<PlannedCopy> Planned { get; set; } = [];

    private string Back => $"/sessions/{Slug}";

    private bool IsAsked => WasPosted || Context.Request.Query.ContainsKey("first");

    private IEnumerable<(string Value, string Text)> Rhythms =>
        Enum.GetValues<Rhythm>().Select(r => (Name(r), L[$"campaigns-copy-every-{Name(r)}"]));

    private CopySession.Request Request =>
        new(
            Day("first") ?? default,
            Asked("title"),
            Enum.GetValues<Rhythm>().FirstOrDefault(r => Name(r) == Asked("every")),
            Asked("times").Length == 0 ? null
                : int.TryParse(Asked("times"), CultureInfo.InvariantCulture, out var times) ? times
                : 0,
            Day("until"),
            IsTicked("dated"),
            IsTicked("coordinators")
        );

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (await OrNotFound(await Sessions.At(Slug, Aborted), NodeKind.Session, Slug) is not { } session)
            return;
        By = await StandingOfFormAt(session.Program.Value);
        if (By.MayCoordinate && IsAsked)
            await Foresee(session);
        Session = session;
    }

    private async Task Foresee(SessionPlan session)
    {
        Wrong = await Rules.Errors(Request);
        if (Wrong.Count > 0)
        {
            Context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var (source, _) = await Planning.Log.Fold<Session, SessionEvent>(session.Id.Value, Aborted);
        Planned = source.Plan is { } plan ? PlannedCopy.Of(plan, Request) : [];
    }

    private Task Make()
    {
        IReadOnlyList<SessionId> made = [];
        return Submit(
            Rules,
            Request,
            async acting =>
            {
                (var outcome, made) = await Copies.Make(Session!.Id, Request, acting, Aborted);
                return outcome;
            },
            async _ =>
                made.Count == 1 && await Sessions.Find(made[0], Aborted) is { } copy
                    ? $"/sessions/{copy.Slug}"
                    : $"/programs/{Session!.ProgramSlug}"
        );
    }

    private string Asked(string field) => WasPosted ? Typed(field) : Context.Request.Query[field].ToString().Trim();

    // A box that is not ticked sends nothing; before anything was sent, the usual one is.
    private bool IsTicked(string box) => IsAsked ? Asked(box) == "true" : box == "coordinators";

    private DateOnly? Day(string field) =>
        DateOnly.TryParseExact(
            Asked(field),
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;

    private string? WrongAt(string field) =>
        Wrong.TryGetValue(field, out var messages) ? string.Join(" ", messages) : null;

    private static string Name(Rhythm rhythm) => rhythm.ToString().ToLowerInvariant();
}
