namespace CampaignDashboard.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class Pages_ask_for_nothing_that_is_forbidden(Site site)
{
    [Theory]
    [InlineData(null)]
    [InlineData(Site.Coordinator)]
    public async Task No_page_breaks_the_content_security_policy_or_writes_an_error(string? userName)
    {
        await using var visit = await site.Visit(Screen.Desktop, userName);
        var errors = Complaints.Of(visit.Page);
        foreach (var path in Pages.Public(site))
        {
            await visit.Open(path);
        }
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_breach_would_be_heard()
    {
        await using var visit = await site.Visit(Screen.Desktop);
        var errors = Complaints.Of(visit.Page);
        await visit.Open("/");
        await visit.Page.EvaluateAsync(
            "() => document.body.append(Object.assign(document.createElement('script'), { text: '1' }))"
        );
        Assert.Contains(errors, error => error.Contains("Content Security Policy", StringComparison.Ordinal));
    }
}
