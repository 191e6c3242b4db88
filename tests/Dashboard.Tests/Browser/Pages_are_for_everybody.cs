using System.Net;
using CampaignDashboard.Tests.Architecture;

namespace CampaignDashboard.Tests.Browser;

/// <summary>WCAG 2.2 AA as far as axe-core can tell, on every page, for every role, on both screens.</summary>
[Collection(BrowserTests.Name)]
public sealed class Pages_are_for_everybody(Site site)
{
    private const string Participant = "Ines Vega";

    // Everything unfolded first, but for the menu that lies over the page.
    private const string Unfold =
        "document.querySelectorAll('details').forEach(d => d.open = d.className !== 'language-switcher')";

    // Buttons change colour over a tenth of a second, and a colour on the way has the contrast of neither end.
    private const string StandStill = "* { transition: none !important; animation: none !important; }";

    private const string Examine = """
        async () => {
            const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
            const found = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
            const problems = found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.failureSummary} ${n.html}`));
            document.querySelectorAll('details').forEach(d => d.open = true);
            for (const dir of ['ltr', 'rtl']) {
                document.documentElement.dir = dir;
                const page = document.scrollingElement;
                if (page.scrollWidth > page.clientWidth) {
                    problems.push(`${dir}: ${page.scrollWidth} pixels wide on a screen of ${page.clientWidth}`);
                }
            }
            return problems;
        }
        """;

    private static readonly string Axe = Path.Combine(
        SourceTree.Root,
        "tests/Dashboard.Tests/Browser/vendor/axe.min.js"
    );

    [Theory]
    [InlineData(Screen.Desktop, null)]
    [InlineData(Screen.Phone, null)]
    [InlineData(Screen.Desktop, Participant)]
    [InlineData(Screen.Phone, Participant)]
    [InlineData(Screen.Desktop, Site.Coordinator)]
    [InlineData(Screen.Phone, Site.Coordinator)]
    public async Task They_have_no_faults_and_fit_the_screen_in_both_directions(Screen screen, string? userName)
    {
        await using var visit = await site.Visit(screen, userName, new() { BypassCSP = true });
        List<string> faults = [];
        foreach (var (path, status) in Seen(userName))
        {
            await visit.Open(path, status);
            faults.AddRange((await Faults(visit)).Select(fault => $"{path}: {fault}"));
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
        var faults = await Faults(visit);
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

    private static async Task<string[]> Faults(Visit visit)
    {
        await visit.Page.AddScriptTagAsync(new() { Path = Axe });
        await visit.Page.AddStyleTagAsync(new() { Content = StandStill });
        await visit.Page.EvaluateAsync(Unfold);
        return await visit.Page.EvaluateAsync<string[]>(Examine);
    }
}
