using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Updating;

/// <summary>Requests to wikis are counted: each asks for what is not in the log yet, and none is made twice.</summary>
public sealed class Contributions_are_read_once(PostgresCluster postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private ToldWikis wikis = null!;
    private UpdateHost host = null!;
    private SessionPlan session = null!;

    public async ValueTask InitializeAsync()
    {
        wikis = await ToldWikis.Start();
        host = await UpdateHost.StartReading(postgres, wikis.Settings);
        session = await host.Session();
        host.Clock.PassTo(session.TrackedFrom);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await wikis.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_new_is_no_event()
    {
        await host.Enrolled(session, [.. Enumerable.Range(1, 40).Select(n => $"Person {n}")]);
        wikis.English.Saved("Person 7", 71, session.TrackedFrom.AddHours(1));
        host.Clock.Pass(Day);
        await Look();
        Assert.Equal("71", await host.Revisions());
        Assert.Equal([1, 1, 1], wikis.NewQuestions());
        var told = await host.Database.Scalar<long>("select count(*) from events.mt_events");

        host.Clock.Pass(TimeSpan.FromMinutes(5));
        await Look();

        Assert.Equal([1, 1, 1], wikis.NewQuestions());
        Assert.Equal(told, await host.Database.Scalar<long>("select count(*) from events.mt_events"));
    }

    [Fact]
    public async Task A_look_asks_from_ten_minutes_before_the_last_one_and_counts_nothing_twice()
    {
        await host.Enrolled(session, "Alice");
        host.Clock.PassTo(session.TrackedFrom.AddHours(3));
        wikis.English.Saved("Alice", 1, host.Clock.Now.AddMinutes(-5));
        await Look();
        // Saved before the last look, and shown by the wiki only after it.
        wikis.English.Saved("Alice", 2, host.Clock.Now.AddMinutes(-1));
        host.Clock.Pass(Day);

        await Look();

        Assert.Equal("2026-03-08T14:50:00Z", wikis.English.Questions[^1]["ucstart"]);
        Assert.Equal("1 2", await host.Revisions());
        Assert.Equal(2, await host.Events("data_update_completed"));
    }

    [Fact]
    public async Task Who_comes_later_is_asked_for_from_the_beginning_and_the_others_are_not()
    {
        await host.Enrolled(session, "Alice", "Bob");
        host.Clock.Pass(Day);
        wikis.English.Saved("Carol", 3, session.TrackedFrom.AddHours(1));
        await Look();
        wikis.NewQuestions();

        await host.Enrolled(session, "Carol");
        host.Clock.Pass(Day);
        await Look();
        Assert.Equal([2, 2, 2], wikis.NewQuestions());
        // Side by side, so in either order.
        var asked = wikis.English.Questions.TakeLast(2).Select(q => q["ucuser"]).Order(StringComparer.Ordinal);
        Assert.Equal(["Alice|Bob", "Carol"], asked.Select(Sorted));
        Assert.Equal("3", await host.Revisions());

        host.Clock.Pass(Day);
        await Look();
        Assert.Equal([1, 1, 1], wikis.NewQuestions());
    }

    [Fact]
    public async Task A_window_that_begins_earlier_is_read_where_it_was_not()
    {
        await host.Enrolled(session, "Alice");
        host.Clock.PassTo(session.TrackedUntil + Day);
        await Look();
        wikis.NewQuestions();
        wikis.English.Saved("Alice", 4, session.TrackedFrom - Day);

        await Rescheduled(session.TrackedFrom - Day - Day, session.TrackedUntil);
        await Look();

        Assert.Equal([1, 1, 1], wikis.NewQuestions());
        Assert.Equal("2026-03-06T12:00:00Z", wikis.English.Questions[^1]["ucstart"]);
        Assert.Equal("2026-03-08T11:59:59Z", wikis.English.Questions[^1]["ucend"]);
        Assert.Equal("4", await host.Revisions());
    }

    [Fact]
    public async Task What_is_over_and_read_to_its_end_is_asked_for_no_more_but_once_before_it_is_frozen()
    {
        await host.Enrolled(session, "Alice");
        host.Clock.PassTo(session.TrackedUntil + TimeSpan.FromHours(1));
        await Look();
        Assert.Equal([1, 1, 1], wikis.NewQuestions());
        await Look();
        await host.Live(session, ("enwiki", "Alice"));
        Assert.Equal([0, 0, 0], wikis.NewQuestions());

        // Imported with its old date, say.
        wikis.English.Saved("Alice", 5, session.TrackedFrom.AddHours(1));
        host.Clock.PassTo(UpdateTimes.LastReading(session.TrackedUntil));
        await Look();
        await Look();

        Assert.Equal([1, 1, 1], wikis.NewQuestions());
        Assert.Equal("2026-03-08T12:00:00Z", wikis.English.Questions[^1]["ucstart"]);
        Assert.Equal("5", await host.Revisions());
    }

    [Fact]
    public async Task Who_is_called_otherwise_now_is_read_anew_and_the_log_says_so_without_a_name()
    {
        await host.Enrolled(session, "Alice");
        host.Clock.PassTo(session.TrackedUntil + Day);
        await Look();
        wikis.NewQuestions();

        await host.Database.Execute("update identity.person set user_name = 'Alice II' where user_name = 'Alice'");
        wikis.English.Saved("Alice II", 6, session.TrackedFrom.AddHours(1));
        await Look();

        Assert.Equal([1, 1, 1], wikis.NewQuestions());
        Assert.Equal("6", await host.Revisions());
        Assert.Equal(1, await host.Events("participant_renamed"));
    }

    [Fact]
    public async Task An_update_that_is_broken_off_goes_on_where_the_answers_ended()
    {
        await host.Enrolled(session, "Alice");
        wikis.English.EditsAnAnswer = 2;
        for (var revision = 1; revision <= 6; revision++)
        {
            wikis.English.Saved("Alice", revision, session.TrackedFrom.AddHours(revision));
        }

        host.Clock.PassTo(session.TrackedUntil + Day);
        using var stop = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        wikis.English.Instead = r => r["uccontinue"] is "edit|4" ? new WikiAnswer("") { Held = never.Task } : null;
        var broken = Look(stop.Token);
        while ((await wikis.English.NextArrival())["uccontinue"] is not "edit|4") { }
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => broken);
        never.SetResult();
        wikis.English.Instead = _ => null;
        Assert.Equal("1 2 3 4", await host.Revisions());

        await Look();

        // Of the six edits in three answers the third was never given: it alone is asked for again.
        Assert.Equal(["", "edit|2", "edit|4", "edit|4"], wikis.English.Questions.Select(q => q["uccontinue"]));
        Assert.Equal("1 2 3 4 5 6", await host.Revisions());
        await Look();
        Assert.Equal(4, wikis.English.Questions.Count);
    }

    [Fact]
    public async Task A_name_that_a_wiki_rejects_is_asked_for_again_only_when_a_coordinator_wants_to_know()
    {
        await host.Enrolled(session, "Alice", "Talk:Bob");
        host.Clock.Pass(Day);
        await Look();
        Assert.Equal([2, 2, 2], wikis.NewQuestions());
        Assert.Equal(3, await host.Events("account_not_read"));

        await Look();
        Assert.Equal([1, 1, 1], wikis.NewQuestions());
        Assert.Equal(3, await host.Events("account_not_read"));
        Assert.Equal(3, (await host.Problems(session)).Count);
    }

    /// <summary>An update of the schedule.</summary>
    private Task Look(CancellationToken? stop = null) => host.Update(session, UpdateReason.Schedule, stop);

    private static string Sorted(string names) => string.Join('|', names.Split('|').Order(StringComparer.Ordinal));

    private Task Rescheduled(DateTimeOffset from, DateTimeOffset until) =>
        host.Happened(
            session.Id.Value,
            "session",
            new SessionRescheduled(
                session.Id,
                "Europe/Amsterdam",
                session.TrackedFrom,
                session.TrackedFrom.AddHours(4),
                from,
                until,
                host.Clock.Now
            )
        );
}
