using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Tests.MediaWiki;

/// <summary>The stream of recent changes over real HTTP: cut, refused, silent, full of things that nobody understands.</summary>
public sealed class RecentChangeTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = new WikiSettings().RequestTimeout;

    private ScriptedStream stream = null!;

    public async ValueTask InitializeAsync() => stream = await ScriptedStream.Start();

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    [Fact]
    public async Task Changes_come_as_they_are_saved_and_canaries_and_garbage_are_passed_over()
    {
        RecentChanges client = stream.Client();
        await using IAsyncEnumerator<RecentChange> changes = Listen(client);
        Task<bool> first = changes.MoveNextAsync().AsTask();
        StreamVisit visit = await stream.NextVisit();
        await visit.Write(
            ScriptedStream.Edit(1, domain: "canary"),
            "data: {\"meta\":{\"domain\":\"en.wikip\n\n",
            "data: [1, 2]\n\ndata: {\"meta\":{\"domain\":\"en.wikipedia.org\"},\"wiki\":7}\n\n: a comment\n\n",
            "event: error\ndata: {\"message\":\"a broker left\"}\n\n",
            ScriptedStream.Edit(2, "Zoë \"O'Brien\"", "nlwiki")
        );

        Assert.True(await first);
        Assert.Equal(
            ("nlwiki", "Zoë \"O'Brien\"", "edit"),
            (changes.Current.Wiki.Value, changes.Current.User, changes.Current.Type)
        );
        Assert.True(changes.Current.IsContribution);
        Assert.Equal(new StreamPlace(ScriptedStream.IdOf(2), changes.Current.At), changes.Current.Place);
        Assert.Equal(3, client.PassedOver);
        Assert.Equal(("", ""), (visit.LastEventId, visit.Since));
        Assert.Contains("(ops@example.org)", visit.UserAgent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_cut_goes_on_after_the_last_whole_event()
    {
        await using IAsyncEnumerator<RecentChange> changes = Listen(stream.Client());
        Task<bool> next = changes.MoveNextAsync().AsTask();
        StreamVisit visit = await stream.NextVisit();
        await visit.Write(ScriptedStream.Edit(1), ScriptedStream.Edit(2)[..60]);
        Assert.True(await next);

        next = changes.MoveNextAsync().AsTask();
        visit.Cut();
        await Rested(TimeSpan.FromSeconds(1));
        StreamVisit second = await stream.NextVisit();
        await second.Write(ScriptedStream.Edit(2));

        Assert.True(await next);
        Assert.Equal(ScriptedStream.IdOf(1), second.LastEventId);
        Assert.Equal(ScriptedStream.IdOf(2), changes.Current.Place!.EventId);
    }

    [Fact]
    public async Task It_goes_on_where_another_run_ended()
    {
        await using IAsyncEnumerator<RecentChange> changes = Listen(
            stream.Client(),
            new(ScriptedStream.IdOf(7), stream.Clock.Now)
        );
        Task<bool> next = changes.MoveNextAsync().AsTask();
        StreamVisit visit = await stream.NextVisit();
        await visit.Write(ScriptedStream.Edit(8));

        Assert.True(await next);
        Assert.Equal(ScriptedStream.IdOf(7), visit.LastEventId);
    }

    [Fact]
    public async Task A_place_that_the_stream_does_not_know_any_more_is_replaced_by_its_instant_and_that_by_now()
    {
        stream.Refuse(new("No such offset.", 400, "text/plain"));
        stream.Refuse(new("No such time.", 400, "text/plain"));
        var at = new DateTimeOffset(2026, 3, 10, 11, 59, 0, TimeSpan.Zero);
        await using IAsyncEnumerator<RecentChange> changes = Listen(stream.Client(), new(ScriptedStream.IdOf(7), at));
        Task<bool> next = changes.MoveNextAsync().AsTask();

        StreamVisit byId = await stream.NextVisit();
        await Rested(TimeSpan.FromSeconds(1));
        StreamVisit byTime = await stream.NextVisit();
        await Rested(TimeSpan.FromSeconds(2));
        StreamVisit now = await stream.NextVisit();
        await now.Write(ScriptedStream.Edit(1));

        Assert.True(await next);
        Assert.Equal((ScriptedStream.IdOf(7), ""), (byId.LastEventId, byId.Since));
        Assert.Equal(("", "1773143940000"), (byTime.LastEventId, byTime.Since));
        Assert.Equal(("", ""), (now.LastEventId, now.Since));
    }

    [Theory]
    [InlineData("text/html", 200, 1)]
    [InlineData("text/plain", 503, 1)]
    [InlineData("text/plain", 429, 90)]
    public async Task A_refusal_is_followed_by_the_rest_that_the_stream_wants_and_by_growing_pauses(
        string type,
        int status,
        int seconds
    )
    {
        var refusal = new WikiAnswer("<html>No.</html>", status, type);
        stream.Refuse(seconds > 1 ? refusal with { Headers = new() { ["Retry-After"] = $"{seconds}" } } : refusal);
        stream.Refuse(refusal);
        stream.Refuse(refusal);
        await using IAsyncEnumerator<RecentChange> changes = Listen(stream.Client());
        Task<bool> next = changes.MoveNextAsync().AsTask();

        await Rested(TimeSpan.FromSeconds(seconds));
        await Rested(TimeSpan.FromSeconds(2));
        await Rested(TimeSpan.FromSeconds(4));
        for (int refused = 0; refused < 3; refused++)
        {
            await stream.NextVisit();
        }
        StreamVisit visit = await stream.NextVisit();
        await visit.Write(ScriptedStream.Edit(1));
        Assert.True(await next);

        // What came shows that all is well: pauses begin anew.
        next = changes.MoveNextAsync().AsTask();
        visit.Close();
        await Rested(TimeSpan.FromSeconds(1));
        await (await stream.NextVisit()).Write(ScriptedStream.Edit(2));
        Assert.True(await next);
    }

    [Fact]
    public async Task A_stream_that_falls_silent_is_connected_to_anew()
    {
        await using IAsyncEnumerator<RecentChange> changes = Listen(stream.Client());
        Task<bool> next = changes.MoveNextAsync().AsTask();
        await (await stream.NextVisit()).Write(ScriptedStream.Edit(1));
        Assert.True(await next);

        next = changes.MoveNextAsync().AsTask();
        stream.Clock.Pass(Patience);
        await Rested(TimeSpan.FromSeconds(1));
        StreamVisit second = await stream.NextVisit();
        await second.Write(ScriptedStream.Edit(2));

        Assert.True(await next);
        Assert.Equal(ScriptedStream.IdOf(1), second.LastEventId);
    }

    [Fact]
    public async Task Listening_ends_when_nobody_listens_any_more()
    {
        using var stop = new CancellationTokenSource();
        await using IAsyncEnumerator<RecentChange> changes = Listen(stream.Client(), stop: stop.Token);
        Task<bool> next = changes.MoveNextAsync().AsTask();
        await stream.NextVisit();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task Without_an_address_there_is_nothing_to_listen_to()
    {
        RecentChanges off = stream.Client(("EventStreams", ""));
        Assert.False(off.IsOn);
        await using IAsyncEnumerator<RecentChange> changes = Listen(off);
        Assert.False(await changes.MoveNextAsync());
    }

    [Fact]
    public void Wikimedias_stream_tells_of_wikis_that_are_asked_at_wikimedia()
    {
        (string, string)[] elsewhere =
        [
            ("EventStreams", WikiSettings.WikimediaEventStreams),
            ("Wikis:nlwiki", "http://127.0.0.1:1/w/api.php"),
        ];
        RecentChanges wikimedia = stream.Client(elsewhere);
        RecentChanges own = stream.Client(elsewhere[1]);
        RecentChanges none = stream.Client([.. elsewhere, ("OnlyConfigured", "true")]);
        var directory = new WikiDirectory(new WikiSettings { Wikis = { ["nlwiki"] = "http://127.0.0.1:1/w/api.php" } });

        Assert.Equal(
            [true, false, true, true, false],
            [
                wikimedia.TellsOf(directory.Get(new("enwiki"))),
                wikimedia.TellsOf(directory.Get(new("nlwiki"))),
                own.TellsOf(directory.Get(new("enwiki"))),
                own.TellsOf(directory.Get(new("nlwiki"))),
                none.TellsOf(directory.Get(new("enwiki"))),
            ]
        );
        Assert.Contains(
            "EventStreams",
            Assert.Single(new WikiSettings { EventStreams = "stream" }.Faults()),
            StringComparison.Ordinal
        );
    }

    private static IAsyncEnumerator<RecentChange> Listen(
        RecentChanges client,
        StreamPlace? after = null,
        CancellationToken stop = default
    ) => client.Listen(after, stop).GetAsyncEnumerator(TestContext.Current.CancellationToken);

    /// <summary>Waits for a pause of this length, and lets it pass; the patience with a silent stream is none.</summary>
    private async Task Rested(TimeSpan pause)
    {
        TimeSpan begun;
        do
        {
            begun = await stream.Clock.NextPause();
        } while (begun == Patience);
        Assert.Equal(pause, begun);
        stream.Clock.Pass(pause);
    }
}
