using System.Globalization;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;
using CampaignDashboard.Tests.Updating;
using Npgsql;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>Registrations, earlier edits and later ones: as few questions as the wikis allow, and no answer where one is silent.</summary>
public sealed class People_are_asked_about_once(PostgresCluster postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Old = new(2020, 1, 15, 10, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset New = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private ToldWikis wikis = null!;
    private UpdateHost host = null!;

    private long revisions = 900;

    public async ValueTask InitializeAsync()
    {
        wikis = await ToldWikis.Start();
        host = await UpdateHost.Start(postgres, wikis.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await wikis.DisposeAsync();
    }

    [Fact]
    public async Task A_shared_account_is_asked_for_once_and_by_no_second_session()
    {
        wikis.English.SharesAccounts = true;
        wikis.English.Accounts["Alice"] = "2020-01-15T10:30:00Z";
        var (first, second) = (await host.Session("Alice", "Nobody"), await host.Session("Alice"));

        await host.Run("registrations", first);
        Assert.Equal(
            ["globaluserinfo Alice", "globaluserinfo Nobody", "siteinfo"],
            wikis.English.Asked().Order(StringComparer.Ordinal)
        );
        await host.Run("registrations", first);
        await host.Run("registrations", second);

        var alice = await host.Person("Alice");
        Assert.Equal([new RegistrationRead(first.Id, alice, Old, host.Clock.Now)], await host.News(first));
        Assert.Equal([new RegistrationRead(second.Id, alice, Old, host.Clock.Now)], await host.News(second));
        Assert.Empty(wikis.Asked());
    }

    [Fact]
    public async Task An_account_that_is_nowhere_yet_is_asked_for_again_the_next_day()
    {
        wikis.English.SharesAccounts = true;
        var session = await host.Session("Newcomer");
        await host.Run("registrations", session);
        wikis.English.Accounts["Newcomer"] = "2026-03-10T12:00:00Z";

        host.Clock.Pass(TimeSpan.FromHours(22));
        wikis.English.Asked();
        await host.Run("registrations", session);
        Assert.Empty(wikis.English.Asked());
        host.Clock.Pass(TimeSpan.FromHours(1));
        await host.Run("registrations", session);

        Assert.Contains("globaluserinfo Newcomer", wikis.English.Asked());
        Assert.Equal(
            new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero),
            Assert.IsType<RegistrationRead>(Assert.Single(await host.News(session))).Registered
        );
    }

    [Fact]
    public async Task Where_accounts_are_not_shared_the_earliest_on_tracked_wikis_counts_and_unknown_stays_unknown()
    {
        wikis.English.Accounts["Alice"] = "2026-03-01T08:00:00Z";
        wikis.Dutch.Accounts["Alice"] = "2020-01-15T10:30:00Z";
        wikis.English.Accounts["Bob"] = "2026-03-01T08:00:00Z";
        wikis.English.Accounts["Old Timer"] = null;
        wikis.Dutch.Accounts["Old Timer"] = "2026-03-01T08:00:00Z";
        var session = await host.Session("Alice", "Bob", "Old Timer", "Nobody");

        await host.Run("registrations", session);

        Assert.Equal(["siteinfo", "users"], wikis.English.Asked().Select(r => r.Split(' ')[0]));
        Assert.Equal(["siteinfo", "users"], wikis.Dutch.Asked().Select(r => r.Split(' ')[0]));
        var read = (await host.News(session)).OfType<RegistrationRead>().ToDictionary(r => r.Person, r => r.Registered);
        Assert.Equal(3, read.Count);
        Assert.Equal(Old, read[await host.Person("Alice")]);
        Assert.Equal(New, read[await host.Person("Bob")]);
        Assert.Null(read[await host.Person("Old Timer")]);
    }

    [Fact]
    public async Task While_a_wiki_is_silent_nobody_is_new_and_it_is_asked_again()
    {
        wikis.English.Accounts["Alice"] = "2026-03-01T08:00:00Z";
        wikis.Dutch.Accounts["Alice"] = "2020-01-15T10:30:00Z";
        var session = await host.Session("Alice");
        wikis.Dutch.IsDown = true;

        var run = await host.Run("registrations", session);
        Assert.Equal("nlwiki", Assert.IsType<CampaignDashboard.Metrics.WikiNotRead>(Assert.Single(run.Problems)).Wiki);
        Assert.Empty(await host.News(session));

        wikis.Dutch.IsDown = false;
        await host.Run("registrations", session);
        Assert.Equal(Old, Assert.IsType<RegistrationRead>(Assert.Single(await host.News(session))).Registered);
    }

    [Fact]
    public async Task Earlier_edits_are_looked_for_wiki_after_wiki_until_one_has_some_and_never_of_the_new()
    {
        var session = await host.Session("Alice", "Bob", "Carol", "Quiet", "Unknown");
        foreach (var editor in (string[])["Alice", "Bob", "Carol", "Unknown"])
        {
            await host.Edited(session, editor);
        }

        await host.Registered(session, "Alice", Old);
        await host.Registered(session, "Bob", null);
        await host.Registered(session, "Carol", New);
        await host.Registered(session, "Quiet", Old);
        wikis.English.Saved("Alice", ++revisions, At("2026-03-08T11:59:59Z"));
        wikis.English.Saved("Bob", ++revisions, At("2026-03-08T12:00:00Z"));

        await host.Run("earlier-edits", session);
        await host.Run("earlier-edits", session);

        Assert.Equal(["usercontribs Alice", "usercontribs Bob"], wikis.English.Asked().Order(StringComparer.Ordinal));
        Assert.Equal(["usercontribs Bob"], wikis.Dutch.Asked());
        Assert.Equal(
            [(await host.Person("Alice"), true), (await host.Person("Bob"), false)],
            (await host.News(session))
                .OfType<EarlierEditsLookedFor>()
                .Select(e => (e.Person, e.Found))
                .OrderByDescending(e => e.Found)
        );
    }

    [Fact]
    public async Task Nobody_is_said_to_have_no_earlier_edits_while_a_wiki_is_silent_and_no_answer_is_paid_twice()
    {
        var session = await host.Session("Alice");
        await host.Edited(session, "Alice");
        await host.Registered(session, "Alice", Old);
        wikis.Dutch.IsDown = true;

        await host.Run("earlier-edits", session);
        Assert.Empty(await host.News(session));
        wikis.Dutch.IsDown = false;
        wikis.English.Asked();
        await host.Run("earlier-edits", session);

        Assert.Empty(wikis.English.Asked());
        Assert.False(Assert.IsType<EarlierEditsLookedFor>(Assert.Single(await host.News(session))).Found);
    }

    [Fact]
    public async Task An_earlier_edit_that_was_found_just_before_a_crash_stays_found()
    {
        var session = await host.Session("Alice");
        await host.Edited(session, "Alice");
        await host.Registered(session, "Alice", Old);
        wikis.English.Saved("Alice", ++revisions, session.TrackedFrom.AddDays(-1));
        // The wiki has answered, and nothing can be noted beside the log any more.
        await host.Database.Execute(
            "create function public.crash() returns trigger language plpgsql as $$ begin raise exception 'crash'; end $$; create trigger crash before insert on metrics.checked for each row execute function public.crash()"
        );
        await Assert.ThrowsAsync<PostgresException>(() => host.Run("earlier-edits", session));
        await host.Database.Execute("drop trigger crash on metrics.checked");
        // When the next run asks, the wiki has deleted that page.
        wikis.English.Instead = _ => Recorded.NoContributions;

        await host.Run("earlier-edits", session);

        Assert.True(Assert.IsType<EarlierEditsLookedFor>(Assert.Single(await host.News(session))).Found);
    }

    [Fact]
    public async Task What_somebody_did_for_another_session_is_an_earlier_edit_without_a_question()
    {
        var (before, session) = (await host.Session("Alice"), await host.Session("Alice"));
        await host.Edited(before, "Alice", at: before.TrackedFrom.AddDays(-30));
        await host.Edited(session, "Alice");
        await host.Registered(session, "Alice", Old);

        await host.Run("earlier-edits", session);

        Assert.True(Assert.IsType<EarlierEditsLookedFor>(Assert.Single(await host.News(session))).Found);
        Assert.Empty(wikis.Asked());
    }

    [Fact]
    public async Task Who_stayed_is_asked_of_new_editors_from_a_week_after_the_end_and_is_final_after_thirty_days_more()
    {
        var session = await host.Session("Alice", "Bob", "Carol");
        foreach (var editor in (string[])["Alice", "Bob", "Carol"])
        {
            await host.Edited(session, editor);
        }

        await host.Registered(session, "Alice", New);
        await host.Registered(session, "Bob", New);
        await host.Registered(session, "Carol", Old);
        wikis.Dutch.Saved("Alice", ++revisions, At("2026-04-07T22:00:00Z"));
        wikis.Dutch.Saved("Bob", ++revisions, At("2026-04-07T21:59:59Z"));

        host.Clock.PassTo(session.TrackedUntil.AddDays(7).AddSeconds(-1));
        await host.Run("retention", session, UpdateReason.Schedule);
        Assert.Empty(wikis.Asked());

        host.Clock.PassTo(session.TrackedUntil.AddDays(8));
        await host.Run("retention", session, UpdateReason.Schedule);
        await host.Run("retention", session, UpdateReason.Schedule);
        Assert.Equal("usercontribs", Assert.Single(wikis.English.Asked()).Split(' ')[0]);
        Assert.Equal("usercontribs", Assert.Single(wikis.Dutch.Asked()).Split(' ')[0]);
        var retained = Assert.IsType<EditorRetained>(Assert.Single(await host.News(session)));
        Assert.Equal((await host.Person("Alice"), "nlwiki"), (retained.Person, retained.Wiki));

        host.Clock.PassTo(session.TrackedUntil.AddDays(37));
        wikis.English.IsDown = true;
        await host.Run("retention", session, UpdateReason.Schedule);
        Assert.Empty(await host.News(session));
        wikis.English.IsDown = false;
        wikis.Dutch.Asked();
        await host.Run("retention", session, UpdateReason.Schedule);
        Assert.Equal(
            [new RetentionChecked(session.Id, session.TrackedUntil.AddDays(37), host.Clock.Now)],
            await host.News(session)
        );
        wikis.Asked();
        host.Clock.PassTo(session.TrackedUntil.AddDays(60));
        await host.Run("retention", session);
        Assert.Empty(wikis.Asked());
        Assert.Empty(await host.News(session));
    }

    [Fact]
    public async Task Who_is_new_and_edits_only_later_has_stayed_too()
    {
        var session = await host.Session("Alice", "Bob");
        await host.Registered(session, "Alice", New);
        await host.Registered(session, "Bob", Old);
        wikis.French.Saved("Alice", ++revisions, session.TrackedUntil.AddDays(8));
        wikis.French.Saved("Bob", ++revisions, session.TrackedUntil.AddDays(8));

        host.Clock.PassTo(session.TrackedUntil.AddDays(9));
        await host.Run("retention", session);

        var retained = Assert.IsType<EditorRetained>(Assert.Single(await host.News(session)));
        Assert.Equal(await host.Person("Alice"), retained.Person);
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
