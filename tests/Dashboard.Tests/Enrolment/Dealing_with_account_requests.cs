using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

public sealed class Dealing_with_account_requests
{
    private static readonly AccountRequested Waits = new(Session, ARequest, Before);
    private static readonly AccountRequestDeclined Declined = new(Session, ARequest, Before);
    private static readonly AccountRequestWithdrawn Withdrawn = new(Session, ARequest, Before);
    private static readonly AccountRequestExpired Expired = new(Session, ARequest, Before);
    private static readonly AccountCreated Created = new(Session, ARequest, Alice, Before);
    private static readonly CheckedName KnownAlice = new("Alice", "Alice", Alice, null);

    [Fact]
    public void A_coordinator_declines() =>
        Given(Waits).When(Decline(ACoordinator)).Then(new AccountRequestDeclined(Session, ARequest, Now));

    [Fact]
    public void Declining_again_changes_nothing() =>
        Given(Waits, Declined).When(Decline(ACoordinator, isHeld: false)).ThenNothing();

    [Fact]
    public void What_is_dealt_with_is_not_declined()
    {
        Given(Waits, Created).When(Decline(ACoordinator, isHeld: false)).ThenRefused("account-request-dealt-with");
        Given(Waits, Withdrawn).When(Decline(ACoordinator, isHeld: false)).ThenRefused("account-request-dealt-with");
        Given().When(Decline(ACoordinator, isHeld: false)).ThenRefused("no-such-account-request");
    }

    [Fact]
    public void A_request_whose_event_a_crash_took_is_dealt_with_like_others() =>
        Given().When(Decline(ACoordinator)).Then(new AccountRequestDeclined(Session, ARequest, Now));

    [Fact]
    public void Only_coordinators_decline()
    {
        Given(Waits).When(Decline(Anonymous)).ThenRefused("not-a-coordinator");
        Given(Waits).When(Decline(SignedIn(Alice))).ThenRefused("not-a-coordinator");
    }

    [Fact]
    public void Who_asked_takes_it_back() =>
        Given(Waits).When(Withdraw(isHeld: true)).Then(new AccountRequestWithdrawn(Session, ARequest, Now));

    [Fact]
    public void Taking_it_back_again_changes_nothing() =>
        Given(Waits, Withdrawn).When(Withdraw(isHeld: false)).ThenNothing();

    [Fact]
    public void What_is_dealt_with_is_not_taken_back()
    {
        Given(Waits, Created).When(Withdraw(isHeld: false)).ThenRefused("account-request-dealt-with");
        Given().When(Withdraw(isHeld: false)).ThenRefused("no-such-account-request");
    }

    [Fact]
    public void An_account_that_was_created_closes_the_request() =>
        Given(Waits)
            .When(Enter(ACoordinator, KnownAlice, byHand: false))
            .Then(new AccountCreated(Session, ARequest, Alice, Now));

    [Fact]
    public void An_account_that_was_created_by_hand_closes_it_too() =>
        Given(Waits)
            .When(Enter(ACoordinator, KnownAlice, byHand: true))
            .Then(new AccountCreated(Session, ARequest, Alice, Now, ByHand: true));

    [Fact]
    public void Saying_so_again_changes_nothing() =>
        Given(Waits, Created).When(Enter(ACoordinator, KnownAlice, isHeld: false)).ThenNothing();

    [Fact]
    public void An_account_that_does_not_exist_closes_nothing() =>
        Given(Waits)
            .When(Enter(ACoordinator, new("Alice", null, null, "No wiki has an Alice.")))
            .ThenRefused("no-such-account");

    [Fact]
    public void A_declined_request_is_not_entered() =>
        Given(Waits, Declined)
            .When(Enter(ACoordinator, KnownAlice, isHeld: false))
            .ThenRefused("account-request-dealt-with");

    [Fact]
    public void Only_coordinators_enter() =>
        Given(Waits).When(Enter(SignedIn(Alice), KnownAlice)).ThenRefused("not-a-coordinator");

    [Fact]
    public void A_request_expires_once()
    {
        Given(Waits).When(Expire).Then(new AccountRequestExpired(Session, ARequest, Now));
        Given(Waits, Created).When(Expire).ThenNothing();
        Given(Waits, Expired).When(Expire).ThenNothing();
    }

