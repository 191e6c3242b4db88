using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Campaigns.Features;
using CampaignDashboard.EventStore;
using static CampaignDashboard.Tests.Campaigns.Planned;

namespace CampaignDashboard.Tests.Campaigns;

public sealed partial class Copying_sessions_decides
{
    private static readonly DateOnly Later = new(2026, 4, 5);
    private static readonly SessionId Second = new(new Guid("00000000-0000-4000-8000-0000000000c1"));

    private static GivenState<Session, SessionEvent> OnTheCalendar => Spec.Given<Session, SessionEvent>(Scheduled);

    [Fact]
    public void A_copy_is_scheduled_on_its_day_at_the_same_time_of_day_over_a_change_of_clocks()
    {
        var decision = CopySession.Decide(Session.Evolve(Session.Initial, Scheduled), Copy(Coordinator));

        // 13:00 in Amsterdam is 12:00 in winter and 11:00 in summer, UTC; edits count until the same midnight, 28 days later.
        var expected = Scheduled with
        {
            Session = Second,
            Title = "Spring again",
            Slug = "spring-again",
            Start = new(2026, 4, 5, 11, 0, 0, TimeSpan.Zero),
            End = new(2026, 4, 5, 15, 0, 0, TimeSpan.Zero),
            TrackedFrom = new(2026, 4, 5, 11, 0, 0, TimeSpan.Zero),
            TrackedUntil = new(2026, 4, 28, 22, 0, 0, TimeSpan.Zero),
        };
        Assert.Equal([expected], decision.Events);
    }

    [Fact]
    public void A_cancelled_session_is_copied_to_one_that_takes_place()
    {
        var state = Session.Evolve(Session.Evolve(Session.Initial, Scheduled), Cancelled);
        Assert.DoesNotContain(CopySession.Decide(state, Copy(Coordinator)).Events, e => e is SessionCancelled);
        Assert.False(SessionCopy.On(state.Plan!, Later).Cancelled);
    }

    [Fact]
    public void Copies_that_are_there_are_made_no_second_time() =>
        OnTheCalendar.When(s => CopySession.Decide(s, Copy(Coordinator) with { AreThere = true })).ThenNothing();

    [Fact]
    public void What_is_not_there_is_not_copied() =>
        Spec.Given<Session, SessionEvent>()
            .When(s => CopySession.Decide(s, Copy(Coordinator)))
            .ThenRefused("no-such-session");

    [Fact]
    public void A_session_of_which_the_clocks_leave_nothing_is_refused()
    {
        // On 29 March 2026 Amsterdam's clocks jump from 02:00 to 03:00.
        var night = Scheduled with
        {
            Start = new(2026, 3, 8, 1, 0, 0, TimeSpan.Zero),
            End = new(2026, 3, 8, 1, 30, 0, TimeSpan.Zero),
        };
        var command = Copy(Coordinator) with { Copies = [new(Second, new(2026, 3, 29), "Night", "night")] };
        Spec.Given<Session, SessionEvent>(night)
            .When(s => CopySession.Decide(s, command))
            .ThenRefused("ends-before-it-starts");
    }

    /// <summary>
    /// A setting that a later event sets and that <see cref="SessionCopy"/> forgets, or a time that it does not move, makes
    /// this fail: each kind of session event happens to the session, and the copy is folded from what it begins with.
    /// </summary>
    [Fact]
    public void A_copy_has_every_setting_and_its_times_are_moved()
    {
        var source = Settled(EveryKindOfEvent());
        var week = SessionCopy.DayOf(source).AddDays(7);

        var begun = SessionCopy.Begin(SessionCopy.On(source, week), Second, TheProgram, "again", Now);
        var copy = Settled(begun);

        Assert.NotEqual(Json(source), Json(copy));
        Assert.Equal(MovedByAWeek(Json(source)), Json(copy));
        Assert.All(
            EveryKindOfEvent().Skip(1),
            e => Assert.NotEqual(Json(source), Json(Settled(EveryKindOfEvent().Where(other => other != e))))
        );
    }

