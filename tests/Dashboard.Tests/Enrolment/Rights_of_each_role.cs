using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>
/// Each role against each command. Whether a coordinator of a level above or of elsewhere counts as a coordinator here is
/// for <see cref="Rights"/> to say, which has tests of its own; here both are what it answers.
/// </summary>
public sealed class Rights_of_each_role
{
    private const string Yes = "";

    private static readonly Roster Roster = new[] { Enrolled(Alice), Enrolled(Bob) }.Aggregate(
        CampaignDashboard.Enrolment.Roster.Initial,
        (state, e) => CampaignDashboard.Enrolment.Roster.Evolve(state, e)
    );

    private static readonly Roster WithoutBob = CampaignDashboard.Enrolment.Roster.Evolve(
        Roster,
        new ParticipantRemoved(Session, Bob, Before)
    );

    private static readonly AccountRequests Requests = AccountRequests.Evolve(
        AccountRequests.Initial,
        new AccountRequested(Session, ARequest, Before)
    );

    private static readonly NewName Wanted = new("Newcomer", "Newcomer", NewNameState.Free, null);
    private static readonly PageInfo AnyPage = new("X", "X", PageState.Missing, 0, null, null, false);

    private static readonly ArticleList List = ArticleList.Evolve(ArticleList.Initial, Offered());
    private static readonly ArticleList OthersList = ArticleList.Evolve(List, Assigned(Bob));

    private static readonly Dictionary<string, Standing> Roles = new(StringComparer.Ordinal)
    {
        ["administrator"] = new(Carol, IsAdministrator: true, IsCoordinator: false),
        ["coordinator"] = ACoordinator,
        ["coordinator above"] = ACoordinator,
        ["coordinator elsewhere"] = SignedIn(Carol),
        ["participant"] = SignedIn(Alice),
        ["signed in"] = SignedIn(Carol),
        ["anonymous"] = Anonymous,
    };

    private static readonly Dictionary<string, Func<Standing, Refusal?>> Commands = new(StringComparer.Ordinal)
    {
        ["enrol oneself"] = by =>
            EnrolInSession.Decide(Roster, new(Session, Anything, by, Attendance.OnSite, Now)).Refusal,
        ["withdraw"] = by => WithdrawFromSession.Decide(Roster, new(Session, Anything, by, Now)).Refusal,
        ["enter people"] = by =>
            EnrolParticipants.Decide(Roster, new(Session, Anything, by, [], Attendance.OnSite, Now)).Refusal,
        ["check names"] = by => CheckNames.Decide(new(true, by)),
        ["remove"] = by => RemoveParticipant.Decide(Roster, new(Session, Anything, by, Bob, Now)).Refusal,
        ["restore"] = by => RestoreParticipant.Decide(WithoutBob, new(Session, true, by, Bob, Now)).Refusal,
        ["copy a roster"] = by => CopyRoster.Decide(Roster, new(Session, Anything, by, by, [], Now)).Refusal,
        ["set a passcode"] = by => SetPasscode.Decide(null, new(Session, true, by, "tubak-lomiv")).Refusal,
        ["open"] = by => SwitchRegistration.Decide(Roster, new(Session, Anything.Registration, by, true, Now)).Refusal,
        ["close"] = by =>
            SwitchRegistration.Decide(Roster, new(Session, Anything.Registration, by, false, Now)).Refusal,
        ["ask for an account"] = by =>
            RequestAccount
                .Decide(
                    Requests,
                    new(
                        Session,
                        Anything,
                        by,
                        null,
                        false,
                        PasscodeTry.Fits,
                        Attendance.OnSite,
                        Wanted,
                        false,
                        Another,
                        Now
                    )
                )
                .Refusal,
        ["check a new name"] = by => CheckAccountName.Decide(new(Anything, by, null, false, Now)),
        ["create accounts"] = by => CreateRequestedAccounts.Decide(new(true, by, true, true)),
        ["enter an account"] = by =>
            EnterRequestedAccount
                .Decide(Requests, new(Session, true, by, ARequest, true, new("Bob", "Bob", Bob, null), true, Now))
                .Refusal,
        ["decline a request"] = by =>
            DeclineAccountRequest.Decide(Requests, new(Session, true, by, ARequest, true, Now)).Refusal,
        ["offer articles"] = by => OfferArticles.Decide(List, new(Session, true, by, [], null, Now)).Refusal,
        ["choose"] = by => Assign(by, forSelf: true, by.Person).Refusal,
        ["assign to another"] = by => Assign(by, forSelf: false, Bob).Refusal,
        ["offer a category"] = by =>
            OfferCategory
                .Decide(List, new(Session, true, by, true, new("X", [new("x", English, AnyPage)], true, null), Now))
                .Refusal,
        ["refresh articles"] = by => RefreshArticles.Decide(List, new(Session, true, by, new(), null, Now)).Refusal,
        ["bring"] = by =>
            BringArticle
                .Decide(
                    List,
                    new(
                        Session,
                        true,
                        by,
                        by.Person is { } who && Roster.Has(who) ? who : null,
                        new("x", English, AnyPage),
                        null,
                        Now
                    )
                )
                .Refusal,
        ["review"] = by => Assign(by, forSelf: true, by.Person, ArticleRole.Reviewer).Refusal,
        ["withdraw an article"] = by => WithdrawArticle.Decide(OthersList, new(Session, true, by, Anning, Now)).Refusal,
        ["set authors per article"] = by => SetAuthorsPerArticle.Decide(List, new(Session, true, by, 2, Now)).Refusal,
        ["release another's"] = by =>
            ReleaseArticle.Decide(OthersList, new(Session, true, by, Anning, ArticleRole.Author, null, Now)).Refusal,
    };

