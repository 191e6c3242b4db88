using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Lists;
using static CampaignDashboard.Tests.Metrics.Facts;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>However the database reads them, the facts are the same.</summary>
public sealed partial class FactListTests
{
    [Fact]
    public async Task The_figures_of_each_session_are_those_that_it_has_alone()
    {
        await Over(
            async (scope, connection) =>
            {
                var workshop = await Figures.Of(ScopeOf(Workshop), connection, Stop);
                var editathon = await Figures.Of(ScopeOf(Editathon), connection, Stop);
                var nothing = await Figures.Of(scope with { Places = [] }, connection, Stop);

                var each = await Figures.OfEachSession(scope, connection, Stop);

                Assert.Equal([workshop, editathon], each.OrderByDescending(f => f.RetainedEditors));
                Assert.NotEqual(workshop, editathon);
                Assert.Equal((0, null, 0), (nothing.Edits, nothing.RetainedEditors, nothing.ViewsOfCreatedPages));
            }
        );
    }

    [Fact]
    public async Task Read_along_an_index_the_rows_are_the_same()
    {
        var many = TwoSessions();
        for (var n = 0; n <= 10_000; n++)
        {
            many.Edit(Bob, 1_000 + n, page: 1_000 + n / 2, bytes: n, at: From.AddSeconds(n), session: Editathon);
        }

        await Over(
            async (scope, connection) =>
            {
                await SameByPages(new RevisionList(Addresses), scope, size: 3_000, connection);
                await SameByPages(new PageList(Addresses), scope, size: 2_000, connection);
                var figures = await Figures.Of(scope, connection, Stop);
                Assert.Equal(figures.Edits, (await All(new RevisionList(Addresses), scope, connection)).Count);
                Assert.Equal(figures.PagesEdited, (await All(new PageList(Addresses), scope, connection)).Count);
                // In a period as well, which the windows narrow no further.
                var period = new Period(From.AddSeconds(100), From.AddSeconds(9_000));
                var part = scope with { Period = period };
                var inPart = await Figures.Of(part, connection, Stop);
                Assert.InRange(inPart.Edits, 8_900, 8_910);
                Assert.Equal(inPart.Edits, (await All(new RevisionList(Addresses), part, connection)).Count);
            },
            many
        );
    }
}