    [Fact]
    public void The_wiki_is_asked_for_coordinators_who_let_it_be_asked()
    {
        Assert.Null(Create(new(SessionExists: true, ACoordinator, IsConfigured: true, HasGrant: true)));
        Assert.Equal("no-such-session", Create(new(SessionExists: false, ACoordinator, IsConfigured: true, true)));
        Assert.Equal("not-a-coordinator", Create(new(true, SignedIn(Alice), IsConfigured: true, HasGrant: true)));
        Assert.Equal("account-creation-not-configured", Create(new(true, ACoordinator, IsConfigured: false, false)));
        Assert.Equal("account-grant-needed", Create(new(true, ACoordinator, IsConfigured: true, HasGrant: false)));
    }

    [Fact]
    public void Only_those_count_as_waiting_that_nobody_dealt_with()
    {
        AccountRequestEvent[] story = [Waits, new AccountRequested(Session, Another, Before), Declined, Declined];
        var state = story.Aggregate(AccountRequests.Initial, AccountRequests.Evolve);
        Assert.Equal(1, state.Waiting);
    }

    [Theory]
    [InlineData("acct_creation_throttle_hit", nameof(CreationProblem.Throttled), true)]
    [InlineData("userexists", nameof(CreationProblem.NameTaken), false)]
    [InlineData("centralauth-account-exists-global", nameof(CreationProblem.NameTaken), false)]
    [InlineData("antispoof-conflict", nameof(CreationProblem.NameNotAllowed), false)]
    [InlineData("titleblacklist-forbidden-new-account", nameof(CreationProblem.NameNotAllowed), false)]
    [InlineData("invalidemailaddress", nameof(CreationProblem.AddressNotAllowed), false)]
    [InlineData("captcha-createaccount-fail", nameof(CreationProblem.AsksForPerson), true)]
    [InlineData("blocked", nameof(CreationProblem.CoordinatorBlocked), true)]
    [InlineData("cantcreateaccount-range-text", nameof(CreationProblem.CoordinatorBlocked), true)]
    [InlineData("permissiondenied", nameof(CreationProblem.CoordinatorNotAllowed), true)]
    [InlineData("mwoauth-invalid-authorization", nameof(CreationProblem.NotConnected), true)]
    [InlineData("something-new", nameof(CreationProblem.Other), false)]
    public void What_the_wiki_says_is_understood(string code, string problem, bool concernsAll)
    {
        var failure = CreationFailure.Of(new WikiWords(code, "Said the wiki."));
        Assert.Equal(
            (problem, "Said the wiki.", concernsAll),
            (failure.Problem.ToString(), failure.WikiSays, failure.ConcernsAll)
        );
    }

    private static string? Create(CreateRequestedAccounts.Command command) =>
        CreateRequestedAccounts.Decide(command)?.Code;

    private static GivenState<AccountRequests, AccountRequestEvent> Given(params AccountRequestEvent[] events) =>
        Spec.Given<AccountRequests, AccountRequestEvent>(events);

    private static Func<AccountRequests, Decision<AccountRequestEvent>> Decline(
        CampaignDashboard.Campaigns.Contracts.Standing by,
        bool isHeld = true
    ) => requests => DeclineAccountRequest.Decide(requests, new(Session, true, by, ARequest, isHeld, Now));

    private static Func<AccountRequests, Decision<AccountRequestEvent>> Withdraw(bool isHeld) =>
        requests => WithdrawAccountRequest.Decide(requests, new(Session, ARequest, isHeld, Now));

    private static Func<AccountRequests, Decision<AccountRequestEvent>> Enter(
        CampaignDashboard.Campaigns.Contracts.Standing by,
        CheckedName name,
        bool byHand = true,
        bool isHeld = true
    ) =>
        requests => EnterRequestedAccount.Decide(requests, new(Session, true, by, ARequest, isHeld, name, byHand, Now));

    private static Decision<AccountRequestEvent> Expire(AccountRequests requests) =>
        AccountRequestSweep.Decide(requests, new(Session, ARequest, Now));
}
