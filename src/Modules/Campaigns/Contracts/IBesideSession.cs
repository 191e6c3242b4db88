namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// What a module downstream keeps beside a session's plan, and what becomes of it when the session is copied or deleted. Its events
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

    /// <summary>The streams of which a session's history tells too, what changed there and not who takes part.</summary>
    IReadOnlyList<Guid> HistoryOf(SessionId session);

    /// <summary>Whether an event of those streams is one that the history tells.</summary>
    bool Tells(object e);

    /// <summary>What a reader of the history wants to know of such an event, or null.</summary>
    string? About(object e);

    /// <summary>Whether anybody takes or took part in a session, and what is to be appended if it is deleted.</summary>
    Task<EndOfSession> EndOf(SessionId session, DateTimeOffset now, CancellationToken cancellation);
}

/// <summary>
/// <paramref name="WasUsed"/>: somebody took part, so the session must stay. <paramref name="Last"/> holds the version at
/// which that was seen, so that it lands on no other; nothing follows it.
/// </summary>
public sealed record EndOfSession(bool WasUsed, StreamAppend Last);
