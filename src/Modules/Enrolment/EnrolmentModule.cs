using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.Enrolment.Pages;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Enrolment;

/// <summary>The only door: registration, participants, and the articles they write.</summary>
public static class EnrolmentModule
{
    /// <summary>Registers the module's events, tables, look-ups and panels.</summary>
    public static IServiceCollection AddEnrolment(this IServiceCollection services) =>
        services
            .AddEvents(Events)
            .AddPublicFacts(PublishedFacts.Register)
            .AddInlineProjection<RosterTables>()
            .AddInlineProjection<DoorTables>()
            .AddInlineProjection<ArticleTables>()
            .AddSingleton(SchemaScripts.In(typeof(EnrolmentModule).Assembly, "enrolment"))
            .AddSubscription<PlacesOfPlans>()
            .AddSingleton<Participants>()
            .AddSingleton<Passcodes>()
            .AddSingleton<RosterRows>()
            .AddSingleton<ArticleRows>()
            .AddSingleton<DoorRows>()
            .AddSingleton<ArticleCheckTable>()
            .AddSingleton<ArticleCheck>()
            .AddHostedService<ArticleWatch>()
            .AddSingleton<Enrolling>()
            .AddSingleton<AccountVault>()
            .AddSingleton<IErasable>(provider => provider.GetRequiredService<AccountVault>())
            .AddSingleton<RequestRate>()
            .AddSingleton<AccountRequesting>()
            .AddSingleton<AccountRequestSweep>()
            .AddHostedService<AccountRequestWatch>()
            .AddSingleton<IBesideSession, KeptBesideSessions>()
            .AddSingleton<Enrolments>()
            .AddSingleton<IPersonalData>(provider => provider.GetRequiredService<Enrolments>())
            .AddSingleton<WaitingPlaces>()
            .AddSingleton<IPersonalData>(provider => provider.GetRequiredService<WaitingPlaces>())
            .AddSingleton<IPersonalData, Attended>()
            .AddSingleton<IPersonalData, WrittenArticles>()
            .AddSingleton(new ProfilePanel(typeof(EnrolmentsPanel), 10))
            .AddSingleton(new SessionPanel(typeof(ParticipantsPanel), 10))
            .AddSingleton(new ProgramPanel(typeof(InviteToProgramPanel), 20))
            .AddSingleton(new SessionPanel(typeof(AccountRequestsPanel), 5))
            .AddSingleton(new SessionPanel(typeof(NoAccountPanel), 15))
            .AddSingleton(new SessionPanel(typeof(ArticlesPanel), 20))
            .AddMessages(typeof(EnrolmentModule).Assembly)
            .AddPages(typeof(EnrolmentModule).Assembly);

    /// <summary>Maps the module's endpoints.</summary>
    public static void MapEnrolment(this IEndpointRouteBuilder routes)
    {
        EnrolInSession.Map(routes);
        WithdrawFromSession.Map(routes);
        EnrolParticipants.Map(routes);
        CheckNames.Map(routes);
        RemoveParticipant.Map(routes);
        RestoreParticipant.Map(routes);
        CopyRoster.Map(routes);
        SetPasscode.Map(routes);
        ShowPasscode.Map(routes);
        SwitchRegistration.Map(routes);
        RecordAttendance.Map(routes);
        ClearAttendance.Map(routes);
        TakeAttendance.Map(routes);
        CountWalkIns.Map(routes);
        AddWalkIns.Map(routes);
        ShowAttendance.Map(routes);
        DownloadRoster.Map(routes);
        ShowRoster.Map(routes);
        ShowWaitingList.Map(routes);
        ShowRemoved.Map(routes);
        ShowMyEnrolment.Map(routes);
        ShowRegistration.Map(routes);
        ShowOnlineLink.Map(routes);
        ShowMySessions.Map(routes);
        CheckAccountName.Map(routes);
        RequestAccount.Map(routes);
        WithdrawAccountRequest.Map(routes);
        ShowAccountRequests.Map(routes);
        CreateRequestedAccounts.Map(routes);
        EnterRequestedAccount.Map(routes);
        DeclineAccountRequest.Map(routes);
        OfferArticles.Map(routes);
        OfferCategory.Map(routes);
        BringArticle.Map(routes);
        AssignArticle.Map(routes);
        ReleaseArticle.Map(routes);
        RefreshArticles.Map(routes);
        WithdrawArticle.Map(routes);
        SetAuthorsPerArticle.Map(routes);
        ShowArticles.Map(routes);
        ShowArticleList.Map(routes);
        ShowInvitation.Map(routes);
        DrawQrCode.Map(routes);
    }

    internal static void Events(EventTypes types) =>
        types
            .Add<ParticipantEnrolled>("participant_enrolled")
            .Add<ParticipantWithdrew>("participant_withdrew")
            .Add<ParticipantRemoved>("participant_removed")
            .Add<ParticipantRestored>("participant_restored")
            .Add<ParticipantWaitlisted>("participant_waitlisted")
            .Add<WaitingListLeft>("waiting_list_left")
            .Add<RegistrationOpened>("registration_opened")
            .Add<RegistrationClosed>("registration_closed")
            .Add<RosterEnded>("roster_ended")
            .Add<AttendanceRecorded>("attendance_recorded")
            .Add<AttendanceCleared>("attendance_cleared")
            .Add<WalkInsCounted>("walk_ins_counted")
            .Add<ArticleOffered>("article_offered")
            .Add<ArticleAssigned>("article_assigned")
            .Add<ArticleReleased>("article_released")
            .Add<ArticleReviewerAssigned>("article_reviewer_assigned")
            .Add<ArticleReviewerReleased>("article_reviewer_released")
            .Add<ArticleWithdrawn>("article_withdrawn")
            .Add<AuthorsPerArticleSet>("authors_per_article_set")
            .Add<ArticleMoved>("article_moved")
            .Add<ArticleCreated>("article_created")
            .Add<ArticleDeleted>("article_deleted")
            .Add<ArticleRestored>("article_restored")
            .Add<ArticleRedirected>("article_redirected")
            .Add<ArticleRedirectLifted>("article_redirect_lifted")
            .Add<AccountRequested>("account_requested")
            .Add<AccountRequestWithdrawn>("account_request_withdrawn")
            .Add<AccountRequestDeclined>("account_request_declined")
            .Add<AccountRequestExpired>("account_request_expired")
            .Add<AccountCreated>("account_created");
}
