namespace CampaignDashboard.Tests.Updating;

/// <summary>The three wikis that sessions of <see cref="UpdateHost"/> follow; people are known by the English one.</summary>
internal sealed class ToldWikis : IAsyncDisposable
{
    private int[] counted = [0, 0, 0];

    private ToldWikis(ToldWiki english, ToldWiki french, ToldWiki dutch) =>
        (English, French, Dutch) = (english, french, dutch);

    internal ToldWiki English { get; }

    internal ToldWiki French { get; }

    internal ToldWiki Dutch { get; }

    internal IReadOnlyList<ToldWiki> All => [English, French, Dutch];

    /// <summary>Where a program finds them.</summary>
    internal IEnumerable<string> Settings =>
        [
            $"--MediaWiki:Wikis:enwiki={English.Api}",
            $"--MediaWiki:Wikis:frwiki={French.Api}",
            $"--MediaWiki:Wikis:nlwiki={Dutch.Api}",
        ];

    internal static async Task<ToldWikis> Start() =>
        new(await ToldWiki.Start(), await ToldWiki.Start(), await ToldWiki.Start());

    /// <summary>How many questions for contributions each wiki was asked since this was asked last.</summary>
    internal int[] NewQuestions()
    {
        int[] asked = [.. All.Select(w => w.Questions.Count)];
        int[] fresh = [.. asked.Zip(counted, (now, before) => now - before)];
        counted = asked;
        return fresh;
    }

    /// <summary>All that they were asked since this was asked last.</summary>
    internal string[] Asked() => [.. All.SelectMany(w => w.Asked())];

    public async ValueTask DisposeAsync()
    {
        await English.DisposeAsync();
        await French.DisposeAsync();
        await Dutch.DisposeAsync();
    }
}
