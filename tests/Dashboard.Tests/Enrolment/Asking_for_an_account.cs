using System.Globalization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

public sealed class Asking_for_an_account
{
    private static readonly NewName Free = new("newcomer", "Newcomer", NewNameState.Free, null);
    private static readonly NewName Taken = new("alice", "Alice", NewNameState.Taken, "There is an Alice.");
    private static readonly NewName Banned = new("x", "X", NewNameState.NotAllowed, "Nobody may be called that.");

    private static readonly RequestAccount.Command Asked = new(
        Session,
        Anything,
        Anonymous,
        Hand: null,
        TooOften: false,
        PasscodeTry.Fits,
        Attendance.OnSite,
        Free,
        NameIsHeld: false,
        ARequest,
        Now
    );

    private static readonly AccountRequested Waits = new(Session, ARequest, Before);

    public static TheoryData<string, string> Closed =>
        new()
        {
            { "cancelled", "session-cancelled" },
            { "closed by hand", "registration-closed" },
            { "not open yet", "registration-not-open-yet" },
            { "archived", "archived" },
            { "deleted", "deleted" },
            { "no such", "no-such-session" },
        };

    [Fact]
    public void Who_has_no_account_asks_for_one_without_signing_in() =>
        Given().When(Ask(Asked)).Then(new AccountRequested(Session, ARequest, Now));

    [Fact]
    public void A_name_that_waits_already_is_asked_for_once_whoever_asks() =>
        Given(Waits).When(Ask(Asked with { Request = Another, NameIsHeld = true })).ThenNothing();

    [Fact]
    public void A_name_that_waits_already_is_answered_alike_whatever_the_wiki_says_of_it_by_now() =>
        Given(Waits).When(Ask(Asked with { Request = Another, NameIsHeld = true, Name = Taken })).ThenNothing();

    [Fact]
    public void A_taken_name_is_refused() => Given().When(Ask(Asked with { Name = Taken })).ThenRefused("name-taken");

    [Fact]
    public void A_name_that_nobody_may_have_is_refused() =>
        Given().When(Ask(Asked with { Name = Banned })).ThenRefused("name-not-allowed");

    [Fact]
    public void A_wiki_that_is_down_keeps_nobody_out() =>
        Given()
            .When(Ask(Asked with { Name = Free with { State = NewNameState.NotAnswered } }))
            .Then(new AccountRequested(Session, ARequest, Now));

    [Fact]
    public void An_attendance_that_is_not_offered_is_refused() =>
        Given()
            .When(Ask(Asked with { Terms = Anything with { Attendance = AttendanceOffered.Remote } }))
            .ThenRefused("attendance-not-offered");

    [Fact]
    public void A_session_with_a_passcode_asks_for_it() =>
        Given().When(Ask(Asked with { Passcode = new(PasscodeWorth.Missing) })).ThenRefused("passcode-needed");

    [Fact]
    public void A_wrong_passcode_is_refused() =>
        Given().When(Ask(Asked with { Passcode = new(PasscodeWorth.Wrong) })).ThenRefused("wrong-passcode");

    [Fact]
    public void Who_asks_all_the_time_waits() =>
        Given().When(Ask(Asked with { TooOften = true })).ThenRefused("asked-too-often");

    [Fact]
    public void A_full_session_takes_requests_for_coordinators_may_enter_more() =>
        Given()
            .When(Ask(Asked with { Terms = Anything with { Registration = new(null, null, Capacity: 0) } }))
            .Then(new AccountRequested(Session, ARequest, Now));

    [Fact]
    public void No_more_wait_than_can_be_looked_through()
    {
        var waiting = Enumerable
            .Range(0, AccountRequests.MostWaiting)
            .Select(n => new AccountRequested(Session, Numbered(n), Before));
        Given([.. waiting]).When(Ask(Asked)).ThenRefused("too-many-account-requests");
        Given([.. waiting, new AccountRequestDeclined(Session, Numbered(7), Before)])
            .When(Ask(Asked))
            .Then(new AccountRequested(Session, ARequest, Now));
    }

    [Theory]
    [MemberData(nameof(Closed))]
    public void A_session_that_takes_nobody_takes_no_request(string session, string code)
    {
        Given().When(Ask(In(session))).ThenRefused(code);
        var command = In(session);
        var check = new CheckAccountName.Command(command.Terms, command.By, command.Hand, TooOften: false, Now);
        Assert.Equal(code, CheckAccountName.Decide(check)?.Code);
    }

    [Fact]
    public void Names_are_checked_for_everybody_but_not_all_the_time()
    {
        Assert.Null(CheckAccountName.Decide(new(Anything, Anonymous, null, TooOften: false, Now)));
        Assert.Equal(
            "asked-too-often",
            CheckAccountName.Decide(new(Anything, Anonymous, null, TooOften: true, Now))?.Code
        );
    }

    [Theory]
    [InlineData("newcomer@example.org", true)]
    [InlineData(" newcomer+wiki@mail.example.org ", true)]
    [InlineData("newcomer", false)]
    [InlineData("newcomer@localhost", false)]
    [InlineData("Newcomer <newcomer@example.org>", false)]
    [InlineData("newcomer@example.org\nBcc: everybody@example.org", false)]
    [InlineData("a@example.org, b@example.org", false)]
    [InlineData("", false)]
    public void An_address_is_one_that_wikis_take(string typed, bool possible)
    {
        var answer = new RequestAccount.Validator().Validate(new RequestAccount.Request("Newcomer", typed));
        Assert.Equal(possible, answer.IsValid);
    }

    [Theory]
    [InlineData("Zoë O'Brien", true)]
    [InlineData("me@example.org", false)]
    [InlineData("", false)]
    [InlineData("tab\there", false)]
    public void A_name_is_no_address_and_no_control_character(string typed, bool possible) =>
        Assert.Equal(
            possible,
            new RequestAccount.Validator().Validate(new RequestAccount.Request(typed, "a@example.org")).IsValid
        );

    private static Guid Numbered(int n) => new(string.Create(CultureInfo.InvariantCulture, $"{n:D32}"));

    private static RequestAccount.Command In(string session) =>
        session switch
        {
            "cancelled" => Asked with { Terms = Anything with { IsCancelled = true } },
            "closed by hand" => Asked with { Hand = new(Open: false, Before) },
            "not open yet" => Asked with { Terms = Anything with { Registration = new(Now.AddDays(1), null, null) } },
            "archived" => Asked with { By = Anonymous with { Life = Life.ArchivedAbove } },
            "deleted" => Asked with { By = Anonymous with { Life = Life.Deleted } },
            _ => Asked with { Terms = null },
        };

    private static GivenState<AccountRequests, AccountRequestEvent> Given(params AccountRequestEvent[] events) =>
        Spec.Given<AccountRequests, AccountRequestEvent>(events);

    private static Func<AccountRequests, Decision<AccountRequestEvent>> Ask(RequestAccount.Command command) =>
        requests => RequestAccount.Decide(requests, command);
}