    [Theory]
    [InlineData("2026-03-10", nameof(Rhythm.Weekly), 3, null, "2026-03-10 2026-03-17 2026-03-24")]
    [InlineData("2026-03-10", nameof(Rhythm.Fortnightly), null, "2026-04-07", "2026-03-10 2026-03-24 2026-04-07")]
    [InlineData("2026-03-10", nameof(Rhythm.Monthly), 4, null, "2026-03-10 2026-04-14 2026-05-12 2026-06-09")]
    [InlineData("2026-01-30", nameof(Rhythm.Monthly), 4, null, "2026-01-30 2026-02-27 2026-03-27 2026-04-24")]
    [InlineData("2026-12-31", nameof(Rhythm.Monthly), 3, null, "2026-12-31 2027-01-28 2027-02-25")]
    [InlineData("2026-03-10", nameof(Rhythm.Once), null, null, "2026-03-10")]
    public void A_series_has_its_days(string first, string every, int? times, string? until, string days) =>
        Assert.Equal(
            days.Split(' '),
            Series
                .Days(Day(first), Enum.Parse<Rhythm>(every), times, until is null ? null : Day(until))
                .Select(d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        );

    [Theory]
    [InlineData("Editathon", true, "Editathon 2026-04-05", "editathon-2026-04-05")]
    [InlineData("Editathon 2026-03-08", true, "Editathon 2026-04-05", "editathon-2026-04-05")]
    [InlineData("Editathon", false, "Editathon", "editathon-2026-04-05")]
    [InlineData("???", false, "???", "2026-04-05")]
    public void A_copy_may_carry_its_day(string title, bool dated, string expected, string slug)
    {
        var plan = SettledSession.Of(Scheduled with { Title = title });
        var copied = SessionCopy.Title(plan, asked: null, Later, dated);
        Assert.Equal((expected, slug), (copied, SessionCopy.Slug(copied, Later, secret: null)));
    }

    [Fact]
    public void The_address_of_an_unlisted_copy_cannot_be_guessed()
    {
        var slug = SessionCopy.Slug("Secret", Later, new Guid("0123456789abcdeffedcba9876543210"));
        Assert.Equal("secret-fedcba9876543210", slug);
    }

    [Fact]
    public async Task A_series_is_told_by_its_number_or_its_last_day_and_is_not_too_long()
    {
        var rules = new CopySession.Validator();
        CopySession.Request weekly = new(Later, Every: Rhythm.Weekly);
        Assert.False((await rules.ValidateAsync(weekly)).IsValid);
        Assert.False((await rules.ValidateAsync(weekly with { Times = 2, Until = Later.AddDays(7) })).IsValid);
        Assert.False((await rules.ValidateAsync(weekly with { Times = 61 })).IsValid);
        Assert.False((await rules.ValidateAsync(weekly with { Until = Later.AddDays(7 * 60) })).IsValid);
        Assert.True((await rules.ValidateAsync(weekly with { Until = Later.AddDays(7 * 59) })).IsValid);
        Assert.True((await rules.ValidateAsync(weekly with { Times = 60 })).IsValid);
        Assert.True((await rules.ValidateAsync(new CopySession.Request(Later))).IsValid);
    }

    internal static CopySession.Command Copy(Standing by) =>
        new(TheProgram, by, [new(Second, Later, "Spring again", "spring-again")], AreThere: false, Now);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// All that settles something of a session, once each, that schedules it first. What cancels it is no setting, and what
    /// is undone is none.
    /// </summary>
    private static SessionEvent[] EveryKindOfEvent()
    {
        SessionEvent[] told =
        [
            Scheduled,
            SessionAnew,
            Rescheduled,
            WikisChanged,
            Unlisted,
            RegistrationSet,
            CountingSet,
        ];
        SessionEvent[] undone = [Listed, Cancelled, Reinstated];
        Assert.Equal(
            typeof(SessionEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(SessionEvent))).Order(ByName),
            told.Concat(undone).Select(e => e.GetType()).Order(ByName)
        );
        return told;
    }

    private static Comparer<Type> ByName => Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));

    private static SettledSession Settled(IEnumerable<SessionEvent> events) =>
        events.Aggregate(Session.Initial, Session.Evolve).Plan!;

    private static string Json(SettledSession settings) => JsonSerializer.Serialize(settings, EventTypes.Json);

    private static string MovedByAWeek(string json) =>
        Instant()
            .Replace(
                json,
                found =>
                    JsonSerializer
                        .Serialize(JsonSerializer.Deserialize<DateTimeOffset>($"\"{found.Value}\"").AddDays(7))
                        .Trim('"')
            );

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\\u002[Bb][\d:]+|[+-][\d:]+)", RegexOptions.None, 1000)]
    private static partial Regex Instant();
}
