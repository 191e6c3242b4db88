using System.Net;

namespace CampaignDashboard.Tests.Browser;

/// <summary>WCAG 2.2 AA as far as axe-core can tell, on every page, for every role, on both screens.</summary>
[Collection(BrowserTests.Name)]
public sealed class Pages_are_for_everybody(Site site)
{
    private const string Participant = "Ines Vega";

    [Theory]
    [InlineData(null)]
    [InlineData(Participant)]
    [InlineData(Site.Coordinator)]
    public async Task They_have_no_faults_and_fit_each_screen_in_both_directions(string? userName)
    {
        await using var visit = await site.Visit(Screen.Phone, userName, new() { BypassCSP = true });
        List<string> faults = [];
        foreach (var (path, status) in Seen(userName))
        {
            await visit.Page.SetViewportSizeAsync(Screen.Phone);
            await visit.Open(path, status);
            faults.AddRange((await Axe.Faults(visit)).Select(fault => $"{path}, on a phone: {fault}"));
            await visit.Page.SetViewportSizeAsync(Screen.Desktop);
            faults.AddRange((await Axe.Faults(visit)).Select(fault => $"{path}: {fault}"));
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task A_fault_would_be_found()
    {
        await using var visit = await site.Visit(Screen.Phone, options: new() { BypassCSP = true });
        await visit.Open("/");
        await visit.Page.EvaluateAsync(
            "() => { document.documentElement.lang = ''; document.querySelector('h1').style.minWidth = '500px'; }"
        );
        var faults = await Axe.Faults(visit);
        Assert.Contains(faults, fault => fault.StartsWith("html-has-lang", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("ltr:", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("rtl:", StringComparison.Ordinal));
    }

    private IEnumerable<(string Path, HttpStatusCode Status)> Seen(string? userName) =>
        userName switch
        {
            null => Pages.ForAnybody(site),
            Site.Coordinator => Pages.ForCoordinators(site),
            _ => Pages.ForParticipants(site),
        };
}
