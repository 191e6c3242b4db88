using CampaignDashboard.Identity;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Web.Localisation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Tests.Identity;

public sealed class Sessions_follow_the_person(PostgresCluster cluster) : AccountTest(cluster)
{
    [Fact]
    public async Task A_rename_is_shown_in_a_session_that_goes_on()
    {
        var session = await Learn("Alice", 1);
        await Learn("Alicia", 1);

        var context = await Check(session);

        Assert.Equal(("Alicia", true), (context.Principal!.Identity!.Name, context.ShouldRenew));
    }

    [Fact]
    public async Task A_session_of_the_same_name_is_left_as_it_is()
    {
        var context = await Check(await Learn("Alice", 1));

        Assert.Equal(("Alice", false), (context.Principal!.Identity!.Name, context.ShouldRenew));
    }

    [Fact]
    public async Task The_clock_that_the_person_lives_by_comes_along()
    {
        var row = await Learn("Alice", 1);
        await new PreferenceTable(Database.Source).Keep(
            new(row.Person),
            new("nl", "Asia/Tokyo"),
            CancellationToken.None
        );

        var context = await Check(row);

        Assert.Equal(new ReaderZone("Asia/Tokyo"), context.HttpContext.Features.Get<ReaderZone>());
    }

    [Fact]
    public async Task A_style_sheet_asks_nothing()
    {
        var session = await Learn("Alice", 1);
        await Database.Execute("delete from identity.person");

        Assert.NotNull((await Check(session, "/assets/app.css")).Principal);
    }

    [Fact]
    public async Task The_session_of_a_person_who_was_erased_ends()
    {
        var session = await Learn("Alice", 1);
        await Database.Execute("delete from identity.person");

        Assert.Null((await Check(session)).Principal);
    }

    [Fact]
    public async Task The_session_of_a_person_whose_name_is_anothers_now_ends()
    {
        var session = await Learn("Alice", 1);
        await Learn("Alice", 2);

        Assert.Null((await Check(session)).Principal);
    }

    private async Task<CookieValidatePrincipalContext> Check(PersonRow row, string path = "/")
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(Accounts);
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        await using var provider = services.BuildServiceProvider();
        var scheme = await provider
            .GetRequiredService<IAuthenticationSchemeProvider>()
            .GetSchemeAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        var ticket = new AuthenticationTicket(Session.Of(row), scheme!.Name);
        var context = new CookieValidatePrincipalContext(
            new DefaultHttpContext { RequestServices = provider, Request = { Path = path } },
            scheme,
            new(),
            ticket
        );
        await Session.Check(context);
        return context;
    }
}
