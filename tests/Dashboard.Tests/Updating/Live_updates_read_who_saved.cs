using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;

namespace CampaignDashboard.Tests.Updating;

/// <summary>A live update is a look at those who have just saved something, where they did; of all others it changes nothing.</summary>
public sealed class Live_updates_read_who_saved(PostgresCluster postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private ToldWikis wikis = null!;
    private UpdateHost host = null!;
    private SessionPlan session = null!;

    public async ValueTask InitializeAsync()
    {
        wikis = await ToldWikis.Start();
        host = await UpdateHost.StartReading(postgres, wikis.Settings);
        session = await host.Session("Alice", "Bob", "Carol");
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await wikis.DisposeAsync();
    }

    [Fact]
    public async Task Several_people_on_several_wikis_in_one_update()
    {
        wikis.English.Saved("Alice", 1, host.Clock.Now);
        wikis.English.Saved("Bob", 2, host.Clock.Now);
        wikis.French.Saved("Bob", 3, host.Clock.Now);

        await host.Live(session, ("enwiki", "Alice"), ("frwiki", "Bob"), ("enwiki", "Bob"));

        Assert.Equal([1, 1, 0], wikis.NewQuestions());
        Assert.Equal(["Alice", "Bob"], wikis.English.Questions[0].Names("ucuser").Order(StringComparer.Ordinal));
        Assert.Equal(["Bob"], wikis.French.Questions[0].Names("ucuser"));
        Assert.Equal("1 2 3", await host.Revisions());
        Assert.Equal(1, await host.Events("data_update_completed"));
    }

    [Fact]
    public async Task Who_has_left_and_where_nobody_follows_any_more_are_not_read()
    {
        await host.Wake(session, ("enwiki", "Alice"), ("frwiki", "Bob"), ("nlwiki", "Carol"));
        var roster = EnrolmentStreams.Roster(session.Id);
        var (alice, now) = (await host.Person("Alice"), host.Clock.Now);
        await host.Happened(roster, "roster", new ParticipantRemoved(session.Id, alice, now));
        var followed = session.Wikis.Where(w => w.Wiki is not "nlwiki").ToArray();
        await host.Happened(session.Id.Value, "session", new TrackedWikisChanged(session.Id, followed, now));

        await host.Next();

        Assert.Equal([0, 1, 0], wikis.NewQuestions());
        Assert.Null(await host.Waiting());
    }

    [Fact]
    public async Task A_session_that_was_cancelled_is_not_read()
    {
        await host.Wake(session, ("enwiki", "Alice"));
        await host.Happened(session.Id.Value, "session", new SessionCancelled(session.Id, "Snow.", host.Clock.Now));

        await host.Next();

        Assert.Equal([0, 0, 0], wikis.NewQuestions());
        Assert.Null(await host.Waiting());
    }

    [Fact]
    public async Task What_others_were_being_asked_for_is_gone_on_with_by_the_next_look()
    {
        wikis.English.EditsAnAnswer = 1;
        wikis.English.Saved("Bob", 1, session.TrackedFrom.AddHours(1));
        wikis.English.Saved("Bob", 2, session.TrackedFrom.AddHours(2));
        wikis.English.Instead = r => r["uccontinue"].Length > 0 ? new WikiAnswer("Sorry.", 503, "text/html") : null;
        await host.Update(session, UpdateReason.Schedule);
        (wikis.English.Instead, wikis.English.EditsAnAnswer) = (_ => null, 500);
        host.Clock.Pass(Minute);
        wikis.English.Saved("Carol", 3, host.Clock.Now);
        wikis.NewQuestions();

        await host.Live(session, ("enwiki", "Carol"));

        Assert.Equal(["Carol"], wikis.English.Questions[^1].Names("ucuser"));
        Assert.Equal("1 3", await host.Revisions());
        host.Clock.Pass(Minute);
        await host.Update(session, UpdateReason.Schedule);
        Assert.Equal("1 2 3", await host.Revisions());
        // Once for the rest of what was begun, and once for all of them.
        Assert.Equal([3, 1, 1], wikis.NewQuestions());
    }

    [Fact]
    public async Task One_that_is_interrupted_goes_on_where_the_answers_ended()
    {
        wikis.English.EditsAnAnswer = 1;
        wikis.English.Saved("Alice", 1, host.Clock.Now);
        wikis.English.Saved("Alice", 2, host.Clock.Now);
        var never = new TaskCompletionSource();
        wikis.English.Instead = r => r["uccontinue"].Length > 0 ? new WikiAnswer("") { Held = never.Task } : null;
        using var stop = new CancellationTokenSource();
        var broken = host.Live(session, stop.Token, ("enwiki", "Alice"));
        while ((await wikis.English.NextArrival())["uccontinue"].Length == 0) { }
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => broken);
        never.SetResult();
        wikis.English.Instead = _ => null;

        await host.Next();

        Assert.Equal(["", "edit|1", "edit|1"], wikis.English.Questions.Select(q => q["uccontinue"]));
        Assert.Equal("1 2", await host.Revisions());
    }

    [Fact]
    public async Task It_is_no_look_and_the_page_says_what_it_found()
    {
        wikis.French.IsDown = true;
        await host.Update(session, UpdateReason.Schedule);
        var (looked, before) = (host.Clock.Now, await Outlook());
        Assert.Equal("frwiki", Assert.Single(before.Problems).Wiki);
        host.Clock.Pass(Minute / 2);
        wikis.English.Saved("Alice", 1, host.Clock.Now);

        await host.Live(session, ("enwiki", "Alice"));

        var after = await Outlook();
        Assert.Equal((host.Clock.Now, 1), (after.LastUpdate, after.LastAdded));
        Assert.Equal(before.NextUpdate, after.NextUpdate);
        Assert.Equal(before.Problems, after.Problems);
        Assert.Equal(looked, (await host.Get<SessionLooks>().Of(session.Id, CancellationToken.None))!.LookedAt);

        host.Clock.Pass(Minute / 2);
        await host.Live(session, ("enwiki", "Alice"));
        Assert.Equal(after, await Outlook() with { Problems = after.Problems });

        await host.Update(session, UpdateReason.Schedule);
        Assert.Equal((host.Clock.Now, 0), ((await Outlook()).LastUpdate, (await Outlook()).LastAdded));
    }

    [Fact]
    public async Task A_wiki_that_fails_is_told_once_and_rests()
    {
        await host.Update(session, UpdateReason.Schedule);
        wikis.NewQuestions();
        wikis.English.IsDown = true;

        await host.Live(session, ("enwiki", "Alice"));
        Assert.Equal("enwiki", Assert.Single(await host.Problems(session)).Wiki);
        await host.Live(session, ("enwiki", "Alice"), ("nlwiki", "Alice"));

        Assert.Equal([1, 0, 1], wikis.NewQuestions());
        Assert.Equal("enwiki", Assert.Single(await host.Problems(session)).Wiki);
        Assert.Equal(1, await host.Events("wiki_not_read"));
    }

    private Task<UpdateOutlook> Outlook() =>
        host.Get<UpdateOutlooks>().Of(session, Campaigns.Planned.Coordinator, CancellationToken.None);
}
