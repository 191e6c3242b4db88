using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Metrics.Updating;

namespace CampaignDashboard.Tests.Updating;

/// <summary>People of whom much the same is missing are a question together, fifty at most.</summary>
public sealed class Readings_are_planned_together
{
    private static readonly DateTimeOffset From = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = From.AddDays(2);
    private static readonly Window Window = new(From, From.AddDays(7));

    [Fact]
    public void Whom_live_updates_put_ahead_are_asked_for_with_the_others_from_where_these_were_read_to()
    {
        var people = Some(40);
        var looked = Now.AddMinutes(-15);
        var cursors = people.Select((p, n) => ReadUntil(p, looked.AddSeconds(n % 4 * 200)));

        var reading = Assert.Single(Plan(people, cursors));

        Assert.Equal(new Window(looked, Window.Until), reading.Window);
        Assert.Equal(people.Select(p => p.Person).ToHashSet(), reading.People.ToHashSet());
        Assert.False(reading.Anew);
    }

    [Fact]
    public void Of_whom_much_more_is_missing_is_a_question_of_their_own()
    {
        var people = Some(3);
        DateTimeOffset[] until = [Now.AddHours(-3), Now.AddHours(-2).AddSeconds(1), Now.AddMinutes(-70)];

        var readings = Plan(people, people.Zip(until, ReadUntil));

        Assert.Equal([1, 2], readings.Select(r => r.People.Count));
        Assert.Equal([until[0], until[1]], readings.Select(r => r.Window.From));
    }

    [Fact]
    public void Who_was_never_read_is_not_asked_for_with_who_was()
    {
        var people = Some(2);

        var readings = Plan(people, [ReadUntil(people[0], From.AddMinutes(1))]);

        Assert.Equal(
            [(people[1].Person, From, true), (people[0].Person, From.AddMinutes(1), false)],
            readings.Select(r => (Assert.Single(r.People), r.Window.From, r.Anew))
        );
    }

    [Fact]
    public void Many_are_as_few_questions_as_the_wikis_allow()
    {
        var people = Some(120);
        var ahead = people.Select((p, n) => ReadUntil(p, Now.AddMinutes(n % 3 - 20)));

        var readings = Plan(people, ahead);

        Assert.Equal([50, 50, 20], readings.Select(r => r.People.Count));
        Assert.Equal(120, readings.SelectMany(r => r.People).Distinct().Count());
        // Nobody's edits are left out: each is read from where they were read to, or from before.
        Assert.All(
            readings.SelectMany(r => r.People, (r, p) => (r.Window.From, Known: ahead.Single(c => c.Person == p))),
            r => Assert.InRange(r.From, DateTimeOffset.MinValue, r.Known.Until)
        );
    }

    private static Reader[] Some(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new Reader(new PersonId(Guid.NewGuid()), "AB"))];

    private static Cursor ReadUntil(Reader reader, DateTimeOffset until) =>
        new(reader.Person, reader.NameHash, From, until, until, Rejected: false);

    private static IReadOnlyList<Reading> Plan(IEnumerable<Reader> people, IEnumerable<Cursor> cursors) =>
        Reading.Plan(Window, Now, people, cursors.ToDictionary(c => c.Person), askRejected: false);
}
