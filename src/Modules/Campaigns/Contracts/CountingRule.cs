namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>Which edits of participants count for a session, besides wikis and window.</summary>
public sealed record CountingRule(CountedScope Scope = CountedScope.AllEdits, CountFrom From = CountFrom.Window)
{
    /// <summary>As every session begins: all edits in the window.</summary>
    public static readonly CountingRule Everything = new();
}

/// <summary>On which pages edits count.</summary>
public enum CountedScope
{
    /// <summary>On every page.</summary>
    AllEdits,

    /// <summary>On the articles of the session's list, whether somebody took them or not.</summary>
    ArticleList,
}

/// <summary>From when on a participant's edits count.</summary>
public enum CountFrom
{
    /// <summary>From the beginning of the tracking window, however late they joined.</summary>
    Window,

    /// <summary>From the instant at which they were enrolled, the last time if they left and came back.</summary>
    Enrolment,
}
