namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// A part of a data update: asks wikis for one kind of fact, and appends what is new to the session's activity stream.
/// Before it runs, the tables of <see cref="FigureTables"/> have all that the steps before it appended, so that it can ask
/// these what is still missing.
/// </summary>
internal interface IUpdateStep
{
    /// <summary>Its name in kebab case; pages call it by the message <c>metrics-step-{name}</c>.</summary>
    string Name { get; }

    /// <summary>Steps run in the order of their ranks.</summary>
    int Rank { get; }

    /// <summary>
    /// Whether it follows up what somebody has just saved (<see cref="UpdateRun.Savers"/>): it runs in live updates, too. The
    /// others look again at what may have changed, which is left to the schedule.
    /// </summary>
    bool FollowsSavers => false;

    /// <summary>Runs the step. What it appended before a failure stays.</summary>
    Task Run(UpdateRun run, CancellationToken cancellation);
}

/// <summary>Why a session's wikis are read.</summary>
internal enum UpdateReason
{
    /// <summary>A coordinator asked.</summary>
    Coordinator,

    /// <summary>It was time.</summary>
    Schedule,

    /// <summary>Participants have just saved something; they alone are read.</summary>
    Live,
}
