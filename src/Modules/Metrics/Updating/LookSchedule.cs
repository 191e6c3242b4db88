using CampaignDashboard.Campaigns.Contracts;
using Quartz;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// When the schedule looks at sessions: a trigger of Quartz for each that has a next look (<see cref="UpdateTimes"/>), in the
/// database, so that it survives restarts and one of several Hosts takes it.
/// </summary>
internal sealed class LookSchedule(
    ISchedulerFactory schedulers,
    Sessions sessions,
    SessionLooks looks,
    TimeProvider time
)
{
    internal const string Session = "session";

    private const string Group = "sessions";

    private static readonly JobKey Job = new("look", Group);

    /// <summary>The next look at a session, perhaps in the past (then it is due), or null: there is none as things are.</summary>
    public async Task<DateTimeOffset?> NextLook(SessionId id, CancellationToken cancellation)
    {
        if (await sessions.Find(id, cancellation) is not { } session)
        {
            return null;
        }

        var look = await looks.Of(id, cancellation);
        return UpdateTimes.Next(session, look?.LookedAt, look?.FoundAt, time.GetUtcNow());
    }

    /// <summary>
    /// Sets the session's trigger to its next look. Where there is none an old trigger may stay: it does nothing when its
    /// time comes.
    /// </summary>
    public async Task Plan(SessionId session, CancellationToken cancellation)
    {
        if (await NextLook(session, cancellation) is { } next)
        {
            var trigger = TriggerBuilder
                .Create()
                .ForJob(Job)
                .WithIdentity(session.ToString(), Group)
                .UsingJobData(Session, session.ToString())
                .StartAt(next)
                .WithSimpleSchedule(s => s.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
                .Build();
            var scheduler = await schedulers.GetScheduler(cancellation);
            var job = JobBuilder.Create<LookJob>().WithIdentity(Job).StoreDurably().Build();
            await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, cancellation);
        }
    }
}
