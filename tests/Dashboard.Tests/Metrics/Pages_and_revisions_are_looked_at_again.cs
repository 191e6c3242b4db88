using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.Campaigns;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Tests.Updating;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>Deletions, moves and hidden revisions, asked by age, once for all sessions that share a page.</summary>
public sealed class Pages_and_revisions_are_looked_at_again(PostgresCluster postgres) : IAsyncLifetime
{
    private ToldWikis wikis = null!;
    private UpdateHost host = null!;

    public async ValueTask InitializeAsync()
    {
        wikis = await ToldWikis.Start();
        host = await UpdateHost.Start(postgres, wikis.Settings);
        wikis.English.Pages[10] = ("Mary Anning", 0);
        wikis.English.Pages[11] = ("User:Alice/Draft", 2);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await wikis.DisposeAsync();
    }

    [Fact]
    public async Task A_page_that_is_as_it_was_is_no_news_and_not_asked_about_again_soon()
    {
        var session = await host.Session("Alice");
        await host.Edited(session, "Alice");
        await host.Edited(session, "Alice", page: 11, title: "User:Alice/Draft", inNamespace: 2);

        await host.Run("pages", session, UpdateReason.Schedule);
        Assert.Equal(["info 10|11"], wikis.English.Asked());
        host.Clock.Pass(TimeSpan.FromMinutes(59));
        await host.Run("pages", session, UpdateReason.Schedule);
        Assert.Empty(wikis.English.Asked());
        await host.Run("pages", session, UpdateReason.Coordinator);
        Assert.Equal(["info 10|11"], wikis.English.Asked());

        host.Clock.Pass(TimeSpan.FromHours(1));
        await host.Run("pages", session, UpdateReason.Schedule);
        Assert.Equal(["info 10|11"], wikis.English.Asked());
        Assert.Empty(await host.News(session));
        Assert.Empty(wikis.Dutch.Asked());
    }

    [Fact]
    public async Task Deletions_restorations_and_moves_are_told_to_all_sessions_that_have_the_page_by_one_question()
    {
        var (first, second, other) = (
            await host.Session("Alice"),
            await host.Session("Alice"),
            await host.Session("Alice")
        );
        await host.Edited(first, "Alice", revision: 101);
        await host.Edited(second, "Alice", revision: 101);
        await host.Edited(other, "Alice", page: 11, title: "User:Alice/Draft", inNamespace: 2);
        wikis.English.Pages.Remove(10, out _);

        await host.Run("pages", first);
        await host.Run("pages", second);
        Assert.Equal(["info 10"], wikis.English.Asked());
        Assert.Equal([new PageDeleted(first.Id, "enwiki", 10, host.Clock.Now)], await host.News(first));
        Assert.Equal([new PageDeleted(second.Id, "enwiki", 10, host.Clock.Now)], await host.News(second));

        wikis.English.Pages[10] = ("User:Alice/Mary Anning", 2);
        host.Clock.Pass(TimeSpan.FromMinutes(11));
        await host.Run("pages", second);
        Assert.Equal(
            [
                new PageRestored(first.Id, "enwiki", 10, host.Clock.Now),
                new PageMoved(first.Id, "enwiki", 10, 2, null, host.Clock.Now),
            ],
            await host.News(first)
        );

        wikis.English.Pages[10] = ("Miss Anning", 0);
        host.Clock.Pass(TimeSpan.FromMinutes(11));
        await host.Run("pages", first);
        Assert.Equal([new PageMoved(first.Id, "enwiki", 10, 0, "Miss Anning", host.Clock.Now)], await host.News(first));
        Assert.Equal(3, (await host.News(second)).Length);
        Assert.Empty(await host.News(other));
        Assert.Equal(
            "User:Alice/Mary Anning",
            await host.Database.Scalar<string>("select title from metrics.user_page_title where page_id = 10")
        );
        Assert.False(
            await host.Database.Scalar<bool>(
                "select exists (select from events.mt_events where data::text like '%User:Alice%')"
            )
        );
    }

    [Fact]
    public async Task What_a_session_learned_of_a_page_is_taken_over_by_one_that_has_it_since_without_a_question()
    {
        var (first, second, third) = (
            await host.Session("Alice"),
            await host.Session("Alice"),
            await host.Session("Alice")
        );
        foreach (var page in (long[])[10, 11, 12])
        {
            await host.Edited(first, "Alice", page, title: "Draft");
        }

        wikis.English.Pages.Remove(10, out _);
        wikis.English.Pages[12] = ("Draft", 0);
        await host.Run("pages", first);
        wikis.Asked();
        await host.Edited(second, "Alice", title: "Draft");
        await host.Edited(second, "Alice", page: 11, title: "Draft");
        await host.Edited(second, "Alice", page: 12, title: "Draft");

        await host.Run("pages", second);
        await host.Run("pages", second);

        Assert.Empty(wikis.Asked());
        Assert.Equal(
            [
                new PageDeleted(second.Id, "enwiki", 10, host.Clock.Now),
                new PageMoved(second.Id, "enwiki", 11, 2, null, host.Clock.Now),
            ],
            await host.News(second)
        );

        // Whose edit was made after the question knows better.
        await host.Edited(third, "Alice", at: host.Clock.Now.AddMinutes(1));
        await host.Run("pages", third);
        Assert.Empty(await host.News(third));
        Assert.Empty(wikis.Asked());
    }

