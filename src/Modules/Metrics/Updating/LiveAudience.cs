using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>Whose edits on which wikis matter now: those of the participants of running sessions, on the wikis that these track.</summary>
internal sealed class LiveAudience(
    Sessions sessions,
    Participants participants,
    People people,
    WikiDirectory directory,
    RecentChanges changes,
    TimeProvider time
)
{
    /// <summary>Who is to be read for which sessions, by wiki and by the name that the person has there now.</summary>
    public async Task<ILookup<(string Wiki, string UserName), (SessionId Session, PersonId Person)>> Now(
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var running = await sessions.Tracked(now, now.AddSeconds(1), cancellation);
        var awaited = new List<(string Wiki, string UserName, SessionId Session, PersonId Person)>();
        foreach (var session in await sessions.Those(running, cancellation))
        {
            string[] wikis = [.. session.Wikis.Select(w => w.Wiki).Where(IsTold)];
            var enrolled = wikis.Length == 0 ? [] : await participants.Of(session.Id, cancellation);
            var names = await people.Names(enrolled, cancellation);
            awaited.AddRange(names.SelectMany(_ => wikis, (named, wiki) => (wiki, named.Value, session.Id, named.Key)));
        }

        return awaited.ToLookup(a => (a.Wiki, a.UserName), a => (a.Session, a.Person));
    }

    /// <summary>A wiki that is configured no more is told of by nobody.</summary>
    private bool IsTold(string wiki) => directory.Find(wiki) is { } known && changes.TellsOf(known);
}
