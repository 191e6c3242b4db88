namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// What a module downstream keeps beside a session's plan, and what becomes of it when the session is copied. Its events
/// are appended with the plan's own, all or nothing.
/// </summary>
public interface IBesideSession
{
    /// <summary>
    /// What copies of a session begin with, as it stands beside the session now; new streams only. Nothing of people.
    /// </summary>
    Task<IReadOnlyList<StreamAppend>> CopiesOf(
        SessionId session,
        IReadOnlyList<SessionId> copies,
        DateTimeOffset now,
        CancellationToken cancellation
    );
}
