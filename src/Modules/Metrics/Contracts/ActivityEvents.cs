using System.Text.Json.Serialization;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Metrics.Contracts;

/// <summary>What participants of a session did on the wikis: the events of its activity stream.</summary>
public abstract record ActivityEvent;

/// <summary>
/// A revision that a participant made, read off the wiki. Once in a session's stream for each (wiki, revision).
/// <paramref name="BytesDifference"/> is to the parent revision; <paramref name="CreatesPage"/> means there is none.
/// <paramref name="Title"/> is null for user pages and their talk pages, whose titles name a person: those are kept beside
/// the log, where they can be erased. <paramref name="Timestamp"/> is the wiki's. No edit summary: a wiki may suppress one later, and the log keeps all.
/// </summary>
[JsonConverter(typeof(PageUpdateJson))]
public sealed record PageUpdateRecorded(
    SessionId Session,
    string Wiki,
    long Revision,
    long Page,
    int Namespace,
    string? Title,
    PersonId Person,
    DateTimeOffset Timestamp,
    int BytesDifference,
    bool CreatesPage,
    bool IsRedirect,
    bool IsMinor
) : ActivityEvent;
