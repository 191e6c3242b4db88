using CampaignDashboard.Identity;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>Summaries are kept beside the log while the wiki shows them and their author is known.</summary>
public sealed class EditSummaryTests(PostgresCluster cluster) : IAsyncLifetime
{
    private const string Kept = "select revision_id, summary from metrics.edit_summary";

    private UpdateStage stage = null!;
    private PersonId alice;

    public async ValueTask InitializeAsync()
    {
        stage = await UpdateStage.Set(cluster);
        var known = await new AccountTable(stage.Database.Source).Learn([new("Alice")], CancellationToken.None);
        alice = new(known["Alice"].Person);
    }

    public ValueTask DisposeAsync() => stage.DisposeAsync();

    [Fact]
    public async Task Summaries_of_people_who_are_known_are_kept_once()
    {
        await Keep(Row(1, "Alice", "more"), Row(2, "Alice", ""), Row(3, "Alice", null), Row(4, "Nobody", "secret"));
        await Keep(Row(1, "Alice", "more"), Row(5, "Alice", "a\0b"));

        Assert.Equal(["(1,more)", "(5,ab)"], await stage.Rows(Kept));
    }

    [Fact]
    public async Task A_summary_that_the_wiki_hides_goes()
    {
        await Keep(Row(1, "Alice", "one"), Row(2, "Alice", "two"), Row(3, "Alice", "three"));

        await Keep(Row(1, "Alice", null));
        await stage.Summaries.Forget("enwiki", [2], CancellationToken.None);
        await stage.Summaries.Forget("frwiki", [3], CancellationToken.None);

        Assert.Equal(["(3,three)"], await stage.Rows(Kept));
    }

    [Fact]
    public async Task They_go_with_their_author_and_are_told_to_nobody_else()
    {
        await Keep(Row(1, "Alice", "one"));
        var other = new PersonId(Guid.NewGuid());
        await Erase(other);
        Assert.Single(await Told(alice));
        Assert.Empty(await Told(other));

        await Erase(alice);

        Assert.Empty(await stage.Rows(Kept));
    }

    private Task Keep(params Contribution[] rows) => stage.Summaries.Keep(rows, TestContext.Current.CancellationToken);

    private async Task Erase(PersonId person)
    {
        await using var connection = await stage.Database.Source.OpenConnectionAsync();
        await stage.Summaries.Erase(new([person], []), connection, CancellationToken.None);
    }

    private async Task<List<object>> Told(PersonId person)
    {
        List<object> told = [];
        await foreach (var summary in stage.Summaries.Of(person, CancellationToken.None))
        {
            told.Add(summary);
        }

        return told;
    }

    private static Contribution Row(long revision, string user, string? summary) =>
        new(
            new("enwiki"),
            revision,
            0,
            7,
            0,
            "Page",
            user,
            Facts.From,
            10,
            10,
            IsNew: false,
            IsMinor: false,
            [],
            summary,
            TextHidden: false
        );
}
