using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Features;
using CampaignDashboard.Metrics.Updating;

namespace CampaignDashboard.Tests.Metrics;

public sealed class DataUpdateDecisionTests
{
    private static readonly SessionId Session = new(Guid.NewGuid());
    private static readonly Guid Update = Guid.NewGuid();
    private static readonly PersonId Person = new(Guid.NewGuid());
    private static readonly DateTimeOffset Now = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);
    private static readonly Standing Coordinator = new(Person, IsAdministrator: false, IsCoordinator: true);

    private static readonly RequestDataUpdate.Command Request = new(
        Session,
        SessionExists: true,
        Update,
        Coordinator,
        TimeSpan.FromMinutes(1),
        Now
    );

    private static readonly CompleteDataUpdate.Command Complete = new(
        Session,
        Update,
        UpdateReason.Coordinator,
        [new WikiNotRead(Session, Update, "nlwiki", "timeout", "It took too long.", Now)],
        Added: 7,
        HasNews: true,
        StartedAt: Now,
        Now
    );

    [Fact]
    public void A_coordinator_asks_for_an_update()
    {
        var requested = new DataUpdateRequested(Session, Update, Now);

        Assert.Equal([requested], RequestDataUpdate.Decide(Given(), Request));
        Assert.Equal([], RequestDataUpdate.Decide(Given(requested), Request));
    }

    [Fact]
    public void While_one_is_under_way_nobody_starts_another()
    {
        var another = Request with { Update = Guid.NewGuid() };

        Assert.Equal([], RequestDataUpdate.Decide(Given(new DataUpdateRequested(Session, Update, Now)), another));
    }

    [Fact]
    public void After_its_end_another_may_be_asked_for_but_never_the_same()
    {
        var state = Given(
            new DataUpdateRequested(Session, Update, Now),
            new DataUpdateCompleted(Session, Update, 0, Now)
        );
        var another = Request with { Update = Guid.NewGuid(), Now = Now.AddMinutes(1) };

        Assert.Equal(
            [new DataUpdateRequested(Session, another.Update, another.Now)],
            RequestDataUpdate.Decide(state, another)
        );
        Assert.Equal([], RequestDataUpdate.Decide(state, Request));
    }

    [Fact]
    public void Who_does_not_coordinate_is_refused_and_so_is_a_session_that_does_not_exist()
    {
        var participant = Request with { By = Coordinator with { IsCoordinator = false } };

        Assert.Equal(Standing.NotACoordinator, RequestDataUpdate.Decide(Given(), participant).Refusal);
        Assert.Equal(
            Sessions.NotFound,
            RequestDataUpdate.Decide(Given(), participant with { SessionExists = false }).Refusal
        );
    }

    [Fact]
    public void An_update_ends_with_its_problems_and_how_much_was_new()
    {
        var requested = new DataUpdateRequested(Session, Update, Now);
        DataUpdateEvent[] end =
        [
            .. Complete.Problems,
            new DataUpdateCompleted(Session, Update, 7, Now, StartedAt: Now),
        ];

        Assert.Equal(end, CompleteDataUpdate.Decide(Given(requested), Complete));
        Assert.Equal([], CompleteDataUpdate.Decide(Given([requested, .. end]), Complete));
    }

    [Fact]
    public void Completing_what_is_not_under_way_stays_quiet()
    {
        var another = new DataUpdateRequested(Session, Guid.NewGuid(), Now);

        Assert.Equal([], CompleteDataUpdate.Decide(Given(), Complete));
        Assert.Equal([], CompleteDataUpdate.Decide(Given(another), Complete));
    }

    [Fact]
    public void Nobody_has_the_wikis_asked_again_within_a_minute()
    {
        var state = Given(
            new DataUpdateRequested(Session, Update, Now),
            new DataUpdateCompleted(Session, Update, 0, Now)
        );
        var soon = Request with { Update = Guid.NewGuid(), Now = Now.AddSeconds(59) };

        Assert.Equal(RequestDataUpdate.TooSoon, RequestDataUpdate.Decide(state, soon).Refusal);
    }

    [Fact]
    public void A_coordinator_cancels_what_is_under_way_and_leaves_what_is_over()
    {
        var requested = new DataUpdateRequested(Session, Update, Now);
        var cancelled = new DataUpdateCancelled(Session, Update, Now);
        var cancel = new CancelDataUpdate.Command(Session, Update, Coordinator, Now);

        Assert.Equal([cancelled], CancelDataUpdate.Decide(Given(requested), cancel));
        Assert.Equal([], CancelDataUpdate.Decide(Given(requested, cancelled), cancel));
        Assert.Equal([], CancelDataUpdate.Decide(Given(requested), cancel with { Update = Guid.NewGuid() }));
        Assert.Equal([], CompleteDataUpdate.Decide(Given(requested, cancelled), Complete));
        Assert.Equal(
            Standing.NotACoordinator,
            CancelDataUpdate
                .Decide(Given(requested), cancel with { By = Coordinator with { IsCoordinator = false } })
                .Refusal
        );
    }

    [Fact]
    public void What_nobody_asked_for_is_told_once_and_only_if_it_has_news()
    {
        var scheduled = Complete with { Reason = UpdateReason.Schedule };
        var told = new DataUpdateCompleted(Session, Update, 7, Now, UpdateReason.Schedule, Now);

        Assert.Equal([.. Complete.Problems, told], CompleteDataUpdate.Decide(Given(), scheduled));
        Assert.Equal([], CompleteDataUpdate.Decide(Given(told), scheduled));
        Assert.Equal([], CompleteDataUpdate.Decide(Given(), scheduled with { HasNews = false }));
    }

    private static DataUpdates Given(params DataUpdateEvent[] events) =>
        events.Aggregate(DataUpdates.Initial, DataUpdates.Evolve);
}
