using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Enrolment.Features;

namespace CampaignDashboard.Enrolment;

/// <summary>What the join page says to somebody, one thing at a time: the first of these that holds.</summary>
internal enum Joining
{
    /// <summary>They take part already.</summary>
    Enrolled,

    /// <summary>They wait for a place.</summary>
    Waiting,

    /// <summary>The session does not take place.</summary>
    Cancelled,

    /// <summary>It, or what it belongs to, changes no more.</summary>
    Archived,

    /// <summary>A coordinator took them off the list.</summary>
    Removed,

    /// <summary>Their account is blocked.</summary>
    Blocked,

    /// <summary>Registration opens on a date ahead.</summary>
    NotOpenYet,

    /// <summary>It is over, and nobody can enrol themself any more.</summary>
    Over,

    /// <summary>Registration was closed by its date or by hand.</summary>
    Closed,

    /// <summary>Every place is taken: they can wait for one.</summary>
    Full,

    /// <summary>It is over, but who was there can still enrol, to be counted.</summary>
    Late,

    /// <summary>They can take part.</summary>
    Open,
}

/// <summary>Finds out what the join page says.</summary>
internal static class JoiningOf
{
    internal static Joining Session(
        SessionPlan session,
        ShowRoster.Glance roster,
        DateTimeOffset now,
        bool wasRemoved = false,
        bool isBlocked = false
    ) =>
        (roster.Registration, session.End <= now) switch
        {
            _ when roster.IsEnrolled => Joining.Enrolled,
            _ when roster.MyPlaceInLine is not null => Joining.Waiting,
            _ when session.Cancelled is not null => Joining.Cancelled,
            _ when session.Archived => Joining.Archived,
            _ when wasRemoved => Joining.Removed,
            _ when isBlocked => Joining.Blocked,
            ({ IsOpen: false, OpensAt: not null }, _) => Joining.NotOpenYet,
            ({ IsOpen: false }, true) => Joining.Over,
            ({ IsOpen: false }, false) => Joining.Closed,
            _ when roster.IsFull => Joining.Full,
            (_, true) => Joining.Late,
            _ => Joining.Open,
        };

    /// <summary>What its messages are called after.</summary>
    internal static string Word(Joining state) =>
        state switch
        {
            Joining.NotOpenYet => "not-open-yet",
            _ => state.ToString().ToLowerInvariant(),
        };
}
