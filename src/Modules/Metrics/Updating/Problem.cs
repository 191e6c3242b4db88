using CampaignDashboard.Identity.Contracts;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>
/// Something that could not be read: a wiki, one person's account on it, or a part of the update on no wiki
/// (<paramref name="Step"/>; the wiki is empty then). No names: the reason is the wiki's or our own sentence.
/// </summary>
internal sealed record Problem(string Wiki, string Code, string Reason, PersonId? Person = null, string? Step = null)
{
    /// <summary>What it is about, apart from its words: the same again is no news.</summary>
    public (string, string, PersonId?, string?) Subject => (Wiki, Code, Person, Step);
}

/// <summary>Problems as events tell them.</summary>
internal static class Problems
{
    internal const string ReadOnly = "read-only";
    internal const string BadUserName = "bad-user-name";
    internal const string StepFailed = "step-failed";

    /// <summary>The problem that an event tells of, or null: it is about something else.</summary>
    public static (Guid Update, Problem Problem)? Of(object e) =>
        e switch
        {
            WikiNotRead p => (p.Update, new(p.Wiki, p.Code, p.Reason)),
            WikiFoundReadOnly p => (p.Update, new(p.Wiki, ReadOnly, p.Reason)),
            AccountNotRead p => (p.Update, new(p.Wiki, BadUserName, "", p.Person)),
            UpdateStepFailed p => (p.Update, new("", StepFailed, "", Step: p.Step)),
            _ => null,
        };
}