    public static TheoryData<string, string, string, string, string> Matrix =>
        new()
        {
            // command, who coordinates, a participant, anybody else signed in, nobody signed in
            { "enrol oneself", Yes, Yes, Yes, "sign-in-first" },
            { "withdraw", Yes, Yes, Yes, "sign-in-first" },
            { "enter people", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "check names", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "remove", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "restore", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "copy a roster", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "set a passcode", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "open", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "close", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "ask for an account", Yes, Yes, Yes, Yes },
            { "check a new name", Yes, Yes, Yes, Yes },
            { "create accounts", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "enter an account", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "decline a request", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "offer articles", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "choose", "enrol-first", Yes, "enrol-first", "sign-in-first" },
            { "assign to another", Yes, "not-a-coordinator", "not-a-coordinator", "sign-in-first" },
            { "offer a category", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "refresh articles", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "bring", "enrol-first", Yes, "enrol-first", "sign-in-first" },
            { "review", "enrol-first", Yes, "enrol-first", "sign-in-first" },
            { "withdraw an article", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "set authors per article", Yes, "not-a-coordinator", "not-a-coordinator", "not-a-coordinator" },
            { "release another's", Yes, "not-your-article", "not-your-article", "sign-in-first" },
        };

    [Theory]
    [MemberData(nameof(Matrix))]
    public void A_command_is_for_those_who_may(
        string command,
        string coordinating,
        string participant,
        string signedIn,
        string anonymous
    )
    {
        var expected = Roles.Keys.ToDictionary(
            role => role,
            role =>
                role switch
                {
                    "administrator" or "coordinator" or "coordinator above" => coordinating,
                    "participant" => participant,
                    "anonymous" => anonymous,
                    _ => signedIn,
                }
        );
        var actual = Roles.ToDictionary(role => role.Key, role => Commands[command](role.Value)?.Code ?? Yes);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void No_command_changes_what_is_archived_or_deleted()
    {
        foreach (var (name, decide) in Commands)
        {
            foreach (var by in (Standing[])[Roles["administrator"], Roles["coordinator"]])
            {
                Assert.Equal((name, "deleted"), (name, decide(by with { Life = Life.Deleted })?.Code));
                Assert.Equal((name, "archived"), (name, decide(by with { Life = Life.ArchivedAbove })?.Code));
                Assert.Equal((name, "archived"), (name, decide(by with { Life = Life.Archived })?.Code));
            }
        }
    }

    [Fact]
    public void The_matrix_names_every_command() =>
        Assert.Equal(Commands.Keys.Order(), Matrix.Select(row => row.Data.Item1).Order());

    private static Decision<ArticleListEvent> Assign(
        Standing by,
        bool forSelf,
        PersonId? person,
        ArticleRole role = ArticleRole.Author
    ) =>
        AssignArticle.Decide(
            List,
            new(Session, true, by, Anning, forSelf, person is { } meant && Roster.Has(meant) ? meant : null, role, Now)
        );
}
