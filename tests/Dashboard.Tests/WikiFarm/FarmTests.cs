using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Tests.WikiFarm;

public sealed class FarmTests
{
    private static readonly DateTimeOffset Then = new(2026, 5, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Two_farms_run_side_by_side_and_know_nothing_of_each_other()
    {
        var stop = TestContext.Current.CancellationToken;
        var both = await Task.WhenAll(OwnFarm.Start(stop), OwnFarm.Start(stop));
        await using var first = both[0];
        await using var second = both[1];

        await first.Farm.Edit("nlwiki", "Passer-by Pat", "Only here", "Text.", "new", Then, stop);

        Assert.True(await first.Farm.HasPage("nlwiki", "Only here"));
        Assert.False(await second.Farm.HasPage("nlwiki", "Only here"));
        Assert.NotEqual(first.Farm.Address("nlwiki"), second.Farm.Address("nlwiki"));
    }

    [Fact]
    public async Task A_reset_brings_back_the_seeded_state()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var own = await OwnFarm.Start(stop);
        var farm = own.Farm;
        var seeded = IndependentCount.Of(farm, Editathon.WomenInScience);
        var inside = Editathon.Window.Start.AddDays(1);
        await farm.Edit("enwiki", "Ines Vega", "Reset me", "Text.", "new", inside, stop);
        Assert.Equal(seeded.Edits + 1, IndependentCount.Of(farm, Editathon.WomenInScience).Edits);
        farm.Override("frwiki", "<?php $wgReadOnly = 'closed';");
        await farm.TakeDown("commonswiki");

        await farm.Reset(stop);

        Assert.Equal(seeded, IndependentCount.Of(farm, Editathon.WomenInScience));
        Assert.False(await farm.HasPage("enwiki", "Reset me"));
        Assert.True(await farm.HasPage("commonswiki", "File:Noether.svg"));
        await farm.Edit("frwiki", "Ines Vega", "Reset me", "Text.", "new", inside, stop);
        await farm.Edit("enwiki", "Ines Vega", "Reset me", "Text.", "new", inside, stop);
    }

    [Fact]
    public async Task A_wiki_that_is_down_refuses_and_comes_back_at_the_same_address()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var own = await OwnFarm.Start(stop);
        var address = own.Farm.ApiAddress("frwiki");

        await own.Farm.TakeDown("frwiki");
        await Assert.ThrowsAsync<HttpRequestException>(() => own.Farm.HasPage("frwiki", "Sophie Germain"));
        await own.Farm.BringUp("frwiki", stop);

        Assert.True(await own.Farm.HasPage("frwiki", "Sophie Germain"));
        Assert.Equal(address, own.Farm.ApiAddress("frwiki"));
    }

    [Fact]
    public async Task An_override_holds_until_it_is_taken_back()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var own = await OwnFarm.Start(stop);

        own.Farm.Override("enwiki", "<?php $wgReadOnly = 'The wiki is closed.';");
        var refusal = await own.Farm.Edit("enwiki", "Ines Vega", "Closed", "Text.", "new", Then, stop).RefusedAsync();
        own.Farm.Override("enwiki", null);
        await own.Farm.Edit("enwiki", "Ines Vega", "Closed", "Text.", "new", Then, stop);

        Assert.Contains("readonly", refusal, StringComparison.Ordinal);
        Assert.True(await own.Farm.HasPage("enwiki", "Closed"));
    }

    [Fact]
    public async Task Requests_are_told_with_method_address_and_user_agent_but_without_those_of_the_farm_itself()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var own = await OwnFarm.Start(stop);
        await own.Farm.Edit("metawiki", "Ines Vega", "Seeded", "Text.", "new", Then, stop);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.UserAgent.ParseAdd("Asker/2.0");
        using var form = new FormUrlEncodedContent([new("action", "query"), new("titles", "Ça")]);

        using var answer = await http.PostAsync(own.Farm.ApiAddress("metawiki"), form, stop);

        var request = Assert.Single(own.Farm.Requests("metawiki"));
        Assert.Equal(("POST", "/w/api.php", "Asker/2.0"), (request.Method, request.Uri, request.UserAgent));
        Assert.Equal("Ça", request.Post["titles"]);
    }

    [Fact]
    public async Task Nothing_is_missing_where_a_farm_runs() =>
        Assert.Empty(await Farm.MissingPackages(TestContext.Current.CancellationToken));
}

file static class Refusals
{
    internal static async Task<string> RefusedAsync(this Task edit) =>
        (await Assert.ThrowsAsync<InvalidOperationException>(() => edit)).Message;
}
