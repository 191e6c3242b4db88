using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Updating;

/// <summary>Requests to wikis are counted: each asks for what is not in the log yet, and none is made twice.</summary>
public sealed class Contributions_are_read_once(PostgresCluster postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private UpdatedSession session = null!;

    public async ValueTask InitializeAsync() => session = await UpdatedSession.Start(postgres);

    public ValueTask DisposeAsync() => session.DisposeAsync();

    [Fact]
    public async Task Forty_participants_on_three_wikis_and_nothing_new_are_three_requests_and_no_event()
    {
        await session.Enrolled([.. Enumerable.Range(1, 40).Select(n => $"Person {n}")]);
        session.English.Saved("Person 7", 71, UpdatedSession.From.AddHours(1));
        session.Clock.Now += Day;
        await session.Look();
        Assert.Equal("71", await session.Revisions());
        Assert.Equal([1, 1, 1], session.NewQuestions());
        var told = await session.Database.Scalar<long>("select count(*) from events.mt_events");

        session.Clock.Now += TimeSpan.FromMinutes(5);
        await session.Look();

        Assert.Equal([1, 1, 1], session.NewQuestions());
        Assert.Equal(40, session.English.Questions[^1].Names("ucuser").Length);
        Assert.Equal(told, await session.Database.Scalar<long>("select count(*) from events.mt_events"));
    }

    [Fact]
    public async Task A_look_asks_from_ten_minutes_before_the_last_one_and_counts_nothing_twice()
    {
        await session.Enrolled("Alice");
        session.Clock.Now = UpdatedSession.From.AddHours(3);
        session.English.Saved("Alice", 1, session.Clock.Now.AddMinutes(-5));
        await session.Look();
        // Saved before the last look, and shown by the wiki only after it.
        session.English.Saved("Alice", 2, session.Clock.Now.AddMinutes(-1));
        session.Clock.Now += Day;

        await session.Look();

        Assert.Equal("2026-03-08T14:50:00Z", session.English.Questions[^1]["ucstart"]);
        Assert.Equal("1 2", await session.Revisions());
        Assert.Equal(2, await session.Events("data_update_completed"));
    }

    [Fact]
    public async Task Who_comes_later_is_asked_for_from_the_beginning_and_the_others_are_not()
    {
        await session.Enrolled("Alice", "Bob");
        session.Clock.Now += Day;
        session.English.Saved("Carol", 3, UpdatedSession.From.AddHours(1));
        await session.Look();
        session.NewQuestions();

        await session.Enrolled("Carol");
        session.Clock.Now += Day;
        await session.Look();
        Assert.Equal([2, 2, 2], session.NewQuestions());
        // Side by side, so in either order.
        var asked = session.English.Questions.TakeLast(2).Select(q => q["ucuser"]).Order(StringComparer.Ordinal);
        Assert.Equal(["Alice|Bob", "Carol"], asked.Select(Sorted));
        Assert.Equal("3", await session.Revisions());

        session.Clock.Now += Day;
        await session.Look();
        Assert.Equal([1, 1, 1], session.NewQuestions());
    }

    [Fact]
    public async Task A_window_that_begins_earlier_is_read_where_it_was_not()
    {
        await session.Enrolled("Alice");
        session.Clock.Now = UpdatedSession.Until + Day;
        await session.Look();
        session.NewQuestions();
        session.English.Saved("Alice", 4, UpdatedSession.From - Day);

        await Rescheduled(UpdatedSession.From - Day - Day, UpdatedSession.Until);
        await session.Look();

        Assert.Equal([1, 1, 1], session.NewQuestions());
        Assert.Equal("2026-03-06T12:00:00Z", session.English.Questions[^1]["ucstart"]);
        Assert.Equal("2026-03-08T11:59:59Z", session.English.Questions[^1]["ucend"]);
        Assert.Equal("4", await session.Revisions());
    }

    [Fact]
    public async Task What_is_over_and_read_to_its_end_is_asked_for_no_more_but_once_before_it_is_frozen()
    {
        await session.Enrolled("Alice");
        session.Clock.Now = UpdatedSession.Until + TimeSpan.FromHours(1);
        await session.Look();
        Assert.Equal([1, 1, 1], session.NewQuestions());
        await session.Look();
        await session.Update(UpdateReason.Live);
        Assert.Equal([0, 0, 0], session.NewQuestions());

        // Imported with its old date, say.
        session.English.Saved("Alice", 5, UpdatedSession.From.AddHours(1));
        session.Clock.Now = UpdateTimes.LastReading(UpdatedSession.Until);
        await session.Look();
        await session.Look();

        Assert.Equal([1, 1, 1], session.NewQuestions());
        Assert.Equal("2026-03-08T12:00:00Z", session.English.Questions[^1]["ucstart"]);
        Assert.Equal("5", await session.Revisions());
    }

    [Fact]
    public async Task Who_is_called_otherwise_now_is_read_anew_and_the_log_says_so_without_a_name()
    {
        await session.Enrolled("Alice");
        session.Clock.Now = UpdatedSession.Until + Day;
        await session.Look();
        session.NewQuestions();

        await session.Database.Execute("update identity.person set user_name = 'Alice II' where user_name = 'Alice'");
        session.English.Saved("Alice II", 6, UpdatedSession.From.AddHours(1));
        await session.Look();

        Assert.Equal([1, 1, 1], session.NewQuestions());
        Assert.Equal("6", await session.Revisions());
        Assert.Equal(1, await session.Events("participant_renamed"));
    }

    [Fact]
    public async Task An_update_that_is_broken_off_goes_on_where_the_answers_ended()
    {
        await session.Enrolled("Alice");
        session.English.EditsAnAnswer = 2;
        for (var revision = 1; revision <= 6; revision++)
        {
            session.English.Saved("Alice", revision, UpdatedSession.From.AddHours(revision));
        }

        session.Clock.Now = UpdatedSession.Until + Day;
        using var stop = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        session.English.Instead = r => r["uccontinue"] is "edit|4" ? new WikiAnswer("") { Held = never.Task } : null;
        var broken = session.Look(stop.Token);
        while ((await session.English.NextArrival())["uccontinue"] is not "edit|4") { }
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => broken);
        never.SetResult();
        session.English.Instead = _ => null;
        Assert.Equal("1 2 3 4", await session.Revisions());

        await session.Look();

        // Of the six edits in three answers the third was never given: it alone is asked for again.
        Assert.Equal(["", "edit|2", "edit|4", "edit|4"], session.English.Questions.Select(q => q["uccontinue"]));
        Assert.Equal("1 2 3 4 5 6", await session.Revisions());
        await session.Look();
        Assert.Equal(4, session.English.Questions.Count);
    }

    [Fact]
    public async Task A_name_that_a_wiki_rejects_is_asked_for_again_only_when_a_coordinator_wants_to_know()
    {
        await session.Enrolled("Alice", "Talk:Bob");
        session.Clock.Now += Day;
        await session.Look();
        Assert.Equal([2, 2, 2], session.NewQuestions());
        Assert.Equal(3, await session.Events("account_not_read"));

        await session.Look();
        Assert.Equal([1, 1, 1], session.NewQuestions());
        Assert.Equal(3, await session.Events("account_not_read"));
        Assert.Equal(3, (await session.Get<SessionLooks>().Of(UpdatedSession.Id, default))!.Problems.Count);
    }

    private static string Sorted(string names) => string.Join('|', names.Split('|').Order(StringComparer.Ordinal));

    private Task Rescheduled(DateTimeOffset from, DateTimeOffset until) =>
        session.Happened(
            UpdatedSession.Id.Value,
            "session",
            new SessionRescheduled(
                UpdatedSession.Id,
                "Europe/Amsterdam",
                UpdatedSession.From,
                UpdatedSession.From.AddHours(4),
                from,
                until,
                session.Clock.Now
            )
        );
}