    [Fact]
    public async Task A_session_that_is_long_over_learns_from_others_when_somebody_has_it_updated()
    {
        var (old, running) = (
            await host.Session("Alice"),
            await host.Scheduled(
                UpdateHost.OnThreeWikis with
                {
                    TrackedUntil = Planned.Scheduled.TrackedUntil.AddDays(60),
                }
            )
        );
        await host.Enrolled(running, "Alice");
        await host.Edited(old, "Alice", revision: 101);
        await host.Edited(running, "Alice", revision: 101);
        wikis.English.Pages.Remove(10, out _);
        host.Clock.PassTo(old.TrackedUntil.AddDays(38));
        await host.Run("pages", running, UpdateReason.Schedule);
        Assert.Empty(await host.News(old));
        wikis.Asked();

        await host.Run("pages", old);

        Assert.Equal([new PageDeleted(old.Id, "enwiki", 10, host.Clock.Now)], await host.News(old));
        Assert.Empty(wikis.Asked());
    }

    [Fact]
    public async Task A_wiki_that_is_down_keeps_no_other_waiting_and_is_asked_again_at_once()
    {
        var session = await host.Session("Alice");
        await host.Edited(session, "Alice", page: 12);
        await host.Edited(session, "Alice", page: 12, wiki: "nlwiki");
        wikis.Dutch.IsDown = true;

        var run = await host.Run("pages", session);
        Assert.Equal("http-503", Assert.IsType<WikiNotRead>(Assert.Single(run.Problems)).Code);
        Assert.Equal("enwiki", Assert.IsType<PageDeleted>(Assert.Single(await host.News(session))).Wiki);

        wikis.Dutch.IsDown = false;
        await host.Run("pages", session);
        Assert.Equal("nlwiki", Assert.IsType<PageDeleted>(Assert.Single(await host.News(session))).Wiki);
    }

    [Fact]
    public async Task What_a_wiki_hides_of_revisions_is_told_until_it_shows_them_again()
    {
        var session = await host.Session("Alice");
        var other = await host.Session("Alice");
        var text = await host.Edited(session, "Alice");
        var all = await host.Edited(session, "Alice");
        await host.Edited(other, "Alice", revision: all);
        var shown = await host.Edited(session, "Alice");
        wikis.English.Hidden[text] = ",\"sha1hidden\":true";
        await host.Database.Execute(
            $"insert into metrics.edit_summary (wiki, revision_id, summary, author) select 'enwiki', r, 'A summary', '{(await host.Person("Alice")).Value}' from unnest(array[{text}, {all}]) r"
        );
        wikis.English.Hidden[all] =
            ",\"userhidden\":true,\"commenthidden\":true,\"sha1hidden\":true,\"suppressed\":true";

        await host.Run("visibility", session);
        Assert.Equal([$"revisions {text}|{all}|{shown}"], wikis.English.Asked());
        Assert.Equal(
            [
                new RevisionHidden(session.Id, "enwiki", text, true, false, false, Suppressed: false, host.Clock.Now),
                new RevisionHidden(session.Id, "enwiki", all, true, true, true, Suppressed: true, host.Clock.Now),
            ],
            await host.News(session)
        );
        Assert.Equal(
            [new RevisionHidden(other.Id, "enwiki", all, true, true, true, Suppressed: true, host.Clock.Now)],
            await host.News(other)
        );

        host.Clock.Pass(TimeSpan.FromMinutes(11));
        await host.Run("visibility", session);
        Assert.Empty(await host.News(session));

        Assert.Equal(text, await host.Database.Scalar<long>("select revision_id from metrics.edit_summary"));
        Assert.Equal(1, await host.Database.Scalar<long>("select count(*) from metrics.edit_summary"));

        wikis.English.Hidden.Remove(text, out _);
        wikis.English.Hidden[all] = ",\"commenthidden\":true";
        host.Clock.Pass(TimeSpan.FromMinutes(11));
        await host.Run("visibility", session);
        Assert.Equal(
            [
                new RevisionShown(session.Id, "enwiki", text, host.Clock.Now),
                new RevisionHidden(session.Id, "enwiki", all, false, false, true, Suppressed: false, host.Clock.Now),
            ],
            await host.News(session)
        );
    }

    [Fact]
    public async Task A_revision_that_is_gone_is_hidden_where_its_page_is_there_and_else_the_page_is_the_news()
    {
        var session = await host.Session("Alice");
        var left = await host.Edited(session, "Alice");
        var deleted = await host.Edited(session, "Alice", page: 12);
        (wikis.English.Hidden[left], wikis.English.Hidden[deleted]) = (null, null);

        await host.Run("visibility", session);

        Assert.Equal([$"revisions {left}|{deleted}", "info 10|12"], wikis.English.Asked());
        Assert.Equal(
            [
                new PageDeleted(session.Id, "enwiki", 12, host.Clock.Now),
                new RevisionHidden(session.Id, "enwiki", left, true, true, true, Suppressed: false, host.Clock.Now),
            ],
            await host.News(session)
        );

        // Of a deleted page no revision is asked about.
        host.Clock.Pass(TimeSpan.FromMinutes(11));
        await host.Run("visibility", session);
        Assert.Equal([$"revisions {left}", "info 10"], wikis.English.Asked());
        Assert.Empty(await host.News(session));
    }
}
