using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Contracts;
using CampaignDashboard.EventStore;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.MediaWiki;
using CampaignDashboard.Metrics;
using CampaignDashboard.Metrics.Updating;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Tests.Updating;

/// <summary>Updates, run when a test likes.</summary>
internal sealed partial class UpdateHost
{
    /// <summary>Runs one step of an update of the session, and tells what it did: the events, and the problems.</summary>
    internal async Task<UpdateRun> Run(string step, SessionPlan session, UpdateReason reason = UpdateReason.Coordinator)
    {
        await Projected();
        var enrolled = await Get<Participants>().Of(session.Id, CancellationToken.None);
        var names = await Get<People>().Names(enrolled, CancellationToken.None);
        var run = new UpdateRun(
            Get<EventLog>(),
            session,
            Guid.NewGuid(),
            reason,
            names.ToDictionary(n => n.Value, n => n.Key, StringComparer.Ordinal),
            [.. session.Wikis.Select(w => Get<WikiDirectory>().Get(new(w.Wiki)))],
            Cause.System,
            Clock
        );
        await app.Services.GetServices<IUpdateStep>().Single(s => s.Name == step).Run(run, CancellationToken.None);
        await Projected();
        return run;
    }

    /// <summary>A whole update, run to its end.</summary>
    internal async Task Update(SessionPlan session, UpdateReason reason, CancellationToken? stop = null)
    {
        var update = Guid.NewGuid();
        if (reason is UpdateReason.Coordinator)
        {
            var requested = new DataUpdateRequested(session.Id, update, Clock.Now);
            await Happened(DataUpdates.StreamOf(session.Id), "data_updates", requested);
        }

        await Get<SessionUpdate>().Run(new(update, session.Id, reason), stop ?? TestContext.Current.CancellationToken);
    }

    /// <summary>These people have just saved something on these wikis, as the stream of recent changes tells it.</summary>
    internal async Task Wake(SessionPlan session, params (string Wiki, string Person)[] saved)
    {
        var savers = new List<Saver>();
        foreach (var (wiki, person) in saved)
        {
            savers.Add(new(wiki, await Person(person)));
        }

        await Get<UpdateQueue>().Wake(session.Id, savers, TestContext.Current.CancellationToken);
    }

    /// <summary>The same, and a live update that is run to its end.</summary>
    internal Task Live(SessionPlan session, params (string Wiki, string Person)[] saved) =>
        Live(session, TestContext.Current.CancellationToken, saved);

    internal async Task Live(SessionPlan session, CancellationToken stop, params (string Wiki, string Person)[] saved)
    {
        await Wake(session, saved);
        Assert.Equal(
            (session.Id, UpdateReason.Live),
            (await Next(stop) is { } done ? (done.Session, done.Reason) : default)
        );
    }

    /// <summary>The first update that waits.</summary>
    internal async Task<QueuedUpdate?> Waiting() =>
        (await Get<UpdateQueue>().First(1, TestContext.Current.CancellationToken)).SingleOrDefault();

    /// <summary>Does the first update that waits, as a worker would.</summary>
    internal async Task<QueuedUpdate?> Next(CancellationToken? stop = null)
    {
        var cancellation = stop ?? TestContext.Current.CancellationToken;
        await using var claim = await Database.Source.OpenConnectionAsync(cancellation);
        var taken = await UpdateQueue.Take((await Waiting())!, claim, cancellation);
        await Get<SessionUpdate>().Run(taken!, cancellation);
        await Get<UpdateQueue>().Done(taken!, Clock.Now, cancellation);
        return taken;
    }
}
