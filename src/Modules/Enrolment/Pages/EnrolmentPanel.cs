using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.Identity.Contracts;
using Microsoft.AspNetCore.Components;

namespace CampaignDashboard.Enrolment.Pages;

/// <summary>What the panels of a session's page share: forms, and the roster as the reader may see it.</summary>
public abstract class EnrolmentPanel : SessionForms
{
    /// <summary>The session whose page it is.</summary>
    [Parameter, EditorRequired]
    public override SessionPlan Session { get; set; } = null!;

    private bool isLoaded;

    private protected ShowRoster.Glance Roster { get; private set; } = ShowRoster.Glance.Nothing;

    private protected override Standing By => Roster.By;

    private protected override string Here => $"/sessions/{Session.Slug}";

    // Several panels stand on one page: the first asks for all, and only one that ran a command asks again.
    private protected override async Task Load()
    {
        Roster = await (isLoaded ? Ask() : Shared());
        isLoaded = true;
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => Load();

    private Task<ShowRoster.Glance> Shared()
    {
        var key = (typeof(EnrolmentPanel), Session.Id);
        if (Context.Items[key] is not Task<ShowRoster.Glance> asked)
        {
            Context.Items[key] = asked = Ask();
        }

        return asked;
    }

    private Task<ShowRoster.Glance> Ask() => ShowRoster.Load(Session, Acting.Of(Context), Enrolling, Aborted);
}
