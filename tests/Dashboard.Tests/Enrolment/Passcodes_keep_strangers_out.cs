using System.Net;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Enrolment.Features;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using static CampaignDashboard.Tests.Enrolment.Cast;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>Passcodes: what is asked of whom, how they are typed, and how often one may be wrong. On a real PostgreSQL.</summary>
public sealed class Passcodes_keep_strangers_out(PostgresCluster postgres) : IAsyncLifetime
{
    private const string Right = "tubak-lomiv";
    private static readonly IPAddress Library = IPAddress.Parse("192.0.2.7");
    private static readonly IPAddress Home = IPAddress.Parse("198.51.100.9");

    private TestDatabase database = null!;
    private ServiceProvider services = null!;

    private Passcodes Passcodes => services.GetRequiredService<Passcodes>();

    public async ValueTask InitializeAsync()
    {
        database = await postgres.NewDashboard();
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(database.Source)
            .AddEventStore()
            .AddEnrolment()
            .BuildServiceProvider();
        await services.UpdateDatabase(TestContext.Current.CancellationToken);
        await Passcodes.Keep(Session, Right, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData("tubak-lomiv", true)]
    [InlineData(" TUBAK LOMIV ", true)]
    [InlineData("tubaklomiv", true)]
    [InlineData("tubak–lomiv", true)]
    [InlineData("tubak-lomi", false)]
    [InlineData("tubak-lomivv", false)]
    public async Task They_are_typed_as_people_type(string typed, bool fits) =>
        Assert.Equal(fits ? PasscodeWorth.Fits : PasscodeWorth.Wrong, (await Try(Alice, Library, typed)).Worth);

    [Fact]
    public void Made_ones_are_two_words_that_can_be_said_and_never_the_same()
    {
        var made = Enumerable.Range(0, 1000).Select(_ => PasscodeText.Generate()).ToArray();
        Assert.All(
            made,
            p =>
                Assert.Matches(
                    "^([bdfgklmnprstvz][aeiou]){2}[bdfgklmnprstvz]-([bdfgklmnprstvz][aeiou]){2}[bdfgklmnprstvz]$",
                    p
                )
        );
        Assert.Distinct(made);
    }

    [Fact]
    public async Task Where_none_is_set_none_is_asked()
    {
        await Passcodes.Keep(Session, null, TestContext.Current.CancellationToken);
        Assert.Equal(PasscodeTry.Fits, await Try(Alice, Library, null));
    }

    [Fact]
    public async Task Coordinators_need_none() =>
        Assert.Equal(
            PasscodeTry.Fits,
            await Passcodes.Try(
                Session,
                ACoordinator,
                null,
                By(Carol, Library, Now),
                TestContext.Current.CancellationToken
            )
        );

    [Fact]
    public async Task A_missing_one_is_no_wrong_one()
    {
        for (var n = 0; n <= Passcodes.MostWrong; n++)
        {
            Assert.Equal(PasscodeWorth.Missing, (await Try(Alice, Library, " ")).Worth);
        }

        Assert.Equal(PasscodeTry.Fits, await Try(Alice, Library, Right));
    }

    [Fact]
    public async Task Ten_wrong_ones_of_a_person_lock_for_ten_minutes_wherever_they_sit_and_nobody_else_elsewhere()
    {
        await TenWrong(Alice, Library, Now);
        Assert.Equal(new(PasscodeWorth.Locked, Now.AddMinutes(10)), await Try(Alice, Home, Right));
        Assert.Equal(PasscodeTry.Fits, await Try(Bob, Home, Right));
        Assert.Equal(PasscodeWorth.Locked, (await Try(Alice, Home, Right, Now.AddMinutes(10).AddTicks(-10))).Worth);
        Assert.Equal(PasscodeTry.Fits, await Try(Alice, Home, Right, Now.AddMinutes(10)));
    }

    [Fact]
    public async Task Ten_wrong_ones_from_an_address_lock_whoever_sits_there()
    {
        for (var n = 0; n < Passcodes.MostWrong; n++)
        {
            Assert.Equal(PasscodeWorth.Wrong, (await Try(new(Guid.NewGuid()), Library, "wrong")).Worth);
        }

        Assert.Equal(PasscodeWorth.Locked, (await Try(Alice, Library, Right)).Worth);
        Assert.Equal(PasscodeTry.Fits, await Try(Alice, Home, Right));
    }

    [Fact]
    public async Task Of_whom_nothing_is_known_guesses_are_counted_too()
    {
        for (var n = 0; n < Passcodes.MostWrong; n++)
        {
            Assert.Equal(PasscodeWorth.Wrong, (await Unknown("wrong")).Worth);
        }

        Assert.Equal(PasscodeWorth.Locked, (await Unknown(Right)).Worth);
        Assert.Equal(PasscodeTry.Fits, await Try(Alice, Library, Right));

        Task<PasscodeTry> Unknown(string typed) =>
            Passcodes.Try(
                Session,
                Anonymous,
                typed,
                new(Caller.Anonymous, Now, Guid.Empty, ExpectedVersion: null),
                TestContext.Current.CancellationToken
            );
    }

    [Fact]
    public async Task Addresses_of_one_network_are_one()
    {
        for (var n = 1; n <= Passcodes.MostWrong; n++)
        {
            await Try(new(Guid.NewGuid()), IPAddress.Parse($"2001:db8:0:1::{n}"), "wrong");
        }

        Assert.Equal(PasscodeWorth.Locked, (await Try(Alice, IPAddress.Parse("2001:db8:0:1:ffff::1"), Right)).Worth);
        Assert.Equal(PasscodeTry.Fits, await Try(Alice, IPAddress.Parse("2001:db8:0:2::1"), Right));
    }

    [Fact]
    public async Task Wrong_ones_are_forgotten_after_ten_minutes_and_so_are_addresses()
    {
        for (var n = 0; n < Passcodes.MostWrong - 1; n++)
        {
            await Try(Alice, Library, "wrong");
        }

        Assert.Equal(PasscodeWorth.Wrong, (await Try(Alice, Library, "wrong", Now.AddMinutes(10))).Worth);
        Assert.Equal(PasscodeTry.Fits, await Try(Alice, Library, Right, Now.AddMinutes(10)));
        await Try(Bob, Home, Right, Now.AddMinutes(21));
        Assert.Equal([$"address {Home}", $"person {Bob}"], await Guarded());
    }

    [Fact]
    public async Task A_hundred_at_once_are_looked_at_one_by_one()
    {
        var tries = Enumerable.Range(0, 100).Select(n => Try(Alice, Library, n == 99 ? Right : $"guess {n}"));
        var worth = (await Task.WhenAll(tries)).CountBy(t => t.Worth).ToDictionary();
        Assert.True(worth[PasscodeWorth.Wrong] <= Passcodes.MostWrong);
        Assert.True(worth[PasscodeWorth.Locked] >= 100 - Passcodes.MostWrong - 1);
    }

    [Fact]
    public void Each_way_of_not_fitting_says_what_to_do()
    {
        Enrol(new(PasscodeWorth.Missing), "passcode-needed");
        Enrol(new(PasscodeWorth.Wrong), "wrong-passcode");
        Enrol(new(PasscodeWorth.Locked, Now.AddMinutes(3)), "passcode-locked");
        Assert.Contains(
            "in 3 min",
            new PasscodeTry(PasscodeWorth.Locked, Now.AddMinutes(3)).RefusedAt(Now)!.Reason,
            StringComparison.Ordinal
        );

        static void Enrol(PasscodeTry passcode, string code) =>
            Spec.Given<Roster, RosterEvent>()
                .When(r =>
                    EnrolInSession.Decide(
                        r,
                        new(Session, Anything, SignedIn(Alice), Attendance.OnSite, Now) { Passcode = passcode }
                    )
                )
                .ThenRefused(code);
    }

    [Fact]
    public void Setting_the_same_again_changes_nothing_and_setting_on_an_old_one_is_refused()
    {
        var change = new SetPasscode.Command(Session, SessionExists: true, ACoordinator, Right);
        Assert.Equal([new(Session, Right)], SetPasscode.Decide(null, change).Events);
        Assert.Empty(SetPasscode.Decide(Right, change).Events);
        Assert.Equal(
            "stale-version",
            SetPasscode
                .Decide(Right, change with { Passcode = "new one", Seen = SecretVersion.Of("older") })
                .Refusal?.Code
        );
        Assert.Equal([new(Session, null)], SetPasscode.Decide(Right, change with { Passcode = null }).Events);
    }

    private async Task TenWrong(PersonId person, IPAddress address, DateTimeOffset at)
    {
        for (var n = 0; n < Passcodes.MostWrong; n++)
        {
            Assert.Equal(PasscodeWorth.Wrong, (await Try(person, address, "wrong", at)).Worth);
        }
    }

    private Task<PasscodeTry> Try(PersonId person, IPAddress address, string? typed, DateTimeOffset? at = null) =>
        Passcodes.Try(
            Session,
            SignedIn(person),
            typed,
            By(person, address, at ?? Now),
            TestContext.Current.CancellationToken
        );

    private static Acting By(PersonId person, IPAddress address, DateTimeOffset at) =>
        new(new(person, "A", IsAdministrator: false), at, Guid.Empty, ExpectedVersion: null) { From = address };

    private Task<IReadOnlyList<string>> Guarded() =>
        database.Source.Query(
            "select subject from enrolment.passcode_guard order by subject",
            row => row.GetString(0),
            TestContext.Current.CancellationToken
        );
}
