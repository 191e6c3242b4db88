using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Enrolment.Pages;

/// <summary>
/// What the pages below a session's page share: <c>/sessions/{slug}/…</c>. The session is null until it is found: without
/// one, nothing is shown.
/// </summary>
public abstract class EnrolmentPage : SessionForms
{
    /// <summary>The session's part of the address.</summary>
    [Parameter]
    public string Slug { get; set; } = "";

    /// <inheritdoc/>
    public override SessionPlan Session { get; set; } = null!;

    /// <summary>Where the requests of the page's forms go, and where they lead back to.</summary>
    private protected override string Here => Context.Request.Path.Value!;

    /// <summary>The session's own page.</summary>
    private protected string Back => $"/sessions/{Session.Slug}";

    private protected override Standing By => Caller;

    [Inject]
    private protected NavigationManager Address { get; set; } = null!;

    [Inject]
    private protected SessionPages Found { get; set; } = null!;

    private Standing Caller { get; set; } = new(null, IsAdministrator: false, IsCoordinator: false);

    /// <summary>Says with the answer's status that a page is for coordinators only; true for those.</summary>
    private protected bool RefuseOthers()
    {
        if (!By.MayCoordinate)
        {
            Context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return By.MayCoordinate;
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (await Found.Find(Slug, Context, Address) is not { } session)
            return;
        Caller = await Enrolling.Rights.At(session.Id.Value, Acting.Of(Context).By, Aborted);
        Session = session;
        await Load();
    }
}
