using CampaignDashboard.Identity;
using CampaignDashboard.Tests.Postgres;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Tests.Identity;

public sealed class Sessions_follow_the_person(PostgresCluster cluster) : AccountTest(cluster)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-05-01T04:00:00Z", null);

    [Fact]
    public async Task A_rename_is_shown_in_a_session_that_goes_on()
    {
        var session = await Learn("Alice", 1);
        await Learn("Alicia", 1);

        var context = await Check(session, Now - Session.Believed);

        Assert.Equal(("Alicia", true), (context.Principal!.Identity!.Name, context.ShouldRenew));
    }

    [Fact]
    public async Task A_young_session_is_believed_without_asking()
    {
        var session = await Learn("Alice", 1);
        await Learn("Alicia", 1);

        var context = await Check(session, Now - Session.Believed + TimeSpan.FromSeconds(1));

        Assert.Equal(("Alice", false), (context.Principal!.Identity!.Name, context.ShouldRenew));
    }

    [Fact]
    public async Task The_session_of_a_person_who_was_erased_ends()
    {
        var session = await Learn("Alice", 1);
        await Database.Execute("delete from identity.person");

        Assert.Null((await Check(session, Now - Session.Believed)).Principal);
    }

    [Fact]
    public async Task The_session_of_a_person_whose_name_is_anothers_now_ends()
    {
        var session = await Learn("Alice", 1);
        await Learn("Alice", 2);

        Assert.Null((await Check(session, Now - Session.Believed)).Principal);
    }

    private async Task<CookieValidatePrincipalContext> Check(PersonRow row, DateTimeOffset issued)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(Accounts);
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        await using var provider = services.BuildServiceProvider();
        var scheme = await provider
            .GetRequiredService<IAuthenticationSchemeProvider>()
            .GetSchemeAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        var ticket = new AuthenticationTicket(
            Session.Of(row),
            new AuthenticationProperties { IssuedUtc = issued },
            scheme!.Name
        );
        var context = new CookieValidatePrincipalContext(
            new DefaultHttpContext { RequestServices = provider },
            scheme,
            new() { TimeProvider = new StandingClock(Now) },
            ticket
        );
        await Session.Check(context);
        return context;
    }

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
