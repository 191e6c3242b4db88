using CampaignDashboard.Tests.Architecture;

namespace CampaignDashboard.Tests.Browser;

/// <summary>WCAG 2.2 AA as far as axe-core can tell. The page is unfolded afterwards, and cannot be used, but examined again.</summary>
internal static class Axe
{
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
            document.documentElement.dir = 'ltr';
            return problems;
        }
        """;

    private static readonly string Script = Path.Combine(
        SourceTree.Root,
        "tests/Dashboard.Tests/Browser/vendor/axe.min.js"
    );

    /// <summary>The faults of the page that a visit shows, which must have been opened with <c>BypassCSP</c>.</summary>
    internal static async Task<string[]> Faults(Visit visit)
    {
        if (!await visit.Page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await visit.Page.AddScriptTagAsync(new() { Path = Script });
            await visit.Page.AddStyleTagAsync(new() { Content = StandStill });
        }

        await visit.Page.EvaluateAsync(Unfold);
        return await visit.Page.EvaluateAsync<string[]>(Examine);
    }
}
