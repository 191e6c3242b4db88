using System.Net;
using CampaignDashboard.Campaigns;
using CampaignDashboard.Enrolment;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Tests.Campaigns;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>Names and addresses of people without an account are kept for thirty days and no longer. On a real PostgreSQL.</summary>
public sealed class Old_account_requests_go(PostgresCluster postgres) : IAsyncLifetime
{
    private readonly StoppedClock clock = new();
    private TestDatabase database = null!;
    private WebApplication app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private AccountVault Vault => app.Services.GetRequiredService<AccountVault>();

    private EventLog Log => app.Services.GetRequiredService<EventLog>();

    public async ValueTask InitializeAsync()
    {
        database = await postgres.NewDashboard();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([
            new("MediaWiki:OnlyConfigured", "true"),
            new("MediaWiki:Wikis:metawiki", "http://127.0.0.1:9/w/api.php"),
        ]);
        builder
            .Services.AddSingleton<TimeProvider>(clock)
            .AddSingleton(_ => DashboardPool.To(database.ConnectionString))
            .AddEventStore()
            .AddWeb()
            .AddMediaWiki(builder.Configuration.GetSection("MediaWiki"))
            .AddIdentity(builder.Configuration.GetSection("Identity"))
            .AddCampaigns()
            .AddEnrolment();
        // It is never started: nothing runs in the background.
        app = builder.Build();
        await app.Services.UpdateDatabase(Stop);
        await Happened(Planned.TheOrganiser.Value, "organiser", Planned.Registered);
        await Happened(Planned.TheCampaign.Value, "campaign", Planned.Started);
        await Happened(Planned.TheProgram.Value, "program", Planned.ProgramPlanned);
        await Happened(Planned.TheSession.Value, "session", Planned.Scheduled);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Thirty_days_after_it_was_made_a_request_goes_and_the_log_is_told_without_a_name()
    {
        var old = await Ask("Newcomer Nan", clock.Now);
        var young = await Ask("Newcomer Ned", clock.Now.AddDays(1));
        clock.Pass(AccountVault.Lifetime - TimeSpan.FromTicks(10));
        Assert.Equal(0, await Sweep());
        clock.Pass(TimeSpan.FromTicks(10));

        Assert.Equal(1, await Sweep());

        Assert.Equal([young], (await Vault.Of(Planned.TheSession, Stop)).Select(e => e.Request));
        var told = await Events().SingleAsync(e => e is AccountRequestExpired, Stop);
        Assert.Equal(new AccountRequestExpired(Planned.TheSession, old, clock.Now), told);
        Assert.Equal(0, await Sweep());
    }

    [Fact]
    public async Task What_a_crash_left_of_a_request_that_is_dealt_with_goes_and_nothing_is_told()
    {
        var declined = await Ask("Newcomer Nan", clock.Now);
        await Happened(declined, new AccountRequestDeclined(Planned.TheSession, declined, clock.Now));

        Assert.Equal(1, await Sweep());

        Assert.Empty(await Vault.Of(Planned.TheSession, Stop));
        Assert.False(await Events().AnyAsync(e => e is AccountRequestExpired, Stop));
    }

    [Fact]
    public async Task The_address_is_not_readable_in_the_table()
    {
        await Ask("Newcomer Nan", clock.Now);
        var kept = await database.Source.Query(
            "select encode(email, 'escape') from enrolment.account_request",
            row => row.GetString(0),
            Stop
        );
        Assert.DoesNotContain("nan@mail.example", Assert.Single(kept), StringComparison.Ordinal);
        Assert.Equal("nan@mail.example", (await Vault.Of(Planned.TheSession, Stop))[0].Email);
    }

    [Fact]
    public void A_hall_behind_one_address_gets_through_and_who_never_stops_does_not()
    {
        using var rate = new RequestRate();
        var (hall, home) = (IPAddress.Parse("192.0.2.7"), IPAddress.Parse("198.51.100.9"));
        Assert.All(Enumerable.Range(0, RequestRate.MostRequests), _ => Assert.True(rate.AllowsRequest(hall)));
        Assert.False(rate.AllowsRequest(hall));
        Assert.True(rate.AllowsRequest(home));
        Assert.All(Enumerable.Range(0, RequestRate.MostChecks), _ => Assert.True(rate.AllowsCheck(hall)));
        Assert.False(rate.AllowsCheck(hall));
    }

    private Task<int> Sweep() => app.Services.GetRequiredService<AccountRequestSweep>().Run(Stop);

    private async Task<Guid> Ask(string userName, DateTimeOffset at)
    {
        var request = Guid.NewGuid();
        Assert.True(
            await Vault.Keep(
                new(request, Planned.TheSession, userName, "nan@mail.example", Attendance.OnSite, at),
                Stop
            )
        );
        await Happened(request, new AccountRequested(Planned.TheSession, request, at));
        return request;
    }

    private IAsyncEnumerable<object> Events() =>
        Log.ReadStream(EnrolmentStreams.AccountRequests(Planned.TheSession), after: 0, Stop).Select(e => e.Data);

    private Task Happened(Guid request, AccountRequestEvent e)
    {
        Assert.Equal(request, e.Request);
        return Happened(EnrolmentStreams.AccountRequests(Planned.TheSession), "account_requests", e);
    }

    private async Task Happened(Guid stream, string type, object e)
    {
        var append = new StreamAppend(stream, type, ExpectedVersion.Any, [e]);
        Assert.True((await Log.Append(append, Cause.System, Stop)).Accepted);
    }
}
