using System.Diagnostics;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Journeys;

public sealed class StartTests(PostgresCluster cluster)
{
    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://127.0.0.1:0;http://192.0.2.1:0")]
    public async Task The_development_sign_in_keeps_a_Host_that_others_can_reach_from_starting(string urls)
    {
        var (code, log) = await HostProcess.RunToItsEnd("--dev-sign-in", "--urls", urls);

        Assert.Equal(1, code);
        Assert.Contains("--dev-sign-in lets anybody sign in as anybody", log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_switch_there_is_no_development_sign_in()
    {
        await using var database = await cluster.NewDatabase();
        await using var wiki = await EditathonWiki.Start();
        await using var host = await HostProcess.Start(
            $"--ConnectionStrings:Dashboard={database.ConnectionString}",
            $"--MediaWiki:Wikis:enwiki={wiki.Api}",
            // After the switch that Start gives; the last word counts.
            "--Identity:DevSignIn=false"
        );
        using var anybody = new Api(host.Address);

        var answer = await anybody.Post("/api/v1/dev-sign-in", new { userName = Api.Administrator });

        Assert.Equal("no-dev-sign-in", answer.Problem);
        Assert.False(answer.Response.Headers.Contains("Set-Cookie"));
        Assert.Equal(0, await host.Stop());
    }

    [Fact]
    public async Task A_home_wiki_that_is_none_keeps_it_from_starting_and_is_named()
    {
        await using var database = await cluster.NewDatabase();

        var (code, log) = await HostProcess.RunToItsEnd(
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:Dashboard={database.ConnectionString}",
            "--Identity:HomeWiki=nowiki-at-all"
        );

        Assert.Equal(1, code);
        Assert.Contains("Identity:HomeWiki", log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_keeps_it_from_starting_and_is_told_in_a_sentence()
    {
        var (code, log) = await HostProcess.RunToItsEnd(
            "--urls=http://127.0.0.1:0",
            "--ConnectionStrings:Dashboard=Host=127.0.0.1;Port=9;Username=nobody;Database=nothing"
        );

        Assert.Equal(1, code);
        Assert.Contains("The database cannot be used", log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Host_that_is_asked_to_stop_keeps_nobody_waiting()
    {
        await using var database = await cluster.NewDatabase();
        await using var wiki = await EditathonWiki.Start();
        await using var host = await HostProcess.Start(
            $"--ConnectionStrings:Dashboard={database.ConnectionString}",
            $"--MediaWiki:Wikis:enwiki={wiki.Api}",
            // Each request is in the log as it arrives.
            "--Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics=Information"
        );
        var planned = await Planned.At(host);
        var update = await planned.RequestUpdate(await planned.SessionWith(["enwiki"], "Slow Alice"));
        using var anybody = new Api(host.Address);
        var waiting = anybody.Get(update, ("Prefer", "wait=60"));
        await Eventually.Get(
            "The wiki is being read",
            () => Task.FromResult(wiki.Beginnings("Slow Alice")),
            n => n > 0
        );
        await Eventually.Get("The poll has arrived", () => Task.FromResult(host.Log), log => log.Contains(update));
        var clock = Stopwatch.StartNew();

        Assert.Equal(0, await host.Stop());

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"It took {clock.Elapsed}.");
        Assert.Equal("running", (await waiting).Json.GetProperty("state").GetString());
        Assert.Contains("goes on at the next start", host.Log, StringComparison.Ordinal);
    }
}
